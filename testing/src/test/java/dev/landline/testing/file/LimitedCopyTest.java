package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is limited is not faster than that, in whichever direction. */
@Timeout(120)
class LimitedCopyTest {

    private static final int BYTES = 400_000;
    private static final int RATE = 500_000;

    /** The first piece goes at once. */
    private static final long AT_LEAST = 600_000_000;

    @TempDir private Path directory;

    private static void assertSlow(FileCopy copy) throws Exception {
        long began = System.nanoTime();
        assertThat(copy.limit(RATE).run().moved()).isEqualTo(BYTES);
        assertThat(System.nanoTime() - began).isGreaterThan(AT_LEAST);
    }

    @Test
    void everyDirectionKeepsToTheLimit() throws Exception {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        Path source = Files.write(directory.resolve("source"), content);
        Path target = directory.resolve("target");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            assertSlow(line.put(List.of(source), target.toString()));
            assertSlow(line.get(List.of(source.toString()), target));
            assertSlow(Landline.between(line, List.of(source.toString()), line, target.toString()));
            assertSlow(line.put(new ByteArrayInputStream(content), target.toString()));
            assertSlow(line.get(source.toString(), out));
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(out.toByteArray()).isEqualTo(content);
    }
}
