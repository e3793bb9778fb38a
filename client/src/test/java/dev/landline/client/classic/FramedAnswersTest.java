package dev.landline.client.classic;

import static dev.landline.classic.Dialect.INT32;
import static dev.landline.classic.Dialect.JSON;
import static dev.landline.classic.Dialect.LENGTH;
import static dev.landline.client.classic.Frames.int32;
import static dev.landline.client.classic.Frames.json;
import static dev.landline.client.classic.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Dialect;
import dev.landline.classic.DialectException;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The dialects that say how long an answer is. */
class FramedAnswersTest {

    private static final String SHA256_OF_ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void aLengthIsAskedForItsBytesAlsoWhereThereAreNone() throws Exception {
        List<String> heard = new ArrayList<>();
        Listening.Talk talk =
                (in, out) -> {
                    for (String answer : List.of("h\u00e9", "")) {
                        heard.add(Listening.command(in));
                        out.write(utf8(String.valueOf(utf8(answer).length)));
                        heard.add(Listening.command(in));
                        out.write(utf8(answer));
                    }
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client = ClassicClient.connect(server.speaking(LENGTH))) {
            assertThat(client.run("  ls -l\n", body)).isEqualTo(Answer.of(3));
            assertThat(client.run("true", body)).isEqualTo(Answer.of(0));
        }
        assertThat(heard).containsExactly("ls -l", "recv_ready", "true", "recv_ready");
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("h\u00e9");
    }

    /** Else a server may read both as one, and wait for ever for the command. */
    @Test
    void betweenTheAcknowledgementOfNoBytesAndTheNextCommandThereIsAPause() throws Exception {
        Duration pause = Duration.ofMillis(300);
        List<String> heard = new ArrayList<>();
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    out.write('0');
                    heard.add(Listening.command(in));
                    heard.add(Listening.command(in));
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(LENGTH)).settle(pause).connect()) {
            long begin = System.nanoTime();
            client.run("true", body);
            assertThatThrownBy(() -> client.run("ls", body))
                    .hasMessage("the other side has closed the connection");
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(pause.toNanos());
        }
        assertThat(heard).containsExactly("recv_ready", "ls");
    }

    @Test
    void closingEndsThePause() throws Exception {
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    out.write('0');
                    assertThat(in.readAllBytes()).asString().isEqualTo("recv_ready");
                };
        try (Listening server = Listening.that(talk)) {
            ClassicClient client =
                    ClassicClient.to(server.speaking(LENGTH)).settle(Duration.ofHours(1)).connect();
            client.run("true", body);
            FutureTask<Answer> waiting = new FutureTask<>(() -> client.run("ls", body));
            Thread.ofVirtual().start(waiting);
            assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            client.close();
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ConnectionException.class)
                    .hasMessageContaining("this side closed the connection");
        }
    }

    @Test
    void whatHadBytesIsFollowedByNoPause() throws Exception {
        Listening.Talk talk =
                (in, out) -> {
                    for (int i = 0; i < 2; i++) {
                        Listening.command(in);
                        out.write('1');
                        Listening.command(in);
                        out.write('x');
                    }
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(LENGTH))
                                .settle(Duration.ofHours(1))
                                .connect()) {
            client.run("ls", body);
            client.run("ls", body);
        }
        assertThat(body).hasToString("xx");
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "INT32", "JSON"})
    void anAnswerMayArriveByteByByte(Dialect dialect) throws Exception {
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    switch (dialect) {
                        case LENGTH -> {
                            out.write('5');
                            Listening.command(in);
                            out.write(utf8("hello"));
                        }
                        case INT32 -> out.write(int32(5, "hello"));
                        default -> out.write(json("{\"data_size\": 5}", "hello"));
                    }
                };
        try (Listening server = Listening.that(talk)) {
            Link link = byteByByte(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            AnswerReader answers =
                    new FramedAnswers(
                            link,
                            dialect,
                            StandardCharsets.UTF_8,
                            new Settling(Duration.ofMillis(1)));
            try (Conversation conversation = new StreamConversation(link, answers)) {
                conversation.ask(utf8("ls"), new Delivery(body, TransferListener.NONE));
            }
        }
        assertThat(body).hasToString("hello");
    }

    private static Link byteByByte(Socket socket) throws IOException {
        InputStream slow =
                new FilterInputStream(socket.getInputStream()) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return super.read(bytes, offset, Math.min(length, 1));
                    }
                };
        return SocketLink.over(socket, slow);
    }

    @Test
    void answersThatArriveTogetherStayApart() throws Exception {
        try (Listening server =
                        Listening.that((in, out) -> {
                            Listening.command(in);
                            byte[] one = int32(3, "one");
                            byte[] both = Arrays.copyOf(one, one.length * 2);
                            System.arraycopy(int32(3, "two"), 0, both, one.length, one.length);
                            out.write(both);
                            Listening.command(in);
                        });
                ClassicClient client = ClassicClient.connect(server.speaking(INT32))) {
            client.run("a", body);
            assertThat(body).hasToString("one");
            client.run("b", body);
            assertThat(body).hasToString("onetwo");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LENGTH | -5     | announces an answer of -5 bytes; expected 0 or more",
                "LENGTH | 1231231231231313131231123131323 | no file can have more than",
                "LENGTH | 12 abc | expected the length of the answer in digits, got '12 abc'",
                "INT32  | -5     | announces an answer of -5 bytes; expected 0 or more",
                "JSON   | {\"data_size\": -5} | a body of -5 bytes; expected 0 or more",
                "JSON   | {\"data_size\": 1231231231231313131231123131323} | no file can have more",
                "JSON   | {\"data\": 1} | data_size: expected an integer, got none",
                "JSON   | [1]    | the header is",
            })
    void whatCannotBeIsRefusedAndEndsTheConversation(
            Dialect dialect, String announced, String sentence) throws Exception {
        byte[] bytes =
                switch (dialect) {
                    case INT32 -> int32(Integer.parseInt(announced), "");
                    case JSON -> json(announced, "");
                    default -> utf8(announced);
                };
        try (Listening server = Listening.answering(bytes);
                ClassicClient client = ClassicClient.connect(server.speaking(dialect))) {
            assertThatThrownBy(() -> client.run("ls", body))
                    .isInstanceOf(DialectException.class)
                    .hasMessageContaining(sentence);
            assertThat(client.isOpen()).isFalse();
            assertThatThrownBy(() -> client.run("ls", body))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("the connection has ended: ")
                    .hasMessageContaining(sentence);
        }
    }

    @Test
    void anEndWithinTheBodySaysHowMuchArrived() throws Exception {
        try (Listening server =
                        Listening.that((in, out) -> {
                            Listening.command(in);
                            out.write(int32(12, "hello"));
                        });
                ClassicClient client = ClassicClient.connect(server.speaking(INT32))) {
            assertThatThrownBy(() -> client.run("ls", body))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("the connection ended after 5 of 12 bytes of the answer");
        }
        assertThat(body).hasToString("hello");
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "INT32", "JSON"})
    void anEndBeforeTheAnswerIsALostConnection(Dialect dialect) throws Exception {
        try (Listening server = Listening.that((in, out) -> Listening.command(in));
                ClassicClient client = ClassicClient.connect(server.speaking(dialect))) {
            assertThatThrownBy(() -> client.run("ls", body))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
                    .hasMessage("the other side has closed the connection");
        }
    }

    @Test
    void aHeaderIsHandedOutAndItsHashChecked() throws Exception {
        String header =
                "{\"data_size\": 3, \"filename\": \"a.txt\", \"hash\": \"" + SHA256_OF_ABC + "\"}";
        try (Listening server = Listening.answering(json(header, "abc"));
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            Answer answer = client.run("cat a.txt", body);

            assertThat(answer.hashChecked()).isTrue();
            assertThat(answer.header().orElseThrow().filename()).contains("a.txt");
            assertThat(answer.header().orElseThrow().hash())
                    .contains(ContentHash.parse(SHA256_OF_ABC));
        }
    }

    @Test
    void aWrongHashIsAnErrorBehindTheBodyAndTheConversationGoesOn() throws Exception {
        String header = "{\"data_size\": 3, \"hash\": \"" + SHA256_OF_ABC + "\"}";
        try (Listening server = Listening.answering(json(header, "abd"));
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> client.run("cat a.txt", body))
                        .isInstanceOf(HashMismatchException.class)
                        .hasMessageContaining("expected " + SHA256_OF_ABC + ", got sha256:");
            }
        }
        assertThat(body).hasToString("abdabd");
    }

    @Test
    void aLongBodyComesInPiecesThatTheListenerHearsOf() throws Exception {
        int size = 3 << 20;
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        MessageDigest arrived = MessageDigest.getInstance("MD5");
        List<Integer> pieces = new ArrayList<>();
        List<Long> heard = new ArrayList<>();
        try (Listening server =
                        Listening.that((in, out) -> {
                            Listening.command(in);
                            out.write(int32(size, ""));
                            out.write(bytes);
                        });
                ClassicClient client = ClassicClient.connect(server.speaking(INT32))) {
            OutputStream digesting =
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            throw new AssertionError("expected pieces");
                        }

                        @Override
                        public void write(byte[] piece, int offset, int length) {
                            pieces.add(length);
                            arrived.update(piece, offset, length);
                        }
                    };
            client.run(
                    "cat big",
                    digesting,
                    (total, done) -> {
                        assertThat(total).isEqualTo(OptionalLong.of(size));
                        heard.add(done);
                    });
        }
        assertThat(arrived.digest()).isEqualTo(MessageDigest.getInstance("MD5").digest(bytes));
        assertThat(pieces).allMatch(length -> length <= 64 * 1024);
        assertThat(heard).isSorted().startsWith(0L).endsWith((long) size);
    }
}
