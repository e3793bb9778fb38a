package dev.landline.client.hosts;

import dev.landline.Printable;
import java.util.OptionalInt;

/**
 * A name or an IP address, and a port where one stands behind it: {@code web1}, {@code web1:7001},
 * {@code ::1}, {@code [::1]:7001}.
 *
 * @param host without brackets
 * @param port 1 to 65,535; empty where none was written
 */
record Address(String host, OptionalInt port) {

    private static final int LARGEST = 65_535;

    /** Whether its brackets are those of an address of IPv6, and no range. */
    static boolean isBracketed(String text) {
        int end = text.indexOf(']');
        return text.startsWith("[") && text.substring(0, Math.max(0, end)).indexOf(':') > 0;
    }

    /** Reads one. What has two colons and no brackets is an address of IPv6. */
    static Address parse(String text) throws InventoryException {
        String host = text;
        String behind = "";
        int colon = text.indexOf(':');
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            host = text.substring(1, Math.max(1, end));
            behind = text.substring(end + 1);
            if (end < 0 || !(behind.isEmpty() || behind.startsWith(":"))) {
                throw new InventoryException(
                        "expected [ADDRESS] or [ADDRESS]:PORT, got '"
                                + Printable.of(text, 80)
                                + "'");
            }
        } else if (colon >= 0 && colon == text.lastIndexOf(':')) {
            host = text.substring(0, colon);
            behind = text.substring(colon);
        }
        HostName.check(host);
        return new Address(
                host, behind.isEmpty() ? OptionalInt.empty() : port(text, behind.substring(1)));
    }

    private static OptionalInt port(String text, String digits) throws InventoryException {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= LARGEST) {
                return OptionalInt.of(port);
            }
        }
        throw new InventoryException(
                "'"
                        + Printable.of(text, 80)
                        + "': expected a port from 1 to 65535 behind the ':', got '"
                        + Printable.of(digits, 20)
                        + "'");
    }
}
