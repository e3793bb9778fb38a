package dev.landline.client.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryProgramTest {

    @TempDir Path directory;

    private Path script(String name, String body) throws IOException {
        Path script = directory.resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private Inventory inventory(String text) throws IOException {
        Path file = directory.resolve("hosts.toml");
        Files.writeString(file, text);
        return Inventory.load(file, directory);
    }

    @Test
    void aGroupsProgramTellsNamesWhenItIsAskedFor() throws IOException {
        script("cloud", "echo x >>asked; echo '[\"c[1-2]\", \"other\"]'");
        Inventory inventory =
                inventory(
                        """
                        [hosts]
                        db1 = {}
                        [groups.cloud]
                        program = "./cloud"
                        user = "cloudy"
                        """);

        assertThat(inventory.select("db1")).hasSize(1);
        assertThat(directory.resolve("asked")).doesNotExist();
        assertThat(inventory.all().names()).containsExactly("db1");
        assertThat(inventory.select("@cloud,@cloud,@all"))
                .extracting(Host::name)
                .containsExactly("c1", "c2", "other", "db1");
        assertThat(inventory.host("c1").user()).hasValue("cloudy");
        assertThat(Files.readString(directory.resolve("asked"))).isEqualTo("x\n");
    }

    @Test
    void aProgramMayTellWhatIsSaidOfItsHosts() throws IOException {
        script(
                "cloud",
                "printf '{\"hosts\": {\"c1\": {\"address\": \"10.9.9.1\", \"port\": %s}}}' $1");
        Inventory inventory = inventory("[groups.cloud]\nprogram = [\"./cloud\", \"7100\"]\n");

        Host host = inventory.select("@cloud").getFirst();

        assertThat(host.target()).hasToString("10.9.9.1:7100");
    }

    @Test
    void anInventoryMayBeAProgram() throws IOException {
        Path object =
                script(
                        "object",
                        "echo '{\"hosts\": {\"a1\": \"10.0.0.1\"}, \"groups\": {\"g\":"
                                + " \"a1,b1\"}}'");
        Path list = script("list", "echo '[\"a[1-3]\"]'");

        assertThat(Inventory.load(object, directory).select("@g"))
                .extracting(host -> host.target().toString())
                .containsExactly("10.0.0.1", "b1");
        assertThat(Inventory.load(list, directory).all().fold()).isEqualTo("a[1-3]");
    }

    @Test
    void whatAProgramDoesWrongIsSaid() throws IOException {
        failing("echo oh no >&2; exit 3", "exit status 3: oh no");
        failing("echo '[\"a\",'", "expected JSON");
        failing("echo 7", "expected a list of names or an object");
        failing("echo '[1]'", "expected names, got the number 1");
        failing("echo '{\"hosts\": {\"a\": 1}}'", "expected an address");
        failing("yes '[' | head -c 70000000", "expected at most 67108864 bytes");
        assertThatThrownBy(() -> inventory("[groups.g]\nprogram = \"./nothing\"\n").select("@g"))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("expected a program that can be run");
    }

    private void failing(String body, String message) throws IOException {
        script("bad", body);
        Inventory inventory = inventory("[groups.g]\nprogram = \"./bad\"\n");
        assertThatThrownBy(() -> inventory.select("@g"))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("hosts.toml:1:")
                .hasMessageContaining("the group 'g'")
                .hasMessageContaining(message);
    }

    @Test
    void aProgramThatHangsIsEndedWithWhatItHasStarted() throws IOException {
        script("hang", "sleep 300 & echo $! >sleeper; wait");
        InventoryProgram program =
                new InventoryProgram(List.of("./hang"), directory, Duration.ofMillis(500));

        assertThatThrownBy(program::run)
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("expected to be done within 500 ms");

        Path sleeper = directory.resolve("sleeper");
        if (Files.exists(sleeper)) {
            long pid = Long.parseLong(Files.readString(sleeper).strip());
            ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
        }
    }

    /** The program waits, so that its output is read already when it ends. */
    @Test
    void whatAProgramLeavesRunningIsNotWaitedFor() throws IOException {
        script("leaves", "sleep 300 & echo $! >sleeper; echo '[\"a1\"]'; exec sleep 0.3");
        try {
            assertThat(
                            new InventoryProgram(
                                            List.of("./leaves"), directory, Duration.ofMinutes(4))
                                    .run())
                    .isEqualTo(new JsonValue.Array(List.of(new JsonValue.Text("a1"))));
        } finally {
            long pid = Long.parseLong(Files.readString(directory.resolve("sleeper")).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aFileOfTomlIsNeverRun() throws IOException {
        Path file = script("hosts.toml", "touch ran");

        assertThatThrownBy(() -> Inventory.load(file, directory).all())
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("hosts.toml:2:")
                .hasMessageContaining("expected TOML");
        assertThat(directory.resolve("ran")).doesNotExist();
    }
}
