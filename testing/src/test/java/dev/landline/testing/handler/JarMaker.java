package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonValue;
import dev.landline.server.handler.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Compiles classes and makes jars of them. Each method that adds something gives a copy. */
record JarMaker(Map<String, byte[]> entries) {

    /** A jar without anything. */
    static JarMaker empty() {
        return new JarMaker(Map.of());
    }

    /**
     * Compiles one source file.
     *
     * @param source of a class in the package {@code org.example}, the first that it names
     */
    static JarMaker compiled(String source) throws IOException {
        Path work = Files.createTempDirectory("landline-test-javac");
        try {
            String type = source.replaceFirst("(?s).*?\\b(?:class|interface) (\\w+).*", "$1");
            Path file = Files.writeString(work.resolve(type + ".java"), source);
            StringWriter said = new StringWriter();
            int status =
                    ToolProvider.findFirst("javac")
                            .orElseThrow()
                            .run(
                                    new PrintWriter(said),
                                    new PrintWriter(said),
                                    "-parameters",
                                    "-proc:none",
                                    "-cp",
                                    place(Handler.class) + ":" + place(JsonValue.class),
                                    "-d",
                                    work.resolve("classes").toString(),
                                    file.toString());
            assertThat(status).as(said.toString()).isZero();
            return new JarMaker(classes(work.resolve("classes")));
        } finally {
            delete(work);
        }
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, byte[]> classes(Path directory) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                classes.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    JarMaker with(String name, byte[] content) {
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put(name, content);
        return new JarMaker(more);
    }

    JarMaker with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    JarMaker without(String name) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(entries);
        assertThat(fewer.remove(name)).as(name).isNotNull();
        return new JarMaker(fewer);
    }

    JarMaker version(int version) {
        return with("version.txt", Integer.toString(version));
    }

    /** Names classes of {@code org.example} in the manifest. */
    JarMaker manifest(String... types) {
        List<String> names = Stream.of(types).map(type -> "org.example." + type).toList();
        return manifestOf(String.join(" ", names));
    }

    JarMaker manifestOf(String value) {
        return with(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\nLandline-Handlers: " + value + "\r\n\r\n");
    }

    JarMaker services(String text) {
        return with("META-INF/services/dev.landline.server.handler.Handler", text);
    }

    /** The jar. Nothing is packed, so that jars of equal contents' lengths have equal lengths. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : entries.entrySet()) {
                CRC32 sum = new CRC32();
                sum.update(one.getValue());
                ZipEntry entry = new ZipEntry(one.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(one.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(one.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
