package dev.landline.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;

/**
 * The compiled main classes of every module, as the rules look at them. They are read from the
 * modules' output directories and not from the class path, so that no test class is among them.
 */
final class ProductionCode {
    static final String ROOT = "dev.landline";
    static final List<String> PUBLISHED = List.of("core", "client", "server", "cli", "testing");
    static final JavaClasses CLASSES = read();

    private ProductionCode() {}

    /** The classes of one package, without those below it. */
    static List<JavaClass> classesIn(String packageName) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }

    /** Fails where a rule would look at fewer classes than there must be, and so prove nothing. */
    static void assertAtLeast(int leastSize, String packageName) {
        assertThat(classesBelow(packageName).size())
                .as("number of classes in and below %s", packageName)
                .isGreaterThanOrEqualTo(leastSize);
    }

    /** The classes of one package and of all below it. */
    private static List<JavaClass> classesBelow(String packageName) {
        return CLASSES.stream()
                .filter(type -> isBelow(type.getPackageName(), packageName))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }

    static DescribedPredicate<JavaClass> ours() {
        return DescribedPredicate.describe(
                "Landline's own", type -> isBelow(type.getPackageName(), ROOT));
    }

    static Path output(String module) {
        Path directory = Path.of("..", module, "target", "classes").toAbsolutePath().normalize();
        assertThat(directory)
                .as("the compiled classes of %s (run the build from the root)", module)
                .isDirectory();
        return directory;
    }

    private static boolean isBelow(String packageName, String ancestor) {
        return packageName.equals(ancestor) || packageName.startsWith(ancestor + ".");
    }

    private static JavaClasses read() {
        // The rules ask other people's classes for nothing but their names.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        List<Path> directories = PUBLISHED.stream().map(ProductionCode::output).toList();
        return new ClassFileImporter().importPaths(directories);
    }
}
