package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A file system in memory, for tests that may mount one. */
final class TemporaryMount implements AutoCloseable {

    private final Path path;

    private TemporaryMount(Path path) {
        this.path = path;
    }

    /** Mounts one with an option, or skips the test. */
    static TemporaryMount orSkip(Path path, String option) {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", option, "tmpfs", path.toString());
        assumeTrue(mounted, "needs root that may mount");
        return new TemporaryMount(path);
    }

    FileName name() {
        return FileName.of(path);
    }

    private static boolean run(String... argv) {
        try {
            return new ProcessBuilder(argv)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        assertThat(run("umount", path.toString())).isTrue();
    }
}
