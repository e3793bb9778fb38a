package dev.landline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.landline.identity.IdentityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A real account of this machine, made for a test by root and removed when it is closed, with its
 * home.
 */
record MadeAccount(String name, Path home) implements AutoCloseable {

    /** Skips the test where accounts cannot be made. */
    static void assumeRoot() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can make accounts and run commands as them")
                .isEqualTo(0);
        assumeThat(Path.of("/usr/bin/setpriv")).as("util-linux").exists();
        assumeThat(Path.of("/usr/sbin/useradd")).as("passwd").exists();
    }

    /** Makes an account with further options of {@code useradd}. */
    static MadeAccount with(String... options) throws Exception {
        String name = "ll" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        List<String> words = new ArrayList<>(List.of("useradd", "-m"));
        words.addAll(List.of(options));
        words.add(name);
        tool(words);
        MadeAccount account = new MadeAccount(name, Path.of("/home", name));
        // Some systems make homes that others can look into.
        tool(List.of("chmod", "0700", account.home.toString()));
        return account;
    }

    long uid() throws IOException {
        return ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
    }

    /** Lets a key in, as its owner would. */
    void authorize(IdentityKey key, String options) throws Exception {
        Path file = home.resolve(".ssh/authorized_keys");
        if (!Files.exists(file.getParent())) {
            Files.createDirectory(file.getParent());
        }
        Files.writeString(file, (options + " " + key.publicKeyLine().text()).strip() + "\n");
        tool(List.of("chown", "-R", name, file.getParent().toString()));
    }

    @Override
    public void close() {
        try {
            tool(List.of("userdel", "-r", "-f", name));
        } catch (Exception e) {
            throw new AssertionError("the account " + name + " is left behind", e);
        }
    }

    static void tool(List<String> words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", words, said).isZero();
    }
}
