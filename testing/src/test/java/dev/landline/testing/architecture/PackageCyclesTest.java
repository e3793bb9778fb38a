package dev.landline.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No two packages need each other, not even by way of others. */
class PackageCyclesTest {

    @Test
    void noPackagesFormACycle() {
        Set<String> packages =
                ProductionCode.CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet());
        assertThat(packages)
                .hasSizeGreaterThanOrEqualTo(14)
                .contains("dev.landline", "dev.landline.engine", "dev.landline.server");

        SlicesRuleDefinition.slices()
                .assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .check(ProductionCode.CLASSES);
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return ProductionCode.ours().test(type)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
