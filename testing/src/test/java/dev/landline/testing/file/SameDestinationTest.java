package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several copies at once to one name: one of them is there in the end, whole. */
@Timeout(120)
class SameDestinationTest {

    private static final int COPIES = 8;

    @TempDir private Path directory;

    @RepeatedTest(10)
    void theLastOneIsThereWhole() throws Exception {
        Path target = directory.resolve("target");
        List<byte[]> contents = new ArrayList<>();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            List<FutureTask<TransferResult>> copies = new ArrayList<>();
            for (int i = 0; i < COPIES; i++) {
                byte[] content = new byte[i % 2 == 0 ? 3_000_000 : 30_000];
                new Random(i).nextBytes(content);
                contents.add(content);
                Path source = Files.write(directory.resolve("source" + i), content);
                FutureTask<TransferResult> copy =
                        new FutureTask<>(
                                i % 4 < 2
                                        ? () -> line.put(List.of(source), target.toString()).run()
                                        : () -> line.get(List.of(source.toString()), target).run());
                copies.add(copy);
                Thread.ofVirtual().start(copy);
            }
            for (FutureTask<TransferResult> copy : copies) {
                assertThat(copy.get().done()).isEqualTo(1);
            }
        }
        byte[] there = Files.readAllBytes(target);
        assertThat(contents).anyMatch(content -> Arrays.equals(content, there));
        assertThat(Trees.parts(directory)).isEmpty();
    }
}
