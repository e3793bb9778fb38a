package dev.landline.file;

/** UTF-8 as the standard has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    /**
     * Measures the character at a place.
     *
     * @return its length, 1 to 4 bytes, or 0 where none begins
     */
    static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean valid =
                switch (first) {
                    case 0xE0 -> second >= 0xA0;
                    case 0xED -> second < 0xA0;
                    case 0xF0 -> second >= 0x90;
                    case 0xF4 -> second < 0x90;
                    default -> true;
                };
        return valid ? length : 0;
    }

    /**
     * The character at a place.
     *
     * @param length what {@link #length} said, 1 to 4
     */
    static int point(byte[] bytes, int at, int length) {
        int point =
                switch (length) {
                    case 1 -> bytes[at];
                    case 2 -> bytes[at] & 0x1F;
                    case 3 -> bytes[at] & 0x0F;
                    default -> bytes[at] & 0x07;
                };
        for (int i = 1; i < length; i++) {
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        return point;
    }
}
