package dev.landline.testing.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Target;
import dev.landline.client.TransferResult;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.HostTask;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.TestServer;
import dev.landline.transfer.SharedBlocks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies to many hosts read what they copy once. */
final class SharedReadsTest {

    private static final int BLOCK = 256 * 1024;
    private static final int BLOCKS = 20;
    private static final int HOSTS = 6;

    private final TestServer server;
    private final Path source;
    private final Path there;

    SharedReadsTest(@TempDir Path directory) throws IOException {
        server = TestServer.start();
        source = Files.createDirectory(directory.resolve("source"));
        there = Files.createDirectory(directory.resolve("there"));
    }

    @AfterEach
    void ends() {
        server.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static List<Host> hosts() {
        return IntStream.range(0, HOSTS).mapToObj(n -> Host.named("h" + n)).toList();
    }

    private HostTask<TransferResult> put(SharedBlocks blocks, CountDownLatch together) {
        return (host, landline) -> {
            together.countDown();
            assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            return new Outcome.Ok<>(
                    landline.put(List.of(source), there.resolve(host.name()).toString())
                            .recursive(true)
                            .sharing(blocks)
                            .run());
        };
    }

    @Test
    void eachBlockIsReadOnceForAll() throws Exception {
        byte[] large = bytes(BLOCKS * BLOCK - 1000);
        Files.write(source.resolve("large"), large);
        for (int i = 0; i < 30; i++) {
            Files.write(source.resolve("small" + i), bytes(i * 997));
        }
        SharedBlocks blocks = new SharedBlocks();

        try (FleetRun<TransferResult> run =
                Fleet.of(hosts())
                        .connecting(host -> server.client())
                        .run(put(blocks, new CountDownLatch(HOSTS)))) {
            for (HostResult<TransferResult> result : run.results().toList()) {
                assertThat(((Outcome.Ok<TransferResult>) result.outcome()).value().isComplete())
                        .isTrue();
            }
        }

        assertThat(blocks.reads()).isEqualTo(BLOCKS + 29); // an empty file has no block
        for (Host host : hosts()) {
            Path copy = there.resolve(host.name());
            assertThat(Files.readAllBytes(copy.resolve("large"))).isEqualTo(large);
            for (int i = 0; i < 30; i++) {
                assertThat(Files.readAllBytes(copy.resolve("small" + i))).isEqualTo(bytes(i * 997));
            }
        }
    }

    /** With hardly any room each reads for itself, and everything is right all the same. */
    @Test
    void whoIsFarBehindReadsForItself() throws Exception {
        byte[] large = bytes(BLOCKS * BLOCK);
        Files.write(source.resolve("large"), large);
        SharedBlocks blocks = new SharedBlocks(1);

        try (FleetRun<TransferResult> run =
                Fleet.of(hosts())
                        .parallel(1)
                        .connecting(host -> server.client())
                        .run(put(blocks, new CountDownLatch(1)))) {
            assertThat(run.results()).hasSize(HOSTS);
        }

        assertThat(blocks.reads()).isEqualTo((long) HOSTS * BLOCKS);
        for (Host host : hosts()) {
            assertThat(Files.readAllBytes(there.resolve(host.name()).resolve("large")))
                    .isEqualTo(large);
        }
    }

    /** A server that takes nothing any more holds nobody up. */
    @Test
    void oneThatStandsStillHoldsNobodyUp() throws Exception {
        byte[] large = bytes(BLOCKS * BLOCK);
        Files.write(source.resolve("large"), large);
        SharedBlocks blocks = new SharedBlocks();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FleetRun<TransferResult> run =
                        Fleet.of(
                                        List.of(
                                                new Host(
                                                        "h0",
                                                        "127.0.0.1",
                                                        Optional.empty(),
                                                        OptionalInt.of(deaf.getLocalPort()),
                                                        Optional.empty()),
                                                Host.named("h1"),
                                                Host.named("h2")))
                                .connecting(host ->
                                        host.name().equals("h0")
                                                ? server.clientAt(host.target())
                                                : server.client())
                                .run(put(blocks, new CountDownLatch(2)))) {
            List<HostResult<TransferResult>> first = run.results().limit(2).toList();

            assertThat(first).extracting(result -> result.host().name()).containsOnly("h1", "h2");
            assertThat(blocks.reads()).isEqualTo(BLOCKS);
        }
    }

    /** What was read before a file changed is not taken for what it holds now. */
    @Test
    void aFileThatChangesHasOtherBlocks() throws Exception {
        Path file = source.resolve("file");
        Files.write(file, bytes(3 * BLOCK));
        SharedBlocks blocks = new SharedBlocks();
        HostTask<TransferResult> task =
                (host, landline) -> {
                    TransferResult result =
                            landline.put(List.of(file), there.resolve(host.name()).toString())
                                    .sharing(blocks)
                                    .run();
                    Files.write(file, bytes(3 * BLOCK + 1));
                    return new Outcome.Ok<>(result);
                };
        try (FleetRun<TransferResult> run =
                Fleet.of(hosts().subList(0, 2))
                        .parallel(1)
                        .connecting(host -> server.client())
                        .run(task)) {
            assertThat(run.results()).hasSize(2);
        }

        assertThat(Files.readAllBytes(there.resolve("h0"))).isEqualTo(bytes(3 * BLOCK));
        assertThat(Files.readAllBytes(there.resolve("h1"))).isEqualTo(bytes(3 * BLOCK + 1));
    }

    @Test
    void aLineThatIsCutGoesOnWhereItWas() throws Exception {
        byte[] large = bytes(BLOCKS * BLOCK);
        Files.write(source.resolve("large"), large);
        SharedBlocks blocks = new SharedBlocks();
        try (CuttingProxy proxy = CuttingProxy.start(server.address(), 5, 3, 1 << 20, 2 << 20);
                FleetRun<TransferResult> run =
                        Fleet.of(hosts().subList(0, 2))
                                .connecting(host ->
                                        server.clientAt(
                                                new Target.Host(
                                                        Optional.empty(),
                                                        "127.0.0.1",
                                                        proxy.address().getPort())))
                                .run(put(blocks, new CountDownLatch(2)))) {
            assertThat(run.results())
                    .hasSize(2)
                    .allMatch(result -> result.outcome() instanceof Outcome.Ok);
            assertThat(proxy.cuts()).isPositive();
        }
        for (String host : List.of("h0", "h1")) {
            assertThat(Files.readAllBytes(there.resolve(host).resolve("large"))).isEqualTo(large);
        }
    }
}
