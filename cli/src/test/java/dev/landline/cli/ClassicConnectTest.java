package dev.landline.cli;

import static dev.landline.cli.ClassicServer.int32;
import static dev.landline.cli.ClassicServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code landline classic connect} with a real server, away from a terminal. */
class ClassicConnectTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final String SHA256_OF_ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    private static byte[] echo(String command) {
        return int32((command + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(someone.home())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aScriptIsALineEachUpToTheEndOrQuit() throws Exception {
        try (ClassicServer server = new ClassicServer(ClassicConnectTest::echo)) {
            Account.Outcome outcome =
                    someone.typing("one\n\n  \t\n  two \r\n# three\nquit\nfour\n")
                            .runs("classic", "connect", server.speaking("int32"));

            assertThat(outcome).isEqualTo(new Account.Outcome(0, "one\ntwo\n# three\n", ""));
            assertThat(server.commands()).containsExactly("one", "two", "# three");
        }
    }

    @Test
    void aScriptStopsAtTheFirstFailureAndNamesItsLine() throws Exception {
        try (ClassicServer server =
                new ClassicServer(command -> command.equals("two") ? null : echo(command))) {
            Account.Outcome outcome =
                    someone.typing("one\n\ntwo\nthree\n")
                            .runs("classic", "connect", server.speaking("int32"));

            assertThat(outcome)
                    .isEqualTo(
                            new Account.Outcome(
                                    1,
                                    "one\n",
                                    "landline: line 3: the other side has closed the"
                                            + " connection\n"));
        }
    }

    @Test
    void echoesAreLinesOfTheirOwn() throws Exception {
        try (ClassicServer server =
                new ClassicServer(line -> line.getBytes(StandardCharsets.ISO_8859_1))) {
            Account.Outcome outcome =
                    someone.typing("one\ntwo\n")
                            .runs("classic", "connect", server.speaking("upper"));

            assertThat(outcome).isEqualTo(new Account.Outcome(0, "one\ntwo\n", ""));
        }
    }

    /** What servers do that send an answer of no bytes as it is. */
    private static byte[] nothingForTrue(String command) {
        return (command.equals("true") ? "" : command + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAnswerThatDoesNotComeCountsAsEmptyWhereThatWasAskedFor() throws Exception {
        try (ClassicServer server = new ClassicServer(ClassicConnectTest::nothingForTrue)) {
            Account.Outcome outcome =
                    someone.typing("true\none\n")
                            .runs(
                                    "classic",
                                    "connect",
                                    server.speaking("raw"),
                                    "--answer-timeout=2");

            assertThat(outcome).isEqualTo(new Account.Outcome(0, "one\n", ""));
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsToldOfOnceAndWaitedFor() throws Exception {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try (ClassicServer server = new ClassicServer(_ -> answer.join());
                Jvm connect =
                        Jvm.start(
                                someone.home(),
                                "classic",
                                "connect",
                                server.speaking("raw"),
                                "-c",
                                "one")) {
            assertThat(connect.errLine())
                    .startsWith("landline: nothing has come for 5 s: the command takes its time");
            assertThat(connect.errLine()).startsWith("hint: --answer-timeout SECONDS ");
            answer.complete("one\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(connect.outLine()).isEqualTo("one");
            assertThat(connect.status()).isZero();
            assertThat(connect.errLines()).isEmpty();
        }
    }

    @Test
    void severalCommandsRunOneAfterTheOther() throws Exception {
        try (ClassicServer server = new ClassicServer(ClassicConnectTest::echo)) {
            Account.Outcome outcome =
                    someone.typing("nothing of this")
                            .runs(
                                    "classic",
                                    "connect",
                                    server.speaking("int32"),
                                    "-c",
                                    "one",
                                    "-c",
                                    "two");

            assertThat(outcome).isEqualTo(new Account.Outcome(0, "one\ntwo\n", ""));
        }
    }

    @Test
    void textOfAnotherCharsetIsUtf8HereAndFilesAreAsTheyAre() throws Exception {
        byte[] cut = "\u4e2d\u6587".repeat(50_000).getBytes(GBK);
        try (ClassicServer server = new ClassicServer(_ -> int32(cut))) {
            String uri = server.speaking("int32");
            Account.Outcome shown =
                    someone.runs(
                            "classic", "connect", uri, "--charset", "gbk", "-c", "echo \u4e2d");

            assertThat(shown.out()).isEqualTo("\u4e2d\u6587".repeat(50_000));
            assertThat(server.commands().getFirst().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo("echo \u4e2d".getBytes(GBK));
        }
        try (ClassicServer server = new ClassicServer(_ -> int32(cut))) {
            String uri = server.speaking("int32");
            someone.runs("classic", "connect", uri, "--charset=gbk", "-c", "x", "-o", "f");

            assertThat(Files.readAllBytes(someone.home().resolve("f"))).isEqualTo(cut);
        }
    }

    @Test
    void halfACharacterAtTheEndIsShownAsWhatItIs() throws Exception {
        byte[] half = {'a', (byte) 0xd6};
        try (ClassicServer server = new ClassicServer(_ -> int32(half))) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic",
                            "connect",
                            server.speaking("int32"),
                            "--charset=gbk",
                            "-c",
                            "x");

            assertThat(outcome.out()).isEqualTo("a\ufffd");
        }
    }

    @Test
    void aProposedNameIsOnlyShownAndHarmless() throws Exception {
        String header = "{\"data_size\": 3, \"filename\": \"../\\u001b[31m\"}";
        try (ClassicServer server = new ClassicServer(_ -> json(header, "abc"))) {
            Account.Outcome outcome =
                    someone.runs("classic", "connect", server.speaking("json"), "-c", "x");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.out()).isEqualTo("abc");
            assertThat(outcome.err()).startsWith("hint: ").contains("'../?[31m'", "-o FILE");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aSavedAnswerTakesThePlaceOfWhatWasThere() throws Exception {
        Files.writeString(someone.home().resolve("f"), "before");
        String header = "{\"data_size\": 3, \"hash\": \"" + SHA256_OF_ABC + "\"}";
        try (ClassicServer server = new ClassicServer(_ -> json(header, "abc"))) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic", "connect", server.speaking("json"), "-c", "x", "-o", "f");

            assertThat(outcome).isEqualTo(new Account.Outcome(0, "", ""));
            assertThat(someone.home().resolve("f")).hasContent("abc");
            assertThat(files()).containsExactly("f");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abd | expected sha256:ba7816bf",
                "ab  | the connection ended after 2 of 3 bytes of the answer",
            })
    void whatIsNotRightDoesNotGetItsName(String body, String sentence) throws Exception {
        Files.writeString(someone.home().resolve("f"), "before");
        String header = "{\"data_size\": 3, \"hash\": \"" + SHA256_OF_ABC + "\"}";
        try (ClassicServer server = ClassicServer.answeringOnce(json(header, body))) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic", "connect", server.speaking("json"), "-c", "x", "-o", "f");

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains(sentence);
            assertThat(someone.home().resolve("f")).hasContent("before");
            assertThat(files()).containsExactly("f");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asdf165485221", "sha1:a9993e364706816aba3e25717850c26c9cd0d89d"})
    void aHashThatCannotBeCheckedIsAWarningAndTheAnswerIsTaken(String hash) throws Exception {
        String header = "{\"data_size\": 3, \"hash\": \"" + hash + "\"}";
        String warning =
                "landline: warning: the answer was not checked: expected a hash sha256:… or md5:…,"
                        + " got the string \""
                        + hash.substring(0, Math.min(40, hash.length()));
        try (ClassicServer server = new ClassicServer(_ -> json(header, "abc"))) {
            String uri = server.speaking("json");
            Account.Outcome shown = someone.runs("classic", "connect", uri, "-c", "x", "-c", "y");

            assertThat(shown.status()).isZero();
            assertThat(shown.out()).isEqualTo("abcabc");
            assertThat(shown.err()).startsWith(warning);
        }
        try (ClassicServer server = new ClassicServer(_ -> json(header, "abc"))) {
            String uri = server.speaking("json");
            Account.Outcome saved = someone.runs("classic", "connect", uri, "-c", "x", "-o", "f");

            assertThat(saved.status()).isZero();
            assertThat(saved.err()).startsWith(warning);
            assertThat(someone.home().resolve("f")).hasContent("abc");
        }
    }

    @ParameterizedTest
    @CsvSource({"abc, 0", "abd, 1"})
    void digitsWithoutANameAreChecked(String body, int status) throws Exception {
        String header = "{\"data_size\": 3, \"hash\": \"900150983cd24fb0d6963f7d28e17f72\"}";
        try (ClassicServer server = new ClassicServer(_ -> json(header, body))) {
            String uri = server.speaking("json");

            assertThat(someone.runs("classic", "connect", uri, "-c", "x").status())
                    .isEqualTo(status);
        }
    }

    @Test
    void aFileThatCannotBeMadeKeepsTheCommandFromBeingSent() throws Exception {
        try (ClassicServer server = new ClassicServer(ClassicConnectTest::echo)) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic",
                            "connect",
                            server.speaking("int32"),
                            "-c",
                            "rm precious",
                            "-o",
                            "none/f");

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains("no such file or directory");
            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void aSizeThatNoFileCanHaveIsRefusedInASentence() throws Exception {
        String header = "{\"data_size\": 1231231231231313131231123131323}";
        try (ClassicServer server = new ClassicServer(_ -> json(header, ""))) {
            Account.Outcome outcome =
                    someone.runs("classic", "connect", server.speaking("json"), "-c", "x");

            assertThat(outcome)
                    .isEqualTo(
                            new Account.Outcome(
                                    1,
                                    "",
                                    "landline: the header announces a body of"
                                            + " 1231231231231313131231123131323 bytes; no file can"
                                            + " have more than 9223372036854775807\n"));
        }
    }

    @Test
    void anUploadSaysWhatBecameOfIt() throws Exception {
        Files.writeString(someone.home().resolve("notes"), "abc");
        try (ClassicServer server =
                new ClassicServer(bytes ->
                        bytes.endsWith("abc")
                                ? json("{\"data_size\": 0, \"filename\": \"n-1\"}", "")
                                : new byte[0])) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic", "connect", server.speaking("json"), "--upload", "notes=n");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.err()).contains("notes: stored as 'n-1'");
            assertThat(String.join("", server.commands()))
                    .contains("\"filename\":\"n\"", SHA256_OF_ABC);
        }
    }

    @Test
    void anUploadThatWasNotStoredIsAFailure() throws Exception {
        Files.writeString(someone.home().resolve("notes"), "abc");
        try (ClassicServer server =
                new ClassicServer(_ -> json("{\"data_size\": 0, \"error\": \"no\\nroom\"}", ""))) {
            Account.Outcome outcome =
                    someone.runs(
                            "classic", "connect", server.speaking("json"), "--upload", "notes");

            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err()).contains("the server did not store it: no?room");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://box:1               | expected upper|raw|length|int32|json://HOST:PORT",
                "raw://box:0               | port: expected 1 to 65535, got 0",
                "raw://box:1 --charset=no  | expected the name of a charset",
                "raw://box:1 --charset=utf-16 | expected one in which ASCII stays ASCII",
                "raw://box:1 --settle=0ms  | expected 1ms to 3600s",
                "json://box:1 --settle=1s  | --settle: expected raw, upper or length, got json",
                "int32://box:1 --answer-timeout=1 | --answer-timeout: expected raw, got int32",
                "raw://box:1 --answer-timeout=0   | --answer-timeout: expected 1 to 86400, got 0",
                "raw://box:1 --upload=x    | --upload: expected json, got raw",
                "json://box:1 --upload=x=  | upload: expected FILE[=NAME]",
                "raw://box:1 -o f          | --output: expected one -c, whose answer it takes",
                "raw://box:1 -c a -c b -o f | got 2",
                "raw://box:1 --command=    | expected a command, got a blank",
            })
    void wrongUsageIsFoundBeforeConnecting(String line, String sentence) {
        Account.Outcome outcome = someone.runs(("classic connect " + line).split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("landline: ").contains(sentence);
    }
}
