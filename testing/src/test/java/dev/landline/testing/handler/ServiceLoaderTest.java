package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.testing.TestServer;
import dev.landline.testing.TestServerBuilder;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that a ServiceLoader finds. */
class ServiceLoaderTest {

    private static final String FILE = FoundHandler.class.getName().replace('.', '/') + ".class";

    @TempDir private Path directory;
    private URLClassLoader loader;
    private ClassLoader before;

    @BeforeEach
    void announce() throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("dev.landline.server.handler.Handler"),
                FoundHandler.class.getName() + "\n");
        before = Thread.currentThread().getContextClassLoader();
        Path copy = directory.resolve(FILE);
        Files.createDirectories(copy.getParent());
        try (InputStream compiled = FoundHandler.class.getResourceAsStream("/" + FILE)) {
            Files.copy(compiled, copy);
        }
        loader = new OwnCopy(directory.toUri().toURL(), before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterEach
    void forget() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    /** Has a copy of that one class, as if it came from a jar on the class path. */
    private static final class OwnCopy extends URLClassLoader {
        OwnCopy(URL place, ClassLoader parent) {
            super(new URL[] {place}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null && name.equals(FoundHandler.class.getName())
                        ? findClass(name)
                        : loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    private int closed() throws ReflectiveOperationException {
        Object count = loader.loadClass(FoundHandler.class.getName()).getField("CLOSED").get(null);
        return ((AtomicInteger) count).get();
    }

    @Test
    void theyAreOfferedAndClosedWithTheServer() throws Exception {
        try (TestServer server = TestServer.start();
                Caller caller = Caller.on(server.link())) {
            assertThat(caller.call("found", "{}").text()).isEqualTo("\"found\"\n");
            assertThat(caller.list().text()).contains("\"from\":\"module\"");
            assertThat(closed()).isZero();
        }
        assertThat(closed()).isEqualTo(1);
    }

    @Test
    void oneThatTheBuilderHasAlreadyKeepsTheServerFromStarting() {
        TestServerBuilder twice =
                TestServer.with().with(builder -> builder.handler(Given.json("found", call -> {})));

        assertThatThrownBy(twice::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the handler found was given to the server");
    }

    @Test
    void oneThatCannotBeMadeKeepsTheServerFromStarting() throws Exception {
        Files.writeString(
                directory.resolve("META-INF/services/dev.landline.server.handler.Handler"),
                "no.such.Handler\n");

        assertThatThrownBy(TestServer::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.Handler");
    }
}
