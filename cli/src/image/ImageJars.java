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
 * would be parsed at each start. What has none of the three is copied as it is.
 *
 * <p>Run from its source by the build: {@code java ImageJars.java FROM TO CACHE SOURCE}, with its
 * own source once more. A jar that has not changed, where this program has not either, is left
 * alone; where one has, the cache is deleted, which would not fit any more.
 */
final class ImageJars {

    /** The first version whose classes are archived; the next has to have stack maps. */
    private static final int JAVA_6 = 50;

    private static final int JAVA_7 = 51;
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final String CLASS = ".class";

    /** Attributes of a manifest that only OSGi reads. */
    private static final Predicate<Object> OSGI =
            name ->
                    Stream.of("Bundle-", "Export-", "Import-", "Private-", "Provide-", "Require-")
                            .anyMatch(name.toString()::startsWith);

    private ImageJars() {}

    public static void main(String[] args) throws IOException {
        Path to = Files.createDirectories(Path.of(args[1]));
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        Path source = Path.of(args[3]);
        Path madeBy = to.resolveSibling("made-by");
        boolean all = !Files.exists(madeBy) || Files.mismatch(source, madeBy) >= 0;
        for (Path jar : jars) {
            Path copy = to.resolve(jar.getFileName());
            if (all
                    || !Files.exists(copy)
                    || !Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(jar))) {
                Files.deleteIfExists(Path.of(args[2]));
                copy(jar, copy);
            }
        }
        Files.copy(source, madeBy, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try (JarFile jar = new JarFile(from.toFile())) {
            if (jar.stream().anyMatch(entry -> isSignature(entry) || isOld(jar, entry))
                    || isForOsgi(jar.getManifest())) {
                rewrite(jar, part);
            } else {
                Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.setLastModifiedTime(part, Files.getLastModifiedTime(from));
        Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void rewrite(JarFile jar, Path to) throws IOException {
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

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            return shortened(bytes);
        }
        return isOld(jar, entry) ? renewed(bytes, jar) : bytes;
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

    private static byte[] renewed(byte[] bytes, JarFile jar) {
        ClassHierarchyResolver classes =
                ClassHierarchyResolver.ofResourceParsing(name -> open(jar, name))
                        .orElse(ClassHierarchyResolver.defaultResolver());
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

    private static InputStream open(JarFile jar, ClassDesc name) {
        String descriptor = name.descriptorString(); // Lpackage/Name;
        JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + CLASS);
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSignature(JarEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    private static boolean isOld(JarFile jar, JarEntry entry) {
        if (!entry.getName().endsWith(CLASS)) {
            return false;
        }
        try (var in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt(); // the magic number
            in.readUnsignedShort(); // the minor version
            return in.readUnsignedShort() < JAVA_6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
