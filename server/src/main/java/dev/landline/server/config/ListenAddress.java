package dev.landline.server.config;

import dev.landline.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a server listens. {@code toString} gives back what {@link #parse} takes. */
public sealed interface ListenAddress {

    /**
     * TLS over TCP.
     *
     * @param host a name or address to bind to
     * @param port 0 to 65,535; 0 takes any that is free
     */
    record TlsAddress(String host, int port) implements ListenAddress {
        /** Checks the port. */
        public TlsAddress {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
            }
        }

        @Override
        public String toString() {
            return "tls://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * A Unix socket, whose peers the kernel identifies.
     *
     * @param path the socket's file
     */
    record UnixAddress(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * Reads {@code tls://HOST[:PORT]} or {@code unix:PATH}.
     *
     * @param text what stands in a configuration or on a command line
     * @return the address
     * @throws IllegalArgumentException with what was expected
     */
    static ListenAddress parse(String text) {
        if (text.startsWith("unix:") && text.length() > "unix:".length()) {
            return new UnixAddress(Path.of(text.substring("unix:".length())));
        }
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            boolean bare =
                    !uri.isOpaque()
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawUserInfo() == null
                            && uri.getRawFragment() == null;
            if ("tls".equals(uri.getScheme()) && host != null && bare) {
                String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
                return new TlsAddress(
                        name, uri.getPort() < 0 ? Target.DEFAULT_PORT : uri.getPort());
            }
        } catch (URISyntaxException e) {
            // Not a URI at all: the same answer.
        }
        throw new IllegalArgumentException(
                "listen address: expected tls://HOST[:PORT] or unix:PATH, got '" + text + "'");
    }
}
