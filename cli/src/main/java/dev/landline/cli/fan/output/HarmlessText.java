package dev.landline.cli.fan.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a host has written, for a terminal that shows other hosts too: colours stay, and end with
 * the line; whatever would move, erase or ask is shown instead of done.
 */
final class HarmlessText {

    private static final byte[] PLAIN = "\033[0m".getBytes(StandardCharsets.US_ASCII);
    private static final int ESC = 0x1b;
    private static final int DEL = 0x7f;
    private static final int C1_LEAD = 0xc2;
    private static final int C1_FIRST = 0x80;
    private static final int C1_LAST = 0x9f;

    private HarmlessText() {}

    static void append(byte[] line, ByteArrayOutputStream out) {
        int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        boolean coloured = false;
        for (int i = 0; i < end; i++) {
            int b = line[i] & 0xff;
            int colour = b == ESC ? colour(line, i, end) : 0;
            if (colour > 0) {
                out.write(line, i, colour);
                coloured = true;
                i += colour - 1;
            } else if ((b < ' ' && b != '\t') || b == DEL) {
                out.write('^');
                out.write(b ^ 0x40);
            } else if (b == C1_LEAD && i + 1 < end && isC1(line[i + 1] & 0xff)) {
                out.write('?');
                i++;
            } else {
                out.write(b);
            }
        }
        if (coloured) {
            out.writeBytes(PLAIN);
        }
    }

    private static boolean isC1(int b) {
        return b >= C1_FIRST && b <= C1_LAST;
    }

    /** How long the sequence that begins here is, if it changes colours alone. */
    private static int colour(byte[] line, int from, int end) {
        int at = from + 1;
        if (at == end || line[at] != '[') {
            return 0;
        }
        at++;
        while (at < end && ((line[at] >= '0' && line[at] <= '9') || line[at] == ';')) {
            at++;
        }
        return at < end && line[at] == 'm' ? at + 1 - from : 0;
    }
}
