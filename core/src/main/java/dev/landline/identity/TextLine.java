package dev.landline.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file with one key per line.
 *
 * @param number from 1
 * @param start where its bytes begin in the file
 * @param end where the next line begins
 * @param text without line break and leading blanks; bytes that are not UTF-8 appear as U+FFFD
 */
record TextLine(int number, int start, int end, String text) {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** The lines of a file. Line breaks are LF or CR LF; a byte order mark is passed over. */
    static List<TextLine> of(byte[] content) {
        return of(content, startsWithMark(content) ? BYTE_ORDER_MARK.length : 0, 1);
    }

    /** The lines that have come behind those that were there, the last of which had an end. */
    static List<TextLine> behind(byte[] before, byte[] content) {
        int number = 1;
        for (byte b : before) {
            number += b == '\n' ? 1 : 0;
        }
        return of(content, before.length, number);
    }

    private static List<TextLine> of(byte[] content, int from, int first) {
        List<TextLine> lines = new ArrayList<>();
        int start = from;
        for (int number = first; start < content.length; number++) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int next = Math.min(end + 1, content.length);
            String text = new String(content, start, end - start, StandardCharsets.UTF_8);
            lines.add(new TextLine(number, start, next, trimmed(text)));
            start = next;
        }
        return lines;
    }

    /** Whether the line is empty or a comment. */
    boolean isRemark() {
        return text.isEmpty() || text.charAt(0) == '#';
    }

    /** Whether the line is longer than any key. */
    boolean isTooLong() {
        return end - start > PublicKeyLine.MAX_LENGTH;
    }

    private static String trimmed(String line) {
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        return line.substring(Math.min(EncodedKey.skipBlanks(line, 0), end), end);
    }

    private static boolean startsWithMark(byte[] content) {
        if (content.length < BYTE_ORDER_MARK.length) {
            return false;
        }
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (content[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
