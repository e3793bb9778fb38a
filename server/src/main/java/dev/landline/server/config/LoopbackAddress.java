package dev.landline.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that only this machine can reach. {@code toString} gives back what {@link #parse}
 * takes.
 *
 * @param host {@code localhost}, {@code 127.…} or {@code ::1}
 * @param port 0 to 65,535; 0 takes any that is free
 */
public record LoopbackAddress(String host, int port) {

    private static final String LOCALHOST = "localhost";
    private static final String SIX = "::1";
    private static final int MOST_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9.-]{1,253})):([0-9]{1,5})");
    private static final Pattern FOUR =
            Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

    /** Checks both. */
    public LoopbackAddress {
        if (!isLoopback(host)) {
            throw new IllegalArgumentException(
                    "host: expected 127.0.0.1, another address of loopback or localhost, got '"
                            + host
                            + "'");
        }
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
        }
    }

    /**
     * Whether a name or address means this machine, whatever name servers say.
     *
     * @param host without brackets
     * @return true for {@code localhost}, {@code 127.…} and {@code ::1}
     */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase(LOCALHOST) || host.equals(SIX) || FOUR.matcher(host).matches();
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @param text what stands in a configuration
     * @return the address
     * @throws IllegalArgumentException with what was expected
     */
    public static LoopbackAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            int port = Integer.parseInt(matcher.group(3));
            if (isLoopback(host) && port <= MOST_PORT) {
                return new LoopbackAddress(host, port);
            }
        }
        throw new IllegalArgumentException(
                "expected an address that only this machine can reach, such as 127.0.0.1:9464 or"
                        + " [::1]:9464, got '"
                        + text
                        + "'");
    }

    /**
     * The address as sockets take it. Nothing is looked up.
     *
     * @return address and port
     */
    public InetSocketAddress socketAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("no literal address: " + this, e);
        }
    }

    private String literal() {
        return host.equalsIgnoreCase(LOCALHOST) ? "127.0.0.1" : host;
    }

    @Override
    public String toString() {
        return (host.equals(SIX) ? "[" + host + "]" : host) + ":" + port;
    }
}
