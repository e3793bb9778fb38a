package dev.landline.server.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus;
import dev.landline.classic.ClassicAddress;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.server.config.ServerConfigFile;
import dev.landline.server.config.ServerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come, ask, and leave in every way there is. */
class ClassicServerTest {

    private static final int PATIENCE = 20_000;
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir private Path folder;

    private final BlockingQueue<ClassicEvent> events = new LinkedBlockingQueue<>();
    private ClassicServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            assertThat(server.clients()).isZero();
        }
    }

    private ClassicServerBuilder builder(String... uris) {
        return ClassicServer.builder()
                .listen(Stream.of(uris).map(ClassicAddress::parse).toArray(ClassicAddress[]::new))
                .environment(Map.of("PATH", System.getenv("PATH")))
                .events(events::add);
    }

    private Socket client(String uri) throws IOException {
        server = builder(uri).start();
        return connect();
    }

    private Socket connect() throws IOException {
        ClassicAddress.Tcp address = (ClassicAddress.Tcp) server.addresses().getFirst();
        Socket socket = new Socket(address.host(), address.port());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String int32(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        return new String(input.readNBytes(Int32.read(input)), UTF_8);
    }

    private static String json(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        long size = JsonHeader.read(input, UTF_8).dataSize();
        return new String(input.readNBytes((int) size), UTF_8);
    }

    private <E extends ClassicEvent> E await(Class<E> type) throws InterruptedException {
        ClassicEvent event;
        do {
            event = events.poll(PATIENCE, TimeUnit.MILLISECONDS);
            assertThat(event).as("an event of %s", type).isNotNull();
        } while (!type.isInstance(event));
        return type.cast(event);
    }

    private static void assertEnds(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void stdoutComesBeforeStderr() throws IOException {
        try (Socket socket = client("int32://127.0.0.1:0")) {
            send(socket, " echo error >&2; echo output\n");
            assertThat(int32(socket)).isEqualTo("output\nerror\n");
        }
    }

    @Test
    void lengthAnswersWithTheErrorWhereThereIsOne() throws IOException {
        try (Socket socket = client("length://127.0.0.1:0")) {
            byte[] read = new byte[100];
            send(socket, "echo output; echo no >&2");
            assertThat(new String(read, 0, socket.getInputStream().read(read), UTF_8))
                    .isEqualTo("3");
            send(socket, "recv_");
            send(socket, "ready");
            assertThat(new String(socket.getInputStream().readNBytes(3), UTF_8)).isEqualTo("no\n");
            send(socket, "true");
            assertThat(socket.getInputStream().read(read)).isEqualTo(1);
            assertThat(read[0]).isEqualTo((byte) '0');
            send(socket, "recv_ready");
            send(socket, "echo next");
            assertThat(new String(read, 0, socket.getInputStream().read(read), UTF_8))
                    .isEqualTo("5");
        }
    }

    @Test
    void whoeverSaysSomethingElseThanReadyIsLeft() throws Exception {
        try (Socket socket = client("length://127.0.0.1:0")) {
            send(socket, "echo output");
            assertThat(socket.getInputStream().read()).isEqualTo('7');
            send(socket, "ls");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(await(ClassicEvent.Closed.class).reason()).contains("recv_ready", "'ls'");
        }
    }

    @Test
    void nothingIsANewlineInRaw() throws IOException {
        try (Socket socket = client("raw://127.0.0.1:0")) {
            send(socket, "true");
            assertThat(socket.getInputStream().read()).isEqualTo('\n');
            send(socket, "   ");
            assertThat(socket.getInputStream().read()).isEqualTo('\n');
        }
    }

    @Test
    void tellsWhatACommandWroteAndHowItEnded() throws Exception {
        try (Socket socket = client("json://127.0.0.1:0")) {
            send(socket, "echo output; echo error >&2; exit 3");
            assertThat(json(socket)).isEqualTo("output\nerror\n");
            assertThat(await(ClassicEvent.CommandStarted.class).command())
                    .isEqualTo("echo output; echo error >&2; exit 3");
            assertThat(await(ClassicEvent.CommandEnded.class))
                    .isEqualTo(
                            new ClassicEvent.CommandEnded(
                                    "c1",
                                    new ExitStatus.Exited(3),
                                    new ClassicEvent.Written(7, "output\n", false),
                                    new ClassicEvent.Written(6, "error\n", false)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "half"})
    void aClientThatLeavesTakesItsCommandAlong(String how) throws Exception {
        try (Socket other = client("int32://127.0.0.1:0")) {
            Socket socket = connect();
            send(socket, "sleep 1000 & sleep 1000");
            long pid = await(ClassicEvent.CommandStarted.class).pid();
            switch (how) {
                case "reset" -> {
                    socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                    socket.close();
                }
                case "half" -> socket.shutdownOutput();
                default -> socket.close();
            }
            ClassicEvent.CommandEnded ended = await(ClassicEvent.CommandEnded.class);
            assertThat(ended.status()).isEqualTo(new ExitStatus.Signaled(1, "HUP", false));
            assertEnds(pid);
            socket.close();
            assertThat(await(ClassicEvent.Closed.class).client()).isEqualTo(ended.client());
            send(other, "echo still here");
            assertThat(int32(other)).isEqualTo("still here\n");
        }
    }

    @Test
    void aClientThatHasSaidItsLastIsStillAnswered() throws IOException {
        try (Socket socket = client("int32://127.0.0.1:0")) {
            send(socket, "echo hi");
            socket.shutdownOutput();
            assertThat(int32(socket)).isEqualTo("hi\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whatACommandLeavesBehindIsEnded() throws Exception {
        server = builder("int32://127.0.0.1:0").start();
        try (Socket socket = connect()) {
            send(socket, "sleep 1000 >/dev/null 2>&1 & echo $!");
            assertEnds(Long.parseLong(int32(socket).strip()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "setsid sh"})
    void whatTalksOnBehindACommandHoldsNoAnswerUp(String shell) throws Exception {
        Path settings = folder.resolve("landline.toml");
        Files.writeString(settings, "[commands]\noutput_drain = \"1s\"\n");
        server =
                builder("int32://127.0.0.1:0")
                        .config(ServerConfigFile.load(settings, ServerFiles.of(Map.of(), folder)))
                        .start();
        try (Socket socket = connect()) {
            String talk = "echo $$; while echo on; do sleep 0.05; done";
            send(socket, shell + " -c '" + talk + "' & sleep 0.2");
            assertEnds(Long.parseLong(int32(socket).lines().findFirst().orElseThrow()));
        }
    }

    @Test
    void aSilentClientAndHalfAFrameHoldNobodyUp() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        server = builder("json://127.0.0.1:0").uploads(uploads).start();
        try (Socket silent = connect();
                Socket half = connect();
                Socket other = connect()) {
            assertThat(silent.isConnected()).isTrue();
            byte[] hashed = JsonHeader.of(10, "a", hash(new byte[10]), null).encode();
            half.getOutputStream().write(hashed);
            half.getOutputStream().write(new byte[4]);
            send(other, "echo hi");
            assertThat(json(other)).isEqualTo("hi\n");
            half.shutdownOutput();
            assertThat(await(ClassicEvent.NotStored.class).reason()).contains("4 of 10 bytes");
            assertThat(uploads).isEmptyDirectory();
        }
    }

    private static ContentHash hash(byte[] bytes) {
        var digest = ContentHash.Algorithm.SHA256.digest();
        digest.update(bytes);
        return ContentHash.of(ContentHash.Algorithm.SHA256, digest);
    }

    @Test
    void anUploadIsStoredAndAnswered() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        server = builder("json://127.0.0.1:0").uploads(uploads).start();
        byte[] body = "hello".repeat(50_000).getBytes(UTF_8);
        try (Socket socket = connect()) {
            OutputStream output = socket.getOutputStream();
            output.write(JsonHeader.of(body.length, "../a.txt", hash(body), null).encode());
            output.write(body);
            JsonHeader answer = JsonHeader.read(socket.getInputStream(), UTF_8);
            assertThat(answer.filename()).contains("a.txt");
            assertThat(answer.hash()).contains(hash(body));
            assertThat(answer.error()).isEmpty();
            socket.getInputStream().skipNBytes(answer.dataSize());
            send(socket, "echo next");
            assertThat(json(socket)).isEqualTo("next\n");
        }
        assertThat(uploads.resolve("a.txt")).hasBinaryContent(body);
        assertThat(await(ClassicEvent.Stored.class).bytes()).isEqualTo(body.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data_size\":5,\"filename\":\"a\"}",
                "{\"data_size\":5,\"filename\":\"a\",\"hash\":\"sha1:0000\"}",
                "{\"data_size\":5,\"filename\":\"a\",\"hash\":5}",
                "{\"data_size\":5,\"hash\":\"md5:00000000000000000000000000000000\"}",
                "{\"data_size\":5,\"filename\":\"..\",\"hash\":\"md5:00000000000000000000000000000000\"}",
                "{\"data_size\":5,\"filename\":\"a\",\"hash\":\"md5:00000000000000000000000000000000\"}",
            })
    void anUploadThatIsNotStoredDoesNotEndTheConversation(String header) throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        server = builder("json://127.0.0.1:0").uploads(uploads).start();
        try (Socket socket = connect()) {
            OutputStream output = socket.getOutputStream();
            output.write(Int32.bytes(header.length()));
            send(socket, header + "12345");
            JsonHeader answer = JsonHeader.read(socket.getInputStream(), UTF_8);
            assertThat(answer.error()).isPresent();
            socket.getInputStream().skipNBytes(answer.dataSize());
            send(socket, "echo next");
            assertThat(json(socket)).isEqualTo("next\n");
        }
        assertThat(uploads).isEmptyDirectory();
    }

    @Test
    void uploadsAreOffWithoutADirectory() throws IOException {
        try (Socket socket = client("json://127.0.0.1:0")) {
            socket.getOutputStream().write(JsonHeader.of(3, "a", hash(new byte[3]), null).encode());
            socket.getOutputStream().write(new byte[3]);
            assertThat(json(socket)).contains("takes no uploads");
            send(socket, "echo next");
            assertThat(json(socket)).isEqualTo("next\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data_size\":1231231231231313131231123131323}",
                "{\"data_size\":-5}",
                "{\"data_size\":\"5\"}",
                "{}",
                "nonsense"
            })
    void aFrameThatCannotBeSkippedIsAnsweredAndClosed(String header) throws IOException {
        try (Socket socket = client("json://127.0.0.1:0")) {
            socket.getOutputStream().write(Int32.bytes(header.length()));
            send(socket, header);
            assertThat(json(socket)).startsWith("not stored: the header ");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void oneClientTooManyIsSentAway() throws Exception {
        Path settings = folder.resolve("landline.toml");
        Files.writeString(settings, "max_connections = 1\n");
        server =
                builder("int32://127.0.0.1:0")
                        .config(ServerConfigFile.load(settings, ServerFiles.of(Map.of(), folder)))
                        .start();
        try (Socket first = connect()) {
            assertThat(await(ClassicEvent.Opened.class).client()).isEqualTo("c1");
            try (Socket second = connect()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
                assertThat(await(ClassicEvent.Refused.class).reason()).contains("1 clients");
            }
            send(first, "echo hi");
            assertThat(int32(first)).isEqualTo("hi\n");
        }
    }

    @Test
    void aBrowserRunsNothing() throws Exception {
        try (Socket socket = client("raw://127.0.0.1:0")) {
            Path trace = folder.resolve("trace");
            send(socket, "POST / HTTP/1.1\r\nHost: localhost\r\n\r\ntouch " + trace + "\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(await(ClassicEvent.Closed.class).reason()).contains("HTTP");
            assertThat(trace).doesNotExist();
        }
    }

    @Test
    void whatIsNoTextIsNotRun() throws IOException {
        server = builder("int32://127.0.0.1:0").charset(GBK).start();
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {'l', 's', ' ', (byte) 0xff, '\n'});
            assertThat(int32(socket)).contains("not valid GBK");
            socket.getOutputStream().write(new byte[] {'l', 's', 0, '\n'});
            assertThat(int32(socket)).contains("NUL");
            socket.getOutputStream().write("printf 中文".getBytes(GBK));
            InputStream input = socket.getInputStream();
            assertThat(new String(input.readNBytes(Int32.read(input)), GBK)).isEqualTo("中文");
        }
    }

    @Test
    void aCharsetThatBreaksAsciiIsRefused() {
        assertThatThrownBy(() -> ClassicServer.builder().charset(Charset.forName("UTF-16")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json://0.0.0.0:0", "json://[::]:0", "upper+udp://0.0.0.0:0"})
    void doesNotListenWhereOthersCanConnect(String uri) throws Exception {
        assertThatThrownBy(() -> builder("json://127.0.0.1:0", uri).start())
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(ReachableAddressException.class);
        try (ClassicServer anyway = builder(uri).unauthenticatedOnAnyInterface().start()) {
            assertThat(anyway.addresses()).hasSize(1);
            assertThat(await(ClassicEvent.Warning.class).message()).contains("nobody is asked");
        }
    }

    @Test
    void anAddressOfThisMachineThatOthersReachIsNoLoopback() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress() && !(address instanceof Inet6Address)) {
                    assertThatThrownBy(() ->
                                    builder("raw://" + address.getHostAddress() + ":0").start())
                            .hasRootCauseInstanceOf(ReachableAddressException.class);
                }
            }
        }
    }

    @Test
    void stoppingEndsWhatRunsAndFreesTheAddress() throws Exception {
        Path path = folder.resolve("s");
        Path settings = folder.resolve("landline.toml");
        Files.writeString(settings, "[commands]\nstop_grace = \"0s\"\nhangup_grace = \"0s\"\n");
        server =
                builder("int32://127.0.0.1:0", "raw+unix:" + path)
                        .config(ServerConfigFile.load(settings, ServerFiles.of(Map.of(), folder)))
                        .start();
        assertThat(path).exists();
        try (Socket socket = connect()) {
            send(socket, "exec sleep 1000");
            long pid = await(ClassicEvent.CommandStarted.class).pid();
            server.close();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(path).doesNotExist();
        }
    }
}
