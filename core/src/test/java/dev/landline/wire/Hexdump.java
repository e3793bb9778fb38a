package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code hexdump -C} prints, and checks that its three columns agree. */
final class Hexdump {

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{8})  ((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2}) +\\|(.{1,16})\\|");

    private static final int TEXT_COLUMN = 60;

    private Hexdump() {}

    static byte[] parse(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            assertThat(matcher.matches()).as("a line of a hexdump: %s", line).isTrue();
            byte[] part = HexFormat.ofDelimiter(" ").parseHex(matcher.group(2));
            assertThat(Integer.parseInt(matcher.group(1), 16)).as(line).isEqualTo(bytes.size());
            assertThat(matcher.group(3)).as(line).isEqualTo(printable(part));
            assertThat(matcher.start(3)).as("column of the text: %s", line).isEqualTo(TEXT_COLUMN);
            assertThat(bytes.size() % 16).as("bytes before %s", line).isZero();
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= ' ' && b <= '~' ? (char) b : '.');
        }
        return text.toString();
    }
}
