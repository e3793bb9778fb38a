package dev.landline.classic;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a dialect is spoken. {@code toString} gives back what {@link #parse} takes. Source: {@code
 * spec/CLASSIC.md}, section 1.
 */
public sealed interface ClassicAddress {

    /** What {@link #parse} takes, for messages. */
    String EXPECTED =
            "upper|raw|length|int32|json://HOST:PORT, upper+udp://HOST:PORT,"
                    + " or upper|raw|length|int32|json+unix:PATH";

    /**
     * The dialect.
     *
     * @return what is spoken there
     */
    Dialect dialect();

    /**
     * TCP, such as {@code json://127.0.0.1:8888}.
     *
     * @param dialect what is spoken there
     * @param host a name or an address, without brackets
     * @param port 0 to 65,535; a server takes 0 for any that is free
     */
    record Tcp(Dialect dialect, String host, int port) implements ClassicAddress {
        /** Checks the port. */
        public Tcp {
            check(port);
        }

        @Override
        public String toString() {
            return dialect.scheme() + "://" + endpoint(host, port);
        }
    }

    /**
     * UDP, which only {@code upper} is spoken over: {@code upper+udp://127.0.0.1:8888}.
     *
     * @param host a name or an address, without brackets
     * @param port 0 to 65,535; a server takes 0 for any that is free
     */
    record Udp(String host, int port) implements ClassicAddress {
        /** Checks the port. */
        public Udp {
            check(port);
        }

        @Override
        public Dialect dialect() {
            return Dialect.UPPER;
        }

        @Override
        public String toString() {
            return "upper+udp://" + endpoint(host, port);
        }
    }

    /**
     * A Unix socket, such as {@code json+unix:/run/box.sock}.
     *
     * @param dialect what is spoken there
     * @param path the socket's file
     */
    record Unix(Dialect dialect, Path path) implements ClassicAddress {
        @Override
        public String toString() {
            return dialect.scheme() + "+unix:" + path;
        }
    }

    /**
     * Reads an address.
     *
     * @param text what a person typed
     * @return the address
     * @throws IllegalArgumentException with what was expected
     */
    static ClassicAddress parse(String text) {
        int unix = text.indexOf("+unix:");
        if (unix >= 0) {
            String path = text.substring(unix + "+unix:".length());
            Dialect dialect = Dialect.named(text.substring(0, unix)).orElseThrow(() -> bad(text));
            if (path.isEmpty()) {
                throw bad(text);
            }
            try {
                return new Unix(dialect, Path.of(path));
            } catch (InvalidPathException e) {
                throw bad(text);
            }
        }
        URI uri = uri(text);
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        if (uri.getScheme().equals("upper+udp")) {
            return new Udp(host, uri.getPort());
        }
        return new Tcp(
                Dialect.named(uri.getScheme()).orElseThrow(() -> bad(text)), host, uri.getPort());
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            boolean bare =
                    uri.getScheme() != null
                            && uri.getHost() != null
                            && uri.getPort() >= 0
                            && uri.getPort() <= 65_535
                            && Optional.ofNullable(uri.getRawPath()).orElse("").isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null;
            if (bare) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Not a URI at all: the same answer.
        }
        throw bad(text);
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "address: expected " + EXPECTED + ", got '" + text + "'");
    }

    private static void check(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
        }
    }

    private static String endpoint(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
