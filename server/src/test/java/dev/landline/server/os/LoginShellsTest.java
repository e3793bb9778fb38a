package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginShellsTest {

    @TempDir private Path directory;

    private static LocalAccount with(String shell) {
        return new LocalAccount(1001, 1001, "ada", "/home/ada", shell);
    }

    @Test
    void aShellOfPeopleStandsInTheList() throws Exception {
        Path file = Files.writeString(directory.resolve("shells"), "# /bin/no\n/bin/zsh # z\n\n");
        LoginShells shells = LoginShells.read(file);

        assertThat(shells.areOf(with("/bin/zsh"))).isTrue();
        assertThat(shells.areOf(with("/bin/no"))).isFalse();
        assertThat(shells.areOf(with("/bin/sync"))).isFalse();
        assertThat(shells.areOf(with(""))).isFalse();
    }

    @Test
    void withoutAListItIsTheShellOfTheSystem() throws Exception {
        LoginShells shells = LoginShells.read(directory.resolve("none"));

        assertThat(shells.areOf(with("/bin/sh"))).isTrue();
        assertThat(shells.areOf(with("/bin/sync"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "false"})
    void someShellsLetNobodyInThoughTheyBeListed(String shell) {
        assertThat(LoginShells.areMissingOf(with(shell))).isTrue();
        assertThat(new LoginShells(Set.of(shell)).areOf(with(shell))).isFalse();
    }
}
