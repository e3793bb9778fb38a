package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** Trees of files, made and looked at by a program to which names are bytes. */
final class Trees {

    private static final String SCRIPT = "/file/tree.py";

    private Trees() {}

    /** Makes a tree with that many entries and everything that a file system takes. */
    static void make(Path top, int entries) throws Exception {
        python("make", top.toString(), Integer.toString(entries));
    }

    /** What is in a tree: names, kinds, modes, times, contents, and which files are sparse. */
    static String show(Path top) throws Exception {
        return python("show", top.toString());
    }

    static void assertSame(Path expected, Path actual) throws Exception {
        assertThat(show(actual).lines().toList()).isEqualTo(show(expected).lines().toList());
    }

    /** The same files with the same content; modes and times may differ. */
    static void assertSameContent(Path expected, Path actual) throws IOException {
        assertThat(contents(actual)).isEqualTo(contents(expected));
    }

    private static Map<String, Long> contents(Path top) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (var files = Files.walk(top)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CRC32 sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                all.put(top.relativize(file).toString(), sum.getValue());
            }
        }
        return all;
    }

    /** Whatever a transfer leaves behind that is not complete. */
    static List<Path> parts(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            return all.filter(path -> path.getFileName().toString().endsWith(".part")).toList();
        }
    }

    /** The paths of everything in a tree, sorted; directories end in a slash. */
    static List<String> names(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            return all.filter(path -> !path.equals(top))
                    .map(path ->
                            top.relativize(path)
                                    + (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                                            ? "/"
                                            : ""))
                    .sorted()
                    .toList();
        }
    }

    private static String python(String... arguments) throws Exception {
        Path script = Files.createTempFile("tree", ".py");
        try (InputStream in = Trees.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException("no " + SCRIPT);
            }
            Files.write(script, in.readAllBytes());
            List<String> argv = new ArrayList<>(List.of("python3", script.toString()));
            argv.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return output;
        } finally {
            Files.delete(script);
        }
    }
}
