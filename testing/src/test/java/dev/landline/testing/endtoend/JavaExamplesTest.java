package dev.landline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.CuttingProxy;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.testing.endtoend.Shell.Serving;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples for Java, run as the README says. */
@Timeout(120)
final class JavaExamplesTest {

    @TempDir private Path folder;

    private Process start(Shell shell, String example, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                Shell.project().resolve("cli/target/landline/lib") + "/*",
                                Shell.project().resolve("examples/java/" + example).toString()));
        command.addAll(List.of(arguments));
        return shell.builder(command).start();
    }

    @Test
    void aLongBuildSurvivesTheNetwork() throws Exception {
        Shell shell = new Shell(folder);
        assertThat(shell.run(shell.landline("keys", "generate")).status()).isZero();
        Path key = folder.resolve(".config/landline/id_ed25519.pub");
        assertThat(shell.run(shell.landline("keys", "authorize", key.toString())).status())
                .isZero();
        try (Serving server = shell.serve();
                CuttingProxy proxy = CuttingProxy.start(address(server.target()), 1, 0, 1, 1)) {
            String way = proxy.address().getHostString() + ":" + proxy.address().getPort();
            var known = shell.run(shell.landline("exec", "--accept-new", way, "true"));
            assertThat(known.status()).as(known.stderr()).isZero();

            Path begun = folder.resolve("begun");
            Path go = folder.resolve("go");
            Process build =
                    start(
                            shell,
                            "LongBuild.java",
                            way,
                            "echo x >> '%s'; while [ ! -e '%s' ]; do sleep 0.05; done; echo built"
                                    .formatted(begun, go));
            Eventually.until("it has begun", () -> Files.exists(begun));
            proxy.cutAll();
            assertThat(build.errorReader().readLine()).startsWith("lost: ");
            assertThat(build.errorReader().readLine()).startsWith("there again after ");
            Files.createFile(go);

            assertThat(new String(build.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("built\nExited[code=0]\n");
            assertThat(build.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(begun)).isEqualTo("x\n");
        }
    }

    @Test
    void oneProgramRunsEverywhere() throws Exception {
        Shell shell = new Shell(folder);
        assertThat(shell.run(shell.landline("keys", "generate")).status()).isZero();
        Path config = folder.resolve(".config/landline");
        assertThat(
                        shell.run(
                                        shell.landline(
                                                "keys",
                                                "authorize",
                                                config.resolve("id_ed25519.pub").toString()))
                                .status())
                .isZero();
        try (Serving server = shell.serve()) {
            var known = shell.run(shell.landline("exec", "--accept-new", server.target(), "true"));
            assertThat(known.status()).as(known.stderr()).isZero();
            InetSocketAddress address = address(server.target());
            Files.writeString(
                    config.resolve("hosts.toml"),
                    """
                    [hosts]
                    one = { address = "%1$s", port = %2$d }
                    two = { address = "%1$s", port = %2$d }
                    gone = { address = "127.0.0.1", port = 1 }
                    [groups]
                    all-of-them = "one,two,gone"
                    """
                            .formatted(address.getHostString(), address.getPort()));

            Process run = start(shell, "Everywhere.java", "@all-of-them,!two", "echo", "hi");

            assertThat(new String(run.getInputStream().readAllBytes(), UTF_8).lines())
                    .containsExactlyInAnyOrder(
                            "one: hi",
                            "gone: unreachable: cannot connect to 127.0.0.1 port 1: Connection"
                                    + " refused");
            assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static InetSocketAddress address(String target) {
        int colon = target.lastIndexOf(':');
        return new InetSocketAddress(
                target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    }
}
