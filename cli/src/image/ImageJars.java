import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies the jars that the command runs with, in a form that the JVM can keep in its AOT cache. It
 * takes no class from a jar that is signed, and none of a version before Java 6 (picocli's are Java
 * 5's). So signatures are left out, which the JDK asks of no library, and old classes get a younger
 * version and the stack maps that belong to it. What a manifest says to OSGi is left out too: it
 * would be parsed at each start. In classes of Java 21 and later, switches over types are unrolled
 * ({@link TypeSwitches}). What has nothing of that is copied as it is.
 *
 * <p>Run from its source by the build: {@code java ImageJars.java FROM TO CACHE SOURCES}, with the
 * directory of its own source. A jar that has not changed, where this program has not either, is
 * left alone; where one has, the cache is deleted, which would not fit any more.
 */
final class ImageJars {

    /** The first version whose classes are archived; the next has to have stack maps. */
    private static final int JAVA_6 = 50;

    private static final int JAVA_7 = 51;

    /** The first version that has switches over types. */
    private static final int JAVA_21 = 65;

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final String CLASS = ".class";
    private static final int NO_CLASS = Integer.MAX_VALUE;

    /** Attributes of a manifest that only OSGi reads. */
    private static final Predicate<Object> OSGI =
            name ->
                    Stream.of("Bundle-", "Export-", "Import-", "Private-", "Provide-", "Require-")
                            .anyMatch(name.toString()::startsWith);

    private final List<JarFile> jars = new ArrayList<>();
    private final ClassHierarchyResolver classes =
            ClassHierarchyResolver.ofResourceParsing(this::open)
                    .orElse(ClassHierarchyResolver.defaultResolver())
                    .cached();
    private final TypeSwitches typeSwitches = new TypeSwitches(classes);

    private ImageJars(Path from) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (file.toString().endsWith(".jar")) {
                    jars.add(new JarFile(file.toFile()));
                }
            }
        }
    }

    public static void main(String[] args) throws IOException {
        Path to = Files.createDirectories(Path.of(args[1]));
        Path madeBy = to.resolveSibling("made-by");
        String source = source(Path.of(args[3]));
        boolean all = !Files.exists(madeBy) || !Files.readString(madeBy).equals(source);
        ImageJars image = new ImageJars(Path.of(args[0]));
        for (JarFile jar : image.jars) {
            Path original = Path.of(jar.getName());
            Path copy = to.resolve(original.getFileName());
            if (all
                    || !Files.exists(copy)
                    || !Files.getLastModifiedTime(copy)
                            .equals(Files.getLastModifiedTime(original))) {
                Files.deleteIfExists(Path.of(args[2]));
                image.copy(jar, original, copy);
            }
        }
        Files.writeString(madeBy, source);
    }

    /** The text of this program. */
    private static String source(Path directory) throws IOException {
        return Files.readString(directory.resolve("ImageJars.java"))
                + Files.readString(directory.resolve("TypeSwitches.java"));
    }

    private void copy(JarFile jar, Path from, Path to) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        if (jar.stream().anyMatch(entry -> isSignature(entry) || isRewritten(jar, entry))
                || isForOsgi(jar.getManifest())) {
            rewrite(jar, part);
        } else {
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setLastModifiedTime(part, Files.getLastModifiedTime(from));
        Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void rewrite(JarFile jar, Path to) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (isSignature(entry)) {
                    continue;
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                out.write(content(jar, entry));
                out.closeEntry();
            }
        }
    }

    private byte[] content(JarFile jar, JarEntry entry) throws IOException {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            return shortened(bytes);
        }
        int version = version(jar, entry);
        if (version < JAVA_6) {
            return renewed(bytes);
        }
        return isYoung(version) ? typeSwitches.unrolled(bytes) : bytes;
    }

    private static boolean isForOsgi(Manifest manifest) {
        return manifest != null && manifest.getMainAttributes().keySet().removeIf(OSGI);
    }

    /** The sections of single files hold what was signed. */
    private static byte[] shortened(byte[] bytes) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        manifest.getEntries().clear();
        manifest.getMainAttributes().keySet().removeIf(OSGI);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        manifest.write(out);
        return out.toByteArray();
    }

    private byte[] renewed(byte[] bytes) {
        ClassFile classFile =
                ClassFile.of(
                        ClassHierarchyResolverOption.of(classes),
                        ConstantPoolSharingOption.NEW_POOL, // else code is copied as it is
                        StackMapsOption.GENERATE_STACK_MAPS);
        return classFile.transformClass(
                classFile.parse(bytes),
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(JAVA_7, 0);
                    } else {
                        builder.with(element);
                    }
                });
    }

    private InputStream open(ClassDesc name) {
        String descriptor = name.descriptorString(); // Lpackage/Name;
        String file = descriptor.substring(1, descriptor.length() - 1) + CLASS;
        for (JarFile jar : jars) {
            JarEntry entry = jar.getJarEntry(file);
            if (entry != null) {
                try {
                    return jar.getInputStream(entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return null;
    }

    private static boolean isSignature(JarEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    private static boolean isRewritten(JarFile jar, JarEntry entry) {
        int version = version(jar, entry);
        return version < JAVA_6 || isYoung(version);
    }

    private static boolean isYoung(int version) {
        return version >= JAVA_21 && version != NO_CLASS;
    }

    private static int version(JarFile jar, JarEntry entry) {
        if (!entry.getName().endsWith(CLASS)) {
            return NO_CLASS;
        }
        try (var in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt(); // the magic number
            in.readUnsignedShort(); // the minor version
            return in.readUnsignedShort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
