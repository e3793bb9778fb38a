package dev.landline.identity;

import dev.landline.Printable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The addresses that {@code from="…"} allows, with the meaning that {@code sshd} gives them.
 *
 * <p>The list is separated by commas. Each item is an address, a network in CIDR notation ({@code
 * 192.0.2.0/24}, {@code 2001:db8::/32}) or a pattern with {@code *} and {@code ?} over the
 * address's text (IPv6 in the short form of RFC 5952); with {@code !} before it, a match refuses,
 * whatever else matches. Names of hosts can be listed but never match, because addresses are not
 * looked up in DNS ({@code UseDNS no}, sshd's default).
 */
public final class AddressPatterns {

    private final String text;
    private final List<Item> items;

    private AddressPatterns(String text, List<Item> items) {
        this.text = text;
        this.items = items;
    }

    /**
     * Reads a list.
     *
     * @param text items separated by commas
     * @return the patterns
     * @throws KeyFormatException if an item is empty, or a network has bits set behind its mask
     */
    public static AddressPatterns parse(String text) throws KeyFormatException {
        List<Item> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            boolean negated = item.startsWith("!");
            String pattern = negated ? item.substring(1) : item;
            if (pattern.isEmpty()) {
                throw new KeyFormatException(
                        "from=\"%s\": expected addresses separated by commas, got an empty one"
                                .formatted(Printable.brief(text)));
            }
            items.add(item(pattern.toLowerCase(Locale.ROOT), negated));
        }
        return new AddressPatterns(text, List.copyOf(items));
    }

    /**
     * Whether a client may come from an address.
     *
     * @param client the address at the other end of the connection
     * @return true if an item allows it and none refuses it
     */
    public boolean allows(InetAddress client) {
        String shown = textOf(client);
        boolean allowed = false;
        for (Item item : items) {
            if (item.matches(client, shown)) {
                if (item.negated()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressPatterns patterns && patterns.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * An address as text: IPv6 with its longest run of zeros left out (RFC 5952), and without the
     * zone.
     */
    static String textOf(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[bytes.length / 2];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int zeros = 0;
        int zerosAt = -1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > Math.max(zeros, 1)) {
                zeros = end - i;
                zerosAt = i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == zerosAt) {
                out.append("::");
                i += zeros - 1;
                continue;
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(groups[i]));
        }
        return out.toString();
    }

    private static Item item(String pattern, boolean negated) throws KeyFormatException {
        int slash = pattern.indexOf('/');
        byte[] address = literal(slash < 0 ? pattern : pattern.substring(0, slash));
        if (address.length == 0) {
            return new Item(negated, pattern, address, 0);
        }
        int bits = slash < 0 ? address.length * Byte.SIZE : maskBits(pattern.substring(slash + 1));
        if (bits < 0 || bits > address.length * Byte.SIZE || hasBitsAfter(address, bits)) {
            throw new KeyFormatException(
                    "expected a network such as 192.0.2.0/24, got '%s': the mask does not fit"
                            .formatted(Printable.brief(pattern)));
        }
        return new Item(negated, pattern, address, bits);
    }

    /** The bytes of an address; none if the text is not one. */
    private static byte[] literal(String text) {
        boolean fourParts = text.chars().filter(c -> c == '.').count() == 3;
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return new byte[0];
        }
        if (!fourParts && text.indexOf(':') < 0) {
            return new byte[0];
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static int maskBits(String digits) {
        boolean number = !digits.isEmpty() && digits.length() <= 3;
        for (int i = 0; i < digits.length(); i++) {
            number &= digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
        }
        return number ? Integer.parseInt(digits) : -1;
    }

    private static boolean hasBitsAfter(byte[] address, int bits) {
        for (int i = bits; i < address.length * Byte.SIZE; i++) {
            if (bit(address, i) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int bit(byte[] address, int index) {
        return address[index / Byte.SIZE] >> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    private static final class Item {

        private final boolean negated;
        private final String pattern;
        private final byte[] network;
        private final int bits;

        Item(boolean negated, String pattern, byte[] network, int bits) {
            this.negated = negated;
            this.pattern = pattern;
            this.network = network;
            this.bits = bits;
        }

        boolean negated() {
            return negated;
        }

        boolean matches(InetAddress client, String shown) {
            if (network.length == 0) {
                return Glob.matches(pattern, shown);
            }
            byte[] address = client.getAddress();
            if (address.length != network.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (bit(address, i) != bit(network, i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
