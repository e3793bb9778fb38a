package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings of {@code landline serve} as a process: its file, HUP, its log, JMX. */
@Timeout(60)
class ServeSettingsTest {

    /** Attaches to a process as JConsole does; compiled when it is started. */
    private static final String CONSOLE =
            """
            import com.sun.tools.attach.VirtualMachine;
            import javax.management.Attribute;
            import javax.management.ObjectName;
            import javax.management.remote.JMXConnectorFactory;
            import javax.management.remote.JMXServiceURL;

            void main(String[] arguments) throws Exception {
                var machine = VirtualMachine.attach(arguments[0]);
                var address = new JMXServiceURL(machine.startLocalManagementAgent());
                machine.detach();
                try (var connector = JMXConnectorFactory.connect(address)) {
                    var beans = connector.getMBeanServerConnection();
                    var any = new ObjectName("dev.landline:type=Settings,*");
                    while (beans.queryNames(any, null).isEmpty()) {
                        Thread.onSpinWait();
                    }
                    ObjectName name = beans.queryNames(any, null).iterator().next();
                    IO.println(name.getKeyProperty("type"));
                    IO.println(beans.getAttribute(name, "limits.max_channels"));
                    beans.setAttribute(name, new Attribute("limits.max_channels", 9));
                    beans.setAttribute(name, new Attribute("limits.window", "1MiB"));
                    var texts = new String[] {"java.lang.String", "java.lang.String"};
                    IO.println(
                            beans.invoke(
                                    name, "set", new Object[] {"access.put", "unix:ada,*"}, texts));
                    try {
                        beans.setAttribute(name, new Attribute("limits.max_channels", 0));
                    } catch (javax.management.InvalidAttributeValueException e) {
                        IO.println(e.getMessage());
                    }
                }
            }
            """;

    private Account someone;
    private Path home;
    private Path config;
    private String target;
    private Jvm serve;

    @BeforeEach
    void aServer(@TempDir Path serverHome, @TempDir Path ownHome) throws Exception {
        someone = new Account(ownHome);
        home = serverHome;
        target = "unix:" + home.resolve("socket");
        config = home.resolve("landline.toml");
        write("# mine\nmax_connections = 50\n[limits] # how much\nmax_channels = 5\n");
        serve = Jvm.start(home, "serve", "--config", config.toString(), "-l", target);
        assertThat(serve.errLine()).startsWith("landline: made a host key: ");
        assertThat(serve.errLine()).startsWith("landline: listening on unix:");
    }

    @AfterEach
    void ends() throws IOException {
        serve.close();
    }

    private void write(String toml) throws IOException {
        Files.writeString(config, toml);
    }

    private String get(String name) {
        return someone.runs("settings", "get", target, name).out().strip();
    }

    @Test
    void hupRereadsTheFileAndNoConnectionDrops() throws Exception {
        try (Jvm exec =
                Jvm.start(someone.home(), "exec", target, "-c", "echo up; read x; echo $x")) {
            assertThat(exec.outLine()).isEqualTo("up");
            write("# mine\nbacklog = 7\n[limits]\nmax_channels = 6\n");
            serve.signal("HUP");

            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: SIGHUP set backlog from 128 to 7, which needs a restart"
                                    + " (in the file)");
            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: SIGHUP set limits.max_channels from 5 to 6 (in the file)");
            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: SIGHUP set max_connections from 50 to 10000 (in the"
                                    + " file)");
            assertThat(serve.errLine())
                    .isEqualTo(
                            "landline: the configuration was read again; a restart is needed for"
                                    + " backlog");
            assertThat(get("limits.max_channels")).isEqualTo("6");
            assertThat(get("backlog")).isEqualTo("128");
            exec.type("still here\n");
            assertThat(exec.outLine()).isEqualTo("still here");
            assertThat(exec.status()).isZero();
        }
    }

    @Test
    void aMistakeInTheFileLeavesEverythingAsItWas() throws Exception {
        write("[limits]\nmax_channels = 6\nwindw = 3\n");
        serve.signal("HUP");

        assertThat(serve.errLine())
                .startsWith("landline: " + config + ":3:1: limits.windw: expected one of ");
        assertThat(serve.errLine())
                .isEqualTo("landline: the configuration has mistakes: everything stays as it was");
        assertThat(get("limits.max_channels")).isEqualTo("5");
        serve.signal("TERM");
        assertThat(serve.status()).isZero();
    }

    @Test
    void whatIsKeptStandsInTheFileWithItsCommentsAndInTheLog() throws Exception {
        assertThat(someone.runs("settings", "set", "-k", target, "limits.max_channels", "9").out())
                .isEqualTo("limits.max_channels = 9 (file)\n");
        assertThat(config)
                .hasContent(
                        "# mine\nmax_connections = 50\n[limits] # how much\nmax_channels = 9\n");
        assertThat(serve.errLine())
                .matches(
                        "landline: unix:\\S+ set limits.max_channels from 5 to 9 \\(in the"
                                + " file\\)");
        assertThat(someone.runs("settings", "unset", "-k", target, "limits.max_channels").out())
                .isEqualTo("limits.max_channels = 256 (default)\n");
        assertThat(config).hasContent("# mine\nmax_connections = 50\n[limits] # how much\n");
        assertThat(someone.runs("settings", "set", "-k", target, "backlog", "7").out())
                .isEqualTo("backlog = 128 (next start: 7) (default)\n");
        assertThat(someone.runs("settings", "get", "--json", target, "listen").out())
                .contains("\"from\":\"option\"");
    }

    @Test
    void jconsoleFindsTheSameNames() throws Exception {
        Path program = Files.writeString(home.resolve("Console.java"), CONSOLE);
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", program.toString(), "" + serve.pid()));
        Process console = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String out =
                    new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(console.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(out)
                    .isEqualTo(
                            """
                            Settings
                            5
                            unix:ada, *
                            limits.max_channels: expected an integer from 1 to 65536, got 0
                            """);
        } finally {
            console.destroyForcibly();
        }
        assertThat(serve.errLine()).isEqualTo("landline: JMX set limits.max_channels from 5 to 9");
        assertThat(serve.errLine())
                .isEqualTo("landline: JMX set limits.window from 256KiB to 1MiB");
        assertThat(get("limits.window")).isEqualTo("1MiB");
        assertThat(get("access.put")).isEqualTo("unix:ada, *");
    }
}
