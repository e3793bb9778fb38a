package dev.landline.server.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.exec.ExecRequest;
import dev.landline.exec.ExecRequest.Command;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.LocalAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandEnvironmentTest {

    private final LocalAccount account =
            new LocalAccount(1000, 1000, "ann", "/home/ann", "/bin/sh");

    private static AccountGrant grant(String... forced) {
        return new AccountGrant(
                Optional.of("ann"),
                Optional.ofNullable(forced.length == 0 ? null : forced[0]),
                true);
    }

    private static ExecRequest request() {
        return new ExecRequest(
                new Command.Argv(List.of("ls", "-l", "a b")),
                Map.of("BASH_ENV", "$(id >&2)", "PATH", "/evil"),
                Optional.of("work"),
                Optional.empty());
    }

    private CommandSpec spec(Map<String, String> server, AccountGrant grant) {
        return new CommandEnvironment(account, server)
                .spec(request(), grant, Map.of("LANDLINE_CONNECTION", "10.0.0.1:5"));
    }

    @Test
    void givesACommandItsAccountAndWhatTheRequestAdds() {
        CommandSpec spec = spec(Map.of("SECRET", "s", "LANG", "de_DE"), grant());

        assertThat(spec.argv()).containsExactly("ls", "-l", "a b");
        assertThat(spec.cwd()).isEqualTo(Path.of("/home/ann/work"));
        assertThat(spec.env())
                .containsEntry("HOME", "/home/ann")
                .containsEntry("USER", "ann")
                .containsEntry("LOGNAME", "ann")
                .containsEntry("SHELL", "/bin/sh")
                .containsEntry("LANG", "de_DE")
                .containsEntry("PATH", "/evil")
                .containsEntry("LANDLINE_CONNECTION", "10.0.0.1:5")
                .doesNotContainKeys("SECRET", "LANDLINE_ORIGINAL_COMMAND");
    }

    @Test
    void aForcedCommandGetsNothingOfTheRequestButItsWords() {
        CommandSpec spec = spec(Map.of(), grant("backup"));

        assertThat(spec.argv()).containsExactly("/bin/sh", "-c", "backup");
        assertThat(spec.cwd()).isEqualTo(Path.of("/home/ann"));
        assertThat(spec.env())
                .containsEntry("LANDLINE_ORIGINAL_COMMAND", "ls -l a b")
                .doesNotContainKey("BASH_ENV")
                .doesNotContainEntry("PATH", "/evil");
    }

    @Test
    void givesBackTheLocaleThatTheLauncherTook() {
        assertThat(spec(Map.of("LC_ALL", "C.UTF-8", "LANDLINE_LC_ALL", "C"), grant()).env())
                .containsEntry("LC_ALL", "C");
        assertThat(spec(Map.of("LC_ALL", "C.UTF-8", "LANDLINE_LC_ALL", ""), grant()).env())
                .doesNotContainKeys("LC_ALL", "LANDLINE_LC_ALL");
        assertThat(spec(Map.of("LC_ALL", "de_DE.UTF-8"), grant()).env())
                .containsEntry("LC_ALL", "de_DE.UTF-8");
    }
}
