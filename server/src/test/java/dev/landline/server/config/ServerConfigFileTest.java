package dev.landline.server.config;

import static dev.landline.server.config.ConfigFolder.DEFAULTS;
import static dev.landline.server.config.ConfigFolder.FILES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Limits;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.config.ListenAddress.TlsAddress;
import dev.landline.server.config.ListenAddress.UnixAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigFileTest {

    private static final String FINGERPRINT = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

    private ConfigFolder folder;

    @BeforeEach
    void makeFolder(@TempDir Path directory) {
        folder = new ConfigFolder(directory);
    }

    @Test
    void anEmptyFileLeavesEverythingAsItIs() throws IOException {
        assertThat(folder.load("")).isEqualTo(DEFAULTS);
        String empty =
                """
                # nothing
                [limits]
                [startups]
                [access]
                [accounts]
                [commands]
                """;
        assertThat(folder.load(empty)).isEqualTo(DEFAULTS);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        ServerConfig config =
                folder.load(
                        """
                        listen = ["tls://127.0.0.1:7023", "unix:/run/landline/socket"]
                        backlog = 511
                        host_key = "/etc/landline/host_key"
                        authorized_keys = ["/etc/landline/keys", "/etc/landline/more_keys"]
                        max_connections = 77

                        [limits]
                        max_body = "64KiB"
                        max_channels = 9
                        window = 8192
                        ping_interval = "2m"
                        handshake = "1500ms"

                        [startups]
                        begin = 3
                        rate = 50
                        full = 6
                        per_address = 2

                        [access]
                        exec = ["%s", "unix:ada"]
                        put = []
                        list = ["*"]

                        [accounts]
                        serve = ["ada", "ben"]

                        [commands]
                        stop_grace = "1h"
                        hangup_grace = "0s"
                        terminate_grace = "1s"
                        output_drain = "250ms"
                        umask = "0077"

                        [sessions]
                        keep = "1m"
                        keep_most = "2h"
                        results = "0s"
                        results_most = 7
                        spool = "2MiB"
                        spool_directory = "/var/spool/landline"
                        orphans = "list"
                        [handlers]
                        timeout = "0s"
                        directory = "/srv/handlers"
                        [metrics]
                        listen = "127.0.0.2:9464"
                        flight_recorder = "on"
                        """
                                .formatted(FINGERPRINT));

        assertThat(config)
                .isEqualTo(
                        new ServerConfig(
                                List.of(
                                        new TlsAddress("127.0.0.1", 7023),
                                        new UnixAddress(Path.of("/run/landline/socket"))),
                                511,
                                Path.of("/etc/landline/host_key"),
                                List.of(
                                        Path.of("/etc/landline/keys"),
                                        Path.of("/etc/landline/more_keys")),
                                new Limits(
                                        65_536,
                                        9,
                                        8192,
                                        Duration.ofMinutes(2),
                                        Duration.ofMillis(1500)),
                                new StartupLimits(3, 50, 6, 2),
                                77,
                                new AccessRules(
                                        Map.of(
                                                "exec",
                                                Set.of(FINGERPRINT, "unix:ada"),
                                                "get",
                                                Set.of(FINGERPRINT, "unix:ada"),
                                                "put",
                                                Set.of(),
                                                "list",
                                                Set.of("*"),
                                                "call",
                                                Set.of("own"),
                                                "settings",
                                                Set.of("own"),
                                                "settings_read",
                                                Set.of("own"),
                                                "info",
                                                Set.of("own"))),
                                new AccountSettings(List.of("ada", "ben"), 0077),
                                Duration.ofHours(1),
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofMillis(250),
                                new SessionSettings(
                                        Duration.ofMinutes(1),
                                        Duration.ofHours(2),
                                        Duration.ZERO,
                                        7,
                                        2 << 20,
                                        Path.of("/var/spool/landline"),
                                        SessionSettings.Orphans.LIST),
                                new HandlerSettings(
                                        Duration.ZERO, Optional.of(Path.of("/srv/handlers"))),
                                MetricsSettings.on("127.0.0.2:9464").withFlightRecorder(true)));
    }

    @Test
    void aKeyThatIsLeftOutKeepsItsDefaultBesideOnesThatAreSet() throws IOException {
        ServerConfig config = folder.load("backlog = 1\n[limits]\nmax_channels = 7\n");

        assertThat(config.backlog()).isEqualTo(1);
        assertThat(config.limits()).isEqualTo(Limits.DEFAULTS.withMaxChannels(7));
        assertThat(config.startups()).isEqualTo(StartupLimits.DEFAULTS);
        assertThat(config.listen()).isEqualTo(DEFAULTS.listen());
    }

    @Test
    void tablesCanBeWrittenInEveryWayThatTomlHas() throws IOException {
        assertThat(folder.load("limits.max_channels = 7\n"))
                .isEqualTo(folder.load("limits = { max_channels = 7 }\n"))
                .isEqualTo(folder.load("[limits]\r\n\"max_channels\" = 0x7\r\n"));
    }

    @Test
    void pathsStartAtTheHomeOrAtTheFilesOwnDirectory() throws IOException {
        ServerConfig config =
                folder.load(
                        """
                        listen = ["unix:~/landline.socket", "unix:run/socket"]
                        host_key = "keys/host"
                        authorized_keys = ["~/.ssh/authorized_keys", "../keys", "a~b"]
                        """);
        Path directory = folder.directory();

        assertThat(config.hostKey()).isEqualTo(directory.resolve("keys/host"));
        assertThat(config.authorizedKeys())
                .containsExactly(
                        FILES.home().resolve(".ssh/authorized_keys"),
                        directory.resolve("../keys"),
                        directory.resolve("a~b"));
        assertThat(config.listen())
                .containsExactly(
                        new UnixAddress(FILES.home().resolve("landline.socket")),
                        new UnixAddress(directory.resolve("run/socket")));
    }

    @Test
    void relativePathsOfAFileThatIsNamedRelativelyBecomeAbsolute() throws IOException {
        folder.load("host_key = 'host'");
        Path relative = Path.of("").toAbsolutePath().relativize(folder.file());

        assertThat(ServerConfigFile.load(relative, FILES).hostKey())
                .isAbsolute()
                .satisfies(key ->
                        assertThat(key.normalize()).isEqualTo(folder.directory().resolve("host")));
    }

    @Test
    void oneFileOfKeysNeedsNoArrayAndNoneIsPossible() throws IOException {
        assertThat(folder.load("authorized_keys = '/keys'").authorizedKeys())
                .containsExactly(Path.of("/keys"));
        assertThat(folder.load("authorized_keys = []").authorizedKeys()).isEmpty();
    }

    @Test
    void aServiceCanBeClosedToEverybody() throws IOException {
        assertThat(folder.load("access.exec = []").access().services())
                .isEqualTo(
                        Map.of(
                                "exec", Set.of(),
                                "put", Set.of(),
                                "get", Set.of(),
                                "list", Set.of(),
                                "call", Set.of("own"),
                                "settings", Set.of("own"),
                                "settings_read", Set.of("own"),
                                "info", Set.of("own")));
        assertThat(folder.load("access.exec = []\naccess.get = ['*']").access().services())
                .containsEntry("get", Set.of("*"))
                .containsEntry("put", Set.of());
        assertThat(folder.load("access.exec = ['*']").access()).isEqualTo(AccessRules.open());
    }

    @Test
    void aGroupStandsForItsMembersWhereverSomebodyIsNamed() throws IOException {
        AccessRules access =
                folder.load(
                                """
                                [access]
                                exec = ["@desk", "unix:ben"]
                                call = ["own", "@desk", "@none"]
                                settings = []
                                [access.handlers]
                                "flight.*" = ["@desk"]
                                gate = ["*"]
                                [groups]
                                desk = ["unix:ada", "%s"]
                                none = []
                                """
                                        .formatted(FINGERPRINT))
                        .access();

        assertThat(access.services())
                .containsEntry("exec", Set.of("unix:ada", FINGERPRINT, "unix:ben"))
                .containsEntry("call", Set.of("own", "unix:ada", FINGERPRINT))
                .containsEntry("settings", Set.of())
                .containsEntry("settings_read", Set.of("own"));
        assertThat(access.handlers())
                .isEqualTo(
                        Map.of("flight.*", Set.of("unix:ada", FINGERPRINT), "gate", Set.of("*")));
    }

    @Test
    void whatIsNotAsciiIsTakenInStrings() throws IOException {
        ServerConfig config = folder.load("# ünïcödé\naccess.exec = ['unix:zoë']\n");

        assertThat(config.access().services().get("exec")).containsExactly("unix:zoë");
    }

    @Test
    void theFileMayBeASymbolicLink() throws IOException {
        folder.load("host_key = 'host'");
        Path elsewhere = Files.createDirectory(folder.directory().resolve("etc"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.toml"), folder.file());

        assertThat(ServerConfigFile.load(link, FILES).hostKey())
                .isEqualTo(elsewhere.resolve("host"));
    }
}
