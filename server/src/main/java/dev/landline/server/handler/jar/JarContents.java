package dev.landline.server.handler.jar;

import dev.landline.server.handler.Handler;
import dev.landline.server.handler.jar.JarRefusedException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What stands in a jar, before anything of it is loaded. */
final class JarContents {

    private static final String SERVICES = "META-INF/services/" + Handler.class.getName();
    private static final String ATTRIBUTE = "Landline-Handlers";

    private JarContents() {}

    /**
     * The classes that a jar names as handlers, in its services and in its manifest. Every entry is
     * read and compared with its checksum, so that a jar which is half old and half new does not
     * pass.
     *
     * @return at least one name
     * @throws JarRefusedException where it is no jar, or names none
     */
    static List<String> handlerClasses(Path jar) throws JarRefusedException {
        Set<String> names = new LinkedHashSet<>();
        try (JarFile open =
                new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            for (JarEntry entry : (Iterable<JarEntry>) open.stream()::iterator) {
                check(open, entry);
            }
            addServices(open, names);
            addAttribute(open.getManifest(), names);
        } catch (IOException | IllegalArgumentException e) {
            throw new JarRefusedException(
                    Remedy.TIME,
                    "it cannot be read as a jar: " + e.getMessage() + "; copy it once more",
                    null);
        }
        if (names.isEmpty()) {
            throw new JarRefusedException(
                    "expected the names of its handlers' classes in %s, or as %s in its manifest"
                            .formatted(SERVICES, ATTRIBUTE),
                    null);
        }
        return List.copyOf(names);
    }

    private static void check(JarFile jar, JarEntry entry) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream bytes = new CheckedInputStream(jar.getInputStream(entry), sum)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new ZipException(entry.getName() + " does not match its checksum");
        }
    }

    private static void addServices(JarFile jar, Set<String> names) throws IOException {
        @Nullable JarEntry entry = jar.getJarEntry(SERVICES);
        if (entry == null) {
            return;
        }
        try (InputStream bytes = jar.getInputStream(entry)) {
            new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(names::add);
        }
    }

    private static void addAttribute(@Nullable Manifest manifest, Set<String> names) {
        @Nullable String value =
                manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
        if (value != null) {
            Arrays.stream(value.split("[\\s,]+"))
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
    }
}
