package dev.landline.testing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What production code does not do, wherever it is. */
class ForbiddenCodeTest {

    @BeforeEach
    void thereIsCodeToLookAt() {
        ProductionCode.assertAtLeast(100, "dev.landline");
    }

    /** A wait has a condition and a deadline; sleeping has neither. */
    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "it sleeps",
                                call ->
                                        isCall(call, Thread.class, "sleep")
                                                || isCall(call, TimeUnit.class, "sleep")))
                .check(ProductionCode.CLASSES);
    }

    /** Deserialisation of foreign bytes has been a way in too often. */
    @Test
    void nothingUsesJavaSerialisation() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(ProductionCode.CLASSES);
    }

    /** A library logs through System.Logger, which leaves the choice to the program. */
    @Test
    void onlyTheCommandLineConfiguresLogging() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.landline.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..", "org.slf4j..", "org.apache.commons.logging..")
                .check(ProductionCode.CLASSES);
    }

    /** Nothing but the command line decides that the process ends. */
    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.landline.cli..")
                .should()
                .callMethodWhere(
                        describe(
                                "it ends the JVM",
                                call ->
                                        isCall(call, System.class, "exit")
                                                || isCall(call, Runtime.class, "exit")
                                                || isCall(call, Runtime.class, "halt")))
                .check(ProductionCode.CLASSES);
    }

    @Test
    void noStaticFieldCanChange() {
        fields().that().areStatic().should().beFinal().check(ProductionCode.CLASSES);
    }

    private static boolean isCall(JavaMethodCall call, Class<?> owner, String method) {
        return call.getTarget().getName().equals(method)
                && call.getTarget().getOwner().isEquivalentTo(owner);
    }
}
