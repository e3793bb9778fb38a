package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline classic serve} as it is typed. */
@Timeout(60)
class ClassicServeTest {

    private static final String ANY_INTERFACE = "--unauthenticated-on-any-interface";
    private static final Pattern LISTENING =
            Pattern.compile("landline: listening on upper://127\\.0\\.0\\.1:(\\d+)");

    private Account someone;

    @BeforeEach
    void aUser(@TempDir Path home) {
        someone = new Account(home);
    }

    /** In {@code upper}, which runs nothing. */
    @Test
    void whereOtherMachinesCanConnectIsRefusedAndTheWaysOutAreNamed() {
        Account.Outcome outcome = someone.runs("classic", "serve", "upper://0.0.0.0:0");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("landline: cannot listen on upper://0.0.0.0:0: expected loopback")
                .contains("got 0.0.0.0, which other machines may reach");
        assertThat(outcome.err()).contains("hint: listen on 127.0.0.1", "hint: " + ANY_INTERFACE);
    }

    @Test
    void whoeverInsistsListensThereAndIsWarned() throws Exception {
        try (Jvm serve =
                Jvm.start(someone.home(), "classic", "serve", ANY_INTERFACE, "upper://0.0.0.0:0")) {
            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: warning: whoever can reach upper://0.0.0.0:0 can use it:"
                                    + " nobody is asked who they are");
            assertThat(serve.errLine()).startsWith("landline: listening on upper://0.0.0.0:");
        }
    }

    @Test
    void theBacklogOfTheOptionIsThatOfTheSocket() throws Exception {
        Files.createDirectories(someone.config(""));
        Files.writeString(someone.config("landline.toml"), "backlog = 5\n");

        assertThat(backlog("--backlog", "3")).isEqualTo("3\n");
    }

    @Test
    void theBacklogOfTheConfigurationIsThatOfTheSocket() throws Exception {
        Path config = Files.writeString(someone.home().resolve("c.toml"), "backlog = 5\n");

        assertThat(backlog("--config", config.toString())).isEqualTo("5\n");
    }

    /** What the kernel says about the socket of a server that was started so. */
    private String backlog(String option, String value) throws Exception {
        try (Jvm serve =
                Jvm.start(
                        someone.home(), "classic", "serve", option, value, "upper://127.0.0.1:0")) {
            Matcher listening = LISTENING.matcher(serve.errLine());
            assertThat(listening.matches()).isTrue();
            return ofTheKernel(listening.group(1));
        }
    }

    /** Source: sock_diag(7); of a socket that listens, the write queue is the backlog. */
    private static String ofTheKernel(String port) throws IOException {
        Process python =
                new ProcessBuilder(
                                "python3",
                                "-c",
                                """
                                import socket, struct, sys
                                for family in (socket.AF_INET, socket.AF_INET6):
                                    diag = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4)
                                    ask = struct.pack('=BBBBI48x', family, 6, 0, 0, 1 << 10)
                                    head = struct.pack('=IHHII', 16 + len(ask), 20, 0x301, 1, 0)
                                    diag.send(head + ask)
                                    kind = 0
                                    while kind not in (2, 3):  # an error, or the end
                                        data = diag.recv(65536)
                                        while data:
                                            size, kind = struct.unpack_from('=IH', data)
                                            if kind == 20:
                                                at, = struct.unpack_from('>H', data, 20)
                                                if at == int(sys.argv[1]):
                                                    print(struct.unpack_from('=I', data, 76)[0])
                                            data = data[(size + 3) & ~3:]
                                """,
                                port)
                        .redirectErrorStream(true)
                        .start();
        return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aDirectoryForUploadsThatIsNotThereIsNamedInASentence() {
        Account.Outcome outcome =
                someone.runs("classic", "serve", "json://127.0.0.1:0", "--upload-dir", "none");

        assertThat(outcome)
                .isEqualTo(
                        new Account.Outcome(
                                1,
                                "",
                                "landline: uploads: expected a directory, and there is nothing at "
                                        + someone.home().resolve("none")
                                        + "; make it first\n"));
    }

    @Test
    void aFileInThePlaceOfTheDirectoryForUploadsIsNamedInASentence() throws IOException {
        Path file = Files.createFile(someone.home().resolve("taken"));
        Account.Outcome outcome =
                someone.runs("classic", "serve", "json://127.0.0.1:0", "--upload-dir", "taken");

        assertThat(outcome)
                .isEqualTo(
                        new Account.Outcome(
                                1,
                                "",
                                "landline: uploads: expected a directory, and "
                                        + file
                                        + " is none\n"));
    }
}
