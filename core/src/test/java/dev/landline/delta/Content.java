package dev.landline.delta;

import java.util.Arrays;
import java.util.Random;

/** Files to compare, and what people do to them. */
final class Content {

    private Content() {}

    /** Random, constant, periodic, or a mixture of these. */
    static byte[] any(Random random, int length) {
        byte[] content = new byte[length];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(content);
            case 1 -> Arrays.fill(content, (byte) random.nextInt());
            case 2 -> repeat(content, any(random, 1 + random.nextInt(40_000)));
            default -> {
                for (int at = 0; at < length; ) {
                    int part = Math.min(1 + random.nextInt(200_000), length - at);
                    byte[] filled = new byte[part];
                    if (random.nextBoolean()) {
                        random.nextBytes(filled);
                    }
                    System.arraycopy(filled, 0, content, at, part);
                    at += part;
                }
            }
        }
        return content;
    }

    private static void repeat(byte[] content, byte[] unit) {
        for (int at = 0; at < content.length; at += unit.length) {
            System.arraycopy(unit, 0, content, at, Math.min(unit.length, content.length - at));
        }
    }

    /** With a part of it taken out and something else in its place; either may be empty. */
    static byte[] edited(Random random, byte[] content) {
        int from = random.nextInt(content.length + 1);
        int most = random.nextBoolean() ? 10 : 300_000;
        int to = from + random.nextInt(Math.min(most, content.length - from) + 1);
        byte[] middle =
                switch (random.nextInt(4)) {
                    case 0 -> new byte[0];
                    case 1 -> {
                        int begin = random.nextInt(content.length + 1);
                        int length = random.nextInt(content.length - begin + 1);
                        yield Arrays.copyOfRange(content, begin, begin + length);
                    }
                    case 2 -> any(random, random.nextInt(10));
                    default -> any(random, random.nextInt(200_000));
                };
        byte[] result = new byte[from + middle.length + content.length - to];
        System.arraycopy(content, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(content, to, result, from + middle.length, content.length - to);
        return result;
    }
}
