package dev.landline.cli.files;

import dev.landline.file.FileName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One side of a copy, as it was typed. */
sealed interface CopyPlace {

    /**
     * Files of this machine.
     *
     * @param path not empty
     */
    record Local(String path) implements CopyPlace {}

    /**
     * Files of a server.
     *
     * @param target where the server is, for {@code Target.parse}, or {@code local}
     * @param path a path there, not empty
     */
    record Remote(String target, String path) implements CopyPlace {}

    /** Standard input or output. */
    record Stream() implements CopyPlace {}

    /** {@code [USER@]HOST}, perhaps with a port that a second colon ends, and the path. */
    Pattern HOST =
            Pattern.compile(
                    "(?<target>(?:[^/:\\[\\]]*@)?(?:\\[[^/\\]]*\\]|[^/:\\[][^/:]*)(?::[0-9]+(?=:))?)"
                        + ":(?<path>.*)",
                    Pattern.DOTALL);

    /** The account's home. */
    String HOME = ".";

    String UNIX = "unix:";

    /**
     * Reads {@code TARGET:PATH} or a path of this machine. As in {@code scp}, a colon before the
     * first slash makes the difference; what stands behind {@code unix:} ends at the last colon.
     *
     * @param text what a person typed
     * @return the place
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    static CopyPlace parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected TARGET:PATH or a path, got ''");
        }
        if (text.equals("-")) {
            return new Stream();
        }
        if (text.startsWith(UNIX)) {
            int colon = text.lastIndexOf(':');
            if (colon <= UNIX.length()) {
                throw new IllegalArgumentException("expected unix:SOCKET:PATH, got '" + text + "'");
            }
            return remote(text.substring(0, colon), text.substring(colon + 1));
        }
        Matcher host = HOST.matcher(text);
        return host.matches() ? remote(host.group("target"), host.group("path")) : new Local(text);
    }

    private static Remote remote(String target, String path) {
        String named = path.isEmpty() ? HOME : path;
        var _ = FileName.of(named); // It may be none, and here is who can say so.
        return new Remote(target, named);
    }
}
