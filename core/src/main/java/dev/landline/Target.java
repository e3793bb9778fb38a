package dev.landline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server is: a host and port, or a Unix socket.
 *
 * <p>Values are immutable; {@code toString} gives back what {@link #parse} takes.
 */
public sealed interface Target {

    /** The port of a server where none is named. */
    int DEFAULT_PORT = 7022;

    /**
     * A TCP address.
     *
     * @param user the account asked for, empty for the one that the key belongs to
     * @param host a name or an address, without brackets
     * @param port 1 to 65,535
     */
    record Host(Optional<String> user, String host, int port) implements Target {
        /** Checks host and port. */
        public Host {
            if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
                throw new IllegalArgumentException(
                        "host: expected a name or an address, got '" + host + "'");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port: expected 1 to 65535, got " + port);
            }
        }

        @Override
        public String toString() {
            String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            String at = user.map(name -> name + "@").orElse("");
            return at + shown + (port == DEFAULT_PORT ? "" : ":" + port);
        }
    }

    /**
     * A Unix socket on this machine.
     *
     * @param path the socket's file
     */
    record UnixSocket(Path path) implements Target {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * Reads {@code [user@]host[:port]}, {@code [user@][IPv6][:port]} or {@code unix:PATH}.
     *
     * @param text what a person typed
     * @return the target
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    static Target parse(String text) {
        if (text.startsWith("unix:")) {
            if (text.length() == "unix:".length()) {
                throw new IllegalArgumentException("target: expected unix:PATH, got 'unix:'");
            }
            return new UnixSocket(Path.of(text.substring("unix:".length())));
        }
        int at = text.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        if (user.isPresent() && user.get().isEmpty()) {
            throw bad(text, "the user's name before '@' is empty");
        }
        String rest = text.substring(at + 1);
        if (rest.startsWith("[")) {
            int end = rest.indexOf(']');
            if (end < 0) {
                throw bad(text, "']' is missing");
            }
            String after = rest.substring(end + 1);
            if (!after.isEmpty() && !after.startsWith(":")) {
                throw bad(text, "after ']' only :PORT may stand");
            }
            int port = after.isEmpty() ? DEFAULT_PORT : port(text, after.substring(1));
            return host(text, user, rest.substring(1, end), port);
        }
        int colon = rest.indexOf(':');
        if (colon < 0 || colon != rest.lastIndexOf(':')) {
            return host(text, user, rest, DEFAULT_PORT);
        }
        return host(text, user, rest.substring(0, colon), port(text, rest.substring(colon + 1)));
    }

    private static Target host(String text, Optional<String> user, String host, int port) {
        try {
            return new Host(user, host, port);
        } catch (IllegalArgumentException e) {
            throw bad(text, String.valueOf(e.getMessage()));
        }
    }

    private static int port(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "target '" + text + "': port: expected 1 to 65535, got '" + digits + "'", e);
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException(
                "target '" + text + "': expected [user@]host[:port] or unix:PATH; " + why);
    }
}
