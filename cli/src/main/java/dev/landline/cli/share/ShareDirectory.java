package dev.landline.cli.share;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the sockets behind which connections are kept. Nobody but its owner may enter
 * it: whoever reaches a socket may use the connection, and whoever made a socket sees what is sent.
 *
 * @param path the directory, which need not be there
 */
public record ShareDirectory(Path path) {

    private static final String SUFFIX = ".socket";
    private static final int OTHERS_ANY = 0077;
    private static final int PERMISSION_BITS = 07777;

    /** What fits into the address of a Unix socket on Linux, less the zero behind it. */
    private static final int LONGEST = 107;

    /**
     * The directory of the user that an environment belongs to.
     *
     * @param environment gives a variable's value; null where it is not set
     * @param fallback the home where {@code HOME} is not set
     */
    public static ShareDirectory of(UnaryOperator<@Nullable String> environment, Path fallback) {
        Path runtime = absolute(environment.apply("XDG_RUNTIME_DIR"), null);
        if (runtime != null) {
            return new ShareDirectory(runtime.resolve("landline"));
        }
        Path home = absolute(environment.apply("HOME"), fallback);
        Path cache =
                absolute(
                        environment.apply("XDG_CACHE_HOME"),
                        home == null ? null : home.resolve(".cache"));
        return new ShareDirectory((cache == null ? fallback : cache).resolve("landline/sharing"));
    }

    private static @Nullable Path absolute(@Nullable String value, @Nullable Path fallback) {
        return value == null || !value.startsWith("/") ? fallback : Path.of(value);
    }

    /**
     * The socket of a connection.
     *
     * @throws IOException where its path would be too long for one
     */
    public Path socket(String name) throws IOException {
        Path socket = path.resolve(name + SUFFIX);
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IOException(
                    socket
                            + ": expected a path of at most "
                            + LONGEST
                            + " bytes for a socket, got "
                            + length);
        }
        return socket;
    }

    /** The sockets that there are, in the order of their names. */
    public List<Path> sockets() {
        String[] names = new File(path.toString()).list();
        return names == null
                ? List.of()
                : Arrays.stream(names)
                        .filter(name -> name.endsWith(SUFFIX))
                        .sorted()
                        .map(path::resolve)
                        .toList();
    }

    /** Makes it where it is not there, for this user alone. */
    void make() throws IOException {
        Path above = path.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        FileAttribute<Set<PosixFilePermission>> mine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectory(path, mine);
        } catch (FileAlreadyExistsException e) {
            // What it is like is looked at in any case.
        }
        check();
    }

    /**
     * Whether it is there. Nothing in it is to be trusted otherwise.
     *
     * @throws IOException where it is not this user's alone
     */
    public boolean isThere() throws IOException {
        try {
            check();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void check() throws IOException {
        Map<String, Object> facts = facts(path);
        if (!facts.getOrDefault("isDirectory", false).equals(true)) {
            throw new IOException(path + ": expected a directory");
        }
        requireOwn(path, facts);
        int mode = (int) facts.getOrDefault("mode", 0) & PERMISSION_BITS;
        if ((mode & OTHERS_ANY) != 0) {
            throw new IOException(
                    "%s: expected a directory that only its owner can enter, got mode %04o; run: chmod 700 %s"
                            .formatted(path, mode, path));
        }
    }

    /** Refuses a file of somebody else. */
    static void requireOwn(Path file) throws IOException {
        requireOwn(file, facts(file));
    }

    private static void requireOwn(Path file, Map<String, Object> facts) throws IOException {
        Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!own.equals(facts.get("uid"))) {
            throw new IOException(
                    file + ": expected a file of uid " + own + ", got one of " + facts.get("uid"));
        }
    }

    private static Map<String, Object> facts(Path file) throws IOException {
        return Files.readAttributes(file, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whoever makes or removes a socket holds this lock meanwhile.
     *
     * @return to be closed
     */
    FileChannel lock() throws IOException {
        FileChannel file =
                FileChannel.open(
                        path.resolve("lock"),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            var _ = file.lock();
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }
}
