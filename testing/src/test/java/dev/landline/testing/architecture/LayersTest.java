package dev.landline.testing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Imports point one way only. */
class LayersTest {

    /**
     * The packages of core, each with its least number of classes and with the packages of ours
     * that it may import.
     */
    private static final List<Layer> LAYERS =
            List.of(
                    new Layer("dev.landline", 5),
                    new Layer("dev.landline.hash", 3, "dev.landline"),
                    new Layer("dev.landline.delta", 4, "dev.landline", "dev.landline.hash"),
                    new Layer("dev.landline.select", 4, "dev.landline"),
                    new Layer("dev.landline.libc", 3),
                    new Layer("dev.landline.file", 5, "dev.landline", "dev.landline.libc"),
                    new Layer(
                            "dev.landline.transfer",
                            20,
                            "dev.landline",
                            "dev.landline.delta",
                            "dev.landline.file",
                            "dev.landline.hash",
                            "dev.landline.json",
                            "dev.landline.select",
                            "dev.landline.wire"),
                    new Layer("dev.landline.json", 3, "dev.landline"),
                    new Layer("dev.landline.flow", 2, "dev.landline"),
                    new Layer("dev.landline.identity", 5, "dev.landline"),
                    new Layer("dev.landline.wire", 5, "dev.landline", "dev.landline.json"),
                    new Layer("dev.landline.classic", 5, "dev.landline", "dev.landline.json"),
                    new Layer("dev.landline.exec", 1, "dev.landline", "dev.landline.json"),
                    new Layer("dev.landline.setting", 2, "dev.landline.json"),
                    new Layer("dev.landline.info", 4, "dev.landline", "dev.landline.json"),
                    new Layer("dev.landline.probe", 2, "dev.landline.json"),
                    new Layer("dev.landline.link", 4, "dev.landline", "dev.landline.identity"),
                    new Layer(
                            "dev.landline.engine",
                            8,
                            "dev.landline",
                            "dev.landline.json",
                            "dev.landline.flow",
                            "dev.landline.wire",
                            "dev.landline.link"));

    private static final String[] MODULES_ABOVE_CORE = {
        "dev.landline.client..",
        "dev.landline.server..",
        "dev.landline.cli..",
        "dev.landline.testing.."
    };

    record Layer(String packageName, int leastSize, List<String> below) {
        Layer(String packageName, int leastSize, String... below) {
            this(packageName, leastSize, List.of(below));
        }

        String[] allowed() {
            return Stream.concat(Stream.of(packageName), below.stream()).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return packageName;
        }
    }

    @ParameterizedTest
    @FieldSource("LAYERS")
    void aLayerOfCoreImportsOnlyWhatLiesBelowIt(Layer layer) {
        assertThat(ProductionCode.classesIn(layer.packageName).size())
                .as("number of classes in %s", layer.packageName)
                .isGreaterThanOrEqualTo(layer.leastSize);

        classes()
                .that()
                .resideInAPackage(layer.packageName)
                .should()
                .onlyDependOnClassesThat(
                        not(ProductionCode.ours()).or(resideInAnyPackage(layer.allowed())))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void everyPackageOfCoreIsALayerWithARule() {
        Set<String> known =
                LAYERS.stream()
                        .map(Layer::packageName)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found =
                ProductionCode.CLASSES.stream()
                        .filter(type -> !resideInAnyPackage(MODULES_ABOVE_CORE).test(type))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isEqualTo(known);
    }

    @Test
    void clientAndServerDoNotSeeEachOther() {
        ProductionCode.assertAtLeast(5, "dev.landline.client");
        ProductionCode.assertAtLeast(20, "dev.landline.server");
        noClasses()
                .that()
                .resideInAPackage("dev.landline.client..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.landline.server.."))
                .check(ProductionCode.CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.landline.server..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.landline.client.."))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void whoWritesAHandlerSeesNothingOfTheServerButWhoCalls() {
        ProductionCode.assertAtLeast(5, "dev.landline.server.handler");
        classes()
                .that()
                .resideInAPackage("dev.landline.server.handler")
                .should()
                .onlyDependOnClassesThat(
                        not(ProductionCode.ours())
                                .or(
                                        resideInAnyPackage(
                                                "dev.landline.server.handler",
                                                "dev.landline.server.auth",
                                                "dev.landline.json",
                                                "dev.landline")))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void handlersKnowNothingOfHowTheyAreServed() {
        ProductionCode.assertAtLeast(5, "dev.landline.server.handler.method");
        noClasses()
                .that()
                .resideInAPackage("dev.landline.server.handler..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "dev.landline.server.session..",
                                "dev.landline.server.exec..",
                                "dev.landline.server.os..",
                                "dev.landline.engine.."))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void jarsOfHandlersComeIntoTheTableAndSeeNothingElseOfTheServer() {
        ProductionCode.assertAtLeast(5, "dev.landline.server.handler.jar");
        classes()
                .that()
                .resideInAPackage("dev.landline.server.handler.jar")
                .should()
                .onlyDependOnClassesThat(
                        not(ProductionCode.ours())
                                .or(
                                        resideInAnyPackage(
                                                "dev.landline.server.handler..",
                                                "dev.landline.server.call",
                                                "dev.landline.server.event",
                                                "dev.landline.identity",
                                                "dev.landline")))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void nothingSeesTheCommandLineOrTheTestKit() {
        ProductionCode.assertAtLeast(5, "dev.landline.cli");
        ProductionCode.assertAtLeast(3, "dev.landline.testing");
        for (String above : List.of("dev.landline.cli..", "dev.landline.testing..")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(above)
                    .should()
                    .dependOnClassesThat(resideInAPackage(above))
                    .check(ProductionCode.CLASSES);
        }
    }
}
