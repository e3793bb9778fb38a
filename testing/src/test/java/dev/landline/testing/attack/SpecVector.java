package dev.landline.testing.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of {@code spec/vectors/*.vec}, read once more, by what section 8 of the specification
 * says.
 */
record SpecVector(String name, String expect, List<Byte> content) {

    byte[] bytes() {
        byte[] bytes = new byte[content.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = content.get(i);
        }
        return bytes;
    }

    static List<SpecVector> all() {
        Path folder = Path.of("..", "spec", "vectors");
        try (Stream<Path> files = Files.list(folder)) {
            List<SpecVector> vectors = new ArrayList<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".vec")).sorted().toList()) {
                for (String block : Files.readString(file).split("\n\\s*\n", -1)) {
                    parse(block, vectors);
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parse(String block, List<SpecVector> vectors) {
        List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
        if (lines.stream().allMatch(String::isBlank)) {
            return;
        }
        String hex = String.join(" ", lines.stream().skip(indexOf(lines, "hex:")).toList());
        vectors.add(
                new SpecVector(
                        value(lines, "name:"),
                        value(lines, "expect:"),
                        bytes(hex.substring("hex:".length()))));
    }

    private static int indexOf(List<String> lines, String key) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + key + " in " + lines);
    }

    private static String value(List<String> lines, String key) {
        return lines.get(indexOf(lines, key)).substring(key.length()).strip();
    }

    private static List<Byte> bytes(String hex) {
        List<Byte> bytes = new ArrayList<>();
        for (String word : hex.strip().split("\\s+", -1)) {
            String[] parts = word.split("\\*", -1);
            byte[] part = HexFormat.of().parseHex(parts[0]);
            for (int i = parts.length > 1 ? Integer.parseInt(parts[1]) : 1; i > 0; i--) {
                for (byte one : part) {
                    bytes.add(one);
                }
            }
        }
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
