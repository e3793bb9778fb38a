package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a command; that it runs is for {@code AccountsTest} of the test kit. */
class AccountSwitchTest {

    private static final LocalAccount ADA =
            new LocalAccount(4_294_000_001L, 1002, "ada", "/home/ada", "/bin/bash");

    private final AccountSwitch change = new AccountSwitch(Path.of("/usr/bin/setpriv"), 0027);

    private static CommandSpec command(String program, Map<String, String> env) {
        return new CommandSpec(List.of(program, "$(id)", "a b"), env, Path.of("/home/ada/my work"));
    }

    @Test
    void theAccountIsChangedToByNumberAndTheCommandFollowsAsItIs() {
        CommandSpec spec = change.as(ADA, command("ls", Map.of("A", "$(id)")));

        assertThat(spec.cwd()).isEqualTo(Path.of("/"));
        assertThat(spec.pipesOwner()).hasValue(4_294_000_001L);
        assertThat(spec.argv())
                .startsWith(
                        "/usr/bin/setpriv",
                        "--reuid=4294000001",
                        "--regid=1002",
                        "--init-groups",
                        "--inh-caps=-all",
                        "--",
                        "/bin/sh",
                        "-c")
                .endsWith("sh", "0027", "/home/ada/my work", "ls", "$(id)", "a b");
    }

    @Test
    void nothingOfTheCommandIsPartOfAScript() {
        CommandSpec spec = change.as(ADA, command("ls", Map.of("A", "$(id)", "B", "b")));

        assertThat(spec.argv().stream().filter(word -> word.contains("exec \"$@\"")))
                .hasSize(1)
                .noneMatch(script -> script.contains("id)") || script.contains("my work"));
    }

    @Test
    void rootSeesVariablesUnderNamesOfOursOnly() {
        CommandSpec spec =
                change.as(ADA, command("ls", Map.of("LD_PRELOAD", "evil.so", "PATH", "/evil")));

        assertThat(spec.env().keySet())
                .hasSize(2)
                .allMatch(name -> name.startsWith("LANDLINE_VARIABLE_"));
        assertThat(spec.env().values())
                .containsExactlyInAnyOrder("LD_PRELOAD=evil.so", "PATH=/evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "1A", "A B", "A;id", "$A", "BASH_FUNC_x%%", "Ä"})
    void aVariableThatNoShellCanHoldIsRefused(String name) {
        assertThatThrownBy(() -> change.as(ADA, command("ls", Map.of(name, ""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "env: for another account expected names of letters, digits and _, got '"
                                + name
                                + "'");
    }

    @Test
    void aProgramThatAShellWouldTakeForAnOptionIsRefused() {
        assertThatThrownBy(() -> change.as(ADA, command("-c", Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot begin with a hyphen, and this is -c");
    }

    @Test
    void aLoginShellIsAskedForByAnOption() {
        CommandSpec login =
                new CommandSpec(
                        List.of("/bin/bash"),
                        Map.of(),
                        Path.of("/"),
                        Optional.of("-bash"),
                        Optional.empty());
        assertThat(change.as(ADA, login).argv()).endsWith("/bin/bash", "-l");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 01000, 07777})
    void aUmaskHasNineBits(int umask) {
        assertThatThrownBy(() -> new AccountSwitch(Path.of("/usr/bin/setpriv"), umask))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
