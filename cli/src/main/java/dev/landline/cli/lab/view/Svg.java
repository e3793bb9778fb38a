package dev.landline.cli.lab.view;

import java.util.Locale;

/** The elements of a picture, written from top to bottom. Text is escaped. */
final class Svg {

    static final int WIDTH = 1000;
    static final int MARGIN = 40;

    private static final String FONT =
            "font-family=\"'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif\"";

    private final StringBuilder elements = new StringBuilder();

    /** Characters that so many units hold, by and large, in the widest of the fonts. */
    static int characters(int width, int size, boolean bold) {
        return (int) (width / (size * (bold ? 0.66 : 0.56)));
    }

    /** Text that begins at a place; weight is normal or bold. */
    void text(int x, int y, int size, String weight, String colour, String text) {
        textAnchored(x, y, size, weight, colour, "start", text);
    }

    /** Text around a place. */
    void centred(int x, int y, int size, String text) {
        textAnchored(x, y, size, "normal", "#222222", "middle", text);
    }

    private void textAnchored(
            int x, int y, int size, String weight, String colour, String anchor, String text) {
        elements.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" fill=\"%s\""
                                + " text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        size,
                        weight,
                        colour,
                        anchor,
                        escaped(text)));
    }

    /** A filled rectangle. */
    void box(int x, int y, int width, int height, String fill) {
        elements.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                        x,
                        y,
                        width,
                        height,
                        fill));
    }

    /** The outline of what one call wrote or read, and what that was, for programs. */
    void outline(int x, int y, int width, int height, String kind, long offset, int bytes) {
        elements.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" data-offset=\"%d\" data-bytes=\"%d\" x=\"%d\" y=\"%d\""
                                + " width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#222222\""
                                + " stroke-width=\"3\"/>%n",
                        kind,
                        offset,
                        bytes,
                        x,
                        y,
                        width,
                        height));
    }

    /** The whole picture. */
    String document(String title, int height) {
        return String.format(
                Locale.ROOT,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<svg"
                        + " xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " height=\"%d\" %s>%n<title>%s</title>%n<rect width=\"100%%\""
                        + " height=\"100%%\" fill=\"#ffffff\"/>%n%s</svg>%n",
                WIDTH,
                height,
                WIDTH,
                height,
                FONT,
                escaped(title),
                elements);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        default -> escaped.appendCodePoint(isXml(point) ? point : '\uFFFD');
                    }
                });
        return escaped.toString();
    }

    /** Source: XML 1.0, production 2. */
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
