package dev.landline.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes one host out of a known-hosts file's content, leaves everything else, and counts. */
final class KnownHostRemoval {

    private final String host;
    private int count;

    KnownHostRemoval(String host) {
        this.host = host;
    }

    /** How many lines were removed or changed. */
    int count() {
        return count;
    }

    byte[] apply(byte[] content) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(content.length);
        int copied = 0;
        for (TextLine text : TextLine.of(content)) {
            KnownHostLine line = KnownHostLine.parse(text);
            if (line == null || !line.marker().isEmpty()) {
                continue;
            }
            int start = startOfNames(content, text.start());
            int end = endOfNames(content, start);
            // Latin-1 gives every byte back, also those that are not UTF-8.
            String before = new String(content, start, end - start, StandardCharsets.ISO_8859_1);
            String after = line.isHashed() ? (line.isAbout(host) ? "" : before) : without(before);
            if (after.equals(before)) {
                continue;
            }
            count++;
            kept.write(content, copied, (after.isEmpty() ? text.start() : start) - copied);
            kept.writeBytes(after.getBytes(StandardCharsets.ISO_8859_1));
            copied = after.isEmpty() ? text.end() : end;
        }
        kept.write(content, copied, content.length - copied);
        return kept.toByteArray();
    }

    /** The other names of a list; those that are patterns stay. */
    private String without(String names) {
        List<String> others = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (!utf8(name).equalsIgnoreCase(host)) {
                others.add(name);
            }
        }
        return String.join(",", others);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static int startOfNames(byte[] content, int lineStart) {
        int at = lineStart;
        while (isBlank(content[at])) {
            at++;
        }
        return at;
    }

    private static int endOfNames(byte[] content, int start) {
        int at = start;
        while (!isBlank(content[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
