package dev.landline.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each published jar is a module that asks only for the modules below it. */
class PublishedModulesTest {
    private static final Map<String, List<String>> BELOW =
            Map.of(
                    "core", List.of(),
                    "client", List.of("core"),
                    "server", List.of("core"),
                    "cli", List.of("core", "client", "server"),
                    "testing", List.of("core", "client", "server"));

    @SuppressWarnings("unused") // read by the parameterised test
    private static final List<String> MODULES = ProductionCode.PUBLISHED;

    @ParameterizedTest
    @FieldSource("MODULES")
    void aModuleAsksOnlyForThoseBelowIt(String name) throws IOException {
        ModuleDescriptor module = describe(name);

        assertThat(module.name()).isEqualTo("dev.landline." + name);
        assertThat(module.requires().stream().map(Requires::name))
                .filteredOn(required -> required.startsWith("dev.landline."))
                .isSubsetOf(
                        BELOW.get(name).stream().map(below -> "dev.landline." + below).toList());
    }

    @Test
    void whatBelongsToOneSystemStaysInside() throws IOException {
        ProductionCode.assertAtLeast(5, "dev.landline.server.os");
        ProductionCode.assertAtLeast(3, "dev.landline.server.exec");
        assertThat(describe("server").exports())
                .extracting(ModuleDescriptor.Exports::source)
                .contains("dev.landline.server", "dev.landline.server.handler")
                .doesNotContain(
                        "dev.landline.server.os",
                        "dev.landline.server.exec",
                        "dev.landline.server.call",
                        "dev.landline.server.handler.method");
    }

    @Test
    void theCommandLineIsNoLibrary() throws IOException {
        assertThat(describe("cli").exports()).isEmpty();
    }

    private static ModuleDescriptor describe(String name) throws IOException {
        try (InputStream descriptor =
                Files.newInputStream(ProductionCode.output(name).resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor);
        }
    }
}
