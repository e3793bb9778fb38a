package dev.landline.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One block of a {@code .vec} file: bytes, and what a receiver must make of them. */
final class Vector {
    /** What a receiver must make of the bytes. */
    sealed interface Expect {
        /** These frames; where exact, encoding them gives the same bytes again. */
        record Frames(List<String> types, boolean exact) implements Expect {}

        /** A frame that the end of the bytes has cut. */
        record Incomplete() implements Expect {}

        /** An error with this code. */
        record Failure(String code) implements Expect {}
    }

    private static final Set<String> KEYS = Set.of("name", "section", "expect", "hex");

    final String file;
    final String name;
    final String section;
    final Expect expect;
    private final byte[] bytes;

    private Vector(String file, Map<String, String> block) {
        if (!block.keySet().equals(KEYS)) {
            throw new IllegalArgumentException(
                    file + ": expected a block of " + KEYS + ", got one of " + block.keySet());
        }
        this.file = file;
        this.name = block.get("name");
        this.section = block.get("section");
        this.expect = expect(block.get("expect"));
        this.bytes = bytes(block.get("hex"));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return file + " " + name;
    }

    /** Reads every {@code .vec} file of a folder. */
    static List<Vector> all(Path folder) throws IOException {
        List<Vector> vectors = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".vec")).sorted().toList()) {
                vectors.addAll(parse(file.getFileName().toString(), Files.readAllLines(file)));
            }
        }
        return vectors;
    }

    static List<Vector> parse(String file, List<String> lines) {
        List<Vector> vectors = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        String key = "";
        Stream<String> content = lines.stream().filter(line -> !line.startsWith("#"));
        for (String line : Stream.concat(content, Stream.of("")).toList()) {
            int colon = line.indexOf(':');
            if (line.isBlank()) {
                if (!block.isEmpty()) {
                    vectors.add(new Vector(file, block));
                }
                block = new HashMap<>();
                key = "";
            } else if (line.startsWith(" ") && block.containsKey(key)) {
                block.merge(key, line, String::concat);
            } else if (colon > 0 && !block.containsKey(line.substring(0, colon))) {
                key = line.substring(0, colon);
                block.put(key, line.substring(colon + 1).strip());
            } else {
                throw new IllegalArgumentException(file + ": unexpected line: " + line);
            }
        }
        return vectors;
    }

    private static Expect expect(String text) {
        List<String> words = Arrays.asList(text.split(" +"));
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "frame" -> new Expect.Frames(rest, true);
            case "accept" -> new Expect.Frames(rest, false);
            case "incomplete" -> new Expect.Incomplete();
            case "error" -> new Expect.Failure(rest.getFirst());
            default -> throw new IllegalArgumentException("expect: " + text);
        };
    }

    private static byte[] bytes(String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String token : hex.strip().split("\\s+", -1)) {
            int times = token.indexOf('*');
            byte[] part = HexFormat.of().parseHex(times < 0 ? token : token.substring(0, times));
            int count = times < 0 ? 1 : Integer.parseInt(token.substring(times + 1));
            for (int i = 0; i < count; i++) {
                bytes.writeBytes(part);
            }
        }
        return bytes.toByteArray();
    }
}
