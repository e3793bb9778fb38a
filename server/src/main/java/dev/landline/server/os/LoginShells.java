package dev.landline.server.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which shells mean that somebody works with an account, as {@code /etc/shells} says: see shells(5)
 * and nologin(8).
 *
 * @param listed the shells of people
 */
public record LoginShells(Set<String> listed) {

    /** Where the system keeps the list. */
    public static final Path FILE = Path.of("/etc/shells");

    private static final Set<String> NONE = Set.of("nologin", "false");

    /** What holds where there is no list, as for getusershell(3). */
    private static final Set<String> DEFAULTS = Set.of("/bin/sh", "/bin/csh");

    /** Copies the set. */
    public LoginShells {
        listed = Set.copyOf(listed);
    }

    /**
     * Reads the list.
     *
     * @param file such as {@link #FILE}
     * @return what it says
     * @throws IOException where it is there and cannot be read
     */
    public static LoginShells read(Path file) throws IOException {
        try {
            return new LoginShells(
                    Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> line.startsWith("/"))
                            .collect(Collectors.toSet()));
        } catch (NoSuchFileException e) {
            return new LoginShells(DEFAULTS);
        }
    }

    /**
     * Whether an account is for somebody who logs in.
     *
     * @param account the account
     * @return false for one without a shell, and for one with a shell for some purpose only
     */
    public boolean areOf(LocalAccount account) {
        return listed.contains(account.shell()) && !areMissingOf(account);
    }

    /**
     * Whether an account's shell is there to let nobody in.
     *
     * @param account the account
     * @return true for {@code nologin} and {@code false}, wherever they are
     */
    public static boolean areMissingOf(LocalAccount account) {
        return NONE.contains(account.shell().substring(account.shell().lastIndexOf('/') + 1));
    }
}
