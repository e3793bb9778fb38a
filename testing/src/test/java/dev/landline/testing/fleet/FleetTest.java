package dev.landline.testing.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.ExecResult;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.FleetListener;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.HostTask;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.fleet.Share;
import dev.landline.client.fleet.SpooledInput;
import dev.landline.client.hosts.Host;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FleetTest {

    private static final String SKIPPED = "skipped";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path directory;

    private LeakCheck leaks;
    private TestServer server;

    FleetTest() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
    }

    @BeforeEach
    void isServing() throws IOException {
        server.assertServing();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        leaks.assertNothingLeft();
        leaks.close();
    }

    private static List<Host> hosts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> Host.named("h" + n)).toList();
    }

    private Fleet fleet(int count) {
        return Fleet.of(hosts(count)).connecting(host -> server.client());
    }

    private static <T> List<HostResult<T>> all(FleetRun<T> run) {
        try (run) {
            return run.results().toList();
        }
    }

    private static List<String> words(List<? extends HostResult<?>> results) {
        return results.stream()
                .map(result -> result.host().name() + " " + result.outcome().kind().word())
                .sorted()
                .toList();
    }

    @Test
    void eachHostGivesItsResult() {
        List<HostResult<ExecResult>> results =
                all(fleet(5).exec("sh", "-c", "echo out; echo err >&2"));

        assertThat(results).hasSize(5);
        for (HostResult<ExecResult> result : results) {
            assertThat(result.outcome()).isInstanceOf(Outcome.Ok.class);
            assertThat(result.attempts()).isEqualTo(1);
            ExecResult value = ((Outcome.Ok<ExecResult>) result.outcome()).value();
            assertThat(value.stdoutText()).isEqualTo("out\n");
            assertThat(value.stderrText()).isEqualTo("err\n");
        }
    }

    @Test
    void whatACommandSaysOfItselfIsItsOutcome() {
        assertThat(all(fleet(1).exec("sh", "-c", "echo x; exit 7")))
                .singleElement()
                .satisfies(result -> {
                    Outcome.Failed<ExecResult> failed =
                            (Outcome.Failed<ExecResult>) result.outcome();
                    assertThat(failed.status()).isEqualTo(7);
                    assertThat(failed.value().orElseThrow().stdoutText()).isEqualTo("x\n");
                });
        assertThat(all(fleet(1).exec("sh", "-c", "kill -KILL $$")).getFirst().outcome().message())
                .isEqualTo("ended by signal KILL");
        assertThat(
                        ((Outcome.Failed<?>) all(fleet(1).exec("/nothing")).getFirst().outcome())
                                .status())
                .isEqualTo(127);
        assertThat(
                        words(
                                all(
                                        fleet(1).exec(
                                                        List.of("sleep", "1000"),
                                                        exec ->
                                                                exec.timeout(
                                                                        Duration.ofMillis(100))))))
                .containsExactly("h1 timed out");
        assertThat(words(all(fleet(1).call("no.such.handler", call -> call))))
                .containsExactly("h1 refused");
    }

    @Test
    void whatATaskThrowsIsThatHostsOutcome() {
        HostTask<String> task =
                (host, landline) ->
                        switch (host.name()) {
                            case "h1" -> throw new IllegalStateException("broken");
                            case "h2" -> throw new StackOverflowError("deep");
                            case "h3" -> throw new IOException("disk full");
                            default -> new Outcome.Ok<>("fine");
                        };

        List<HostResult<String>> results = all(fleet(4).run(task));

        assertThat(words(results)).containsExactly("h1 failed", "h2 failed", "h3 failed", "h4 ok");
        assertThat(results.stream().map(result -> result.outcome().message()))
                .anyMatch(text -> text.contains("broken"))
                .anyMatch(text -> text.contains("deep"))
                .anyMatch(text -> text.equals("disk full"));
    }

    /** No more than may run at once do, and the next begins as soon as one ends. */
    @Test
    void noMoreThanSoManyRunAtOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        HostTask<String> task =
                (host, landline) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    three.countDown();
                    assertThat(three.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    now.decrementAndGet();
                    return new Outcome.Ok<>("");
                };

        assertThat(all(fleet(12).parallel(3).run(task))).hasSize(12);
        assertThat(most).hasValue(3);
    }

    @Test
    void aBatchBeginsWhenTheOneBeforeIsDone() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        FleetListener listener =
                new FleetListener() {
                    @Override
                    public void began(Host host) {
                        order.add("began");
                    }

                    @Override
                    public void ended(HostResult<?> result) {
                        order.add("ended");
                    }
                };

        all(
                fleet(6).batches(new Share.Count(2), Duration.ofMillis(1))
                        .listener(listener)
                        .exec("true"));

        for (int batch = 0; batch < 3; batch++) {
            assertThat(order.subList(4 * batch, 4 * batch + 4))
                    .filteredOn("began"::equals)
                    .hasSize(2);
        }
    }

    @Test
    void theRestIsSkippedUnlessTheFirstOnesAreOk() {
        AtomicInteger ran = new AtomicInteger();
        HostTask<String> task =
                (host, landline) -> {
                    ran.incrementAndGet();
                    return host.name().equals("h2")
                            ? new Outcome.Failed<>(1, "no", Optional.empty())
                            : new Outcome.Ok<>("");
                };

        List<HostResult<String>> results = all(fleet(5).canary(2).run(task));

        assertThat(words(results))
                .containsExactly("h1 ok", "h2 failed", "h3 skipped", "h4 skipped", "h5 skipped");
        assertThat(results.getLast().outcome().message()).isEqualTo("the first 2 were not all ok");
        assertThat(ran).hasValue(2);
        assertThat(words(all(fleet(3).canary(1).run(task))))
                .contains("h1 ok", "h2 failed", "h3 ok");
    }

    @Test
    void nothingIsBegunWhenTooManyAreNotOk() {
        HostTask<String> task = (host, landline) -> new Outcome.Failed<>(1, "no", Optional.empty());

        List<HostResult<String>> results =
                all(fleet(10).parallel(1).maxFailures(new Share.Percent(20)).run(task));

        assertThat(words(results)).filteredOn(word -> word.endsWith("failed")).hasSize(3);
        assertThat(words(results)).filteredOn(word -> word.endsWith(SKIPPED)).hasSize(7);
        assertThat(results.getLast().outcome().message())
                .isEqualTo("more than 2 hosts were not ok");
    }

    @Test
    void aHostThatTakesTooLongIsEnded() throws Exception {
        Path pids = Files.createFile(directory.resolve("pids"));

        List<HostResult<ExecResult>> results =
                all(
                        fleet(3).hostTimeout(Duration.ofSeconds(2))
                                .exec("sh", "-c", "echo $$ >>" + pids + "; exec sleep 1000"));

        assertThat(words(results)).containsExactly("h1 timed out", "h2 timed out", "h3 timed out");
        assertGone(pids);
    }

    @Test
    void theTimeForAllEndsWhatRunsAndSkipsTheRest() {
        CountDownLatch never = new CountDownLatch(1);
        HostTask<String> task =
                (host, landline) -> {
                    assertThat(never.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    return new Outcome.Ok<>("");
                };

        assertThat(words(all(fleet(3).parallel(1).totalTimeout(Duration.ofSeconds(2)).run(task))))
                .containsExactly("h1 timed out", "h2 skipped", "h3 skipped");
    }

    @Test
    void whatCannotBeReachedIsTriedAgainAndWhatMayHaveRunIsNot() throws Exception {
        int dead = unusedPort();
        Host down =
                new Host(
                        "down",
                        "127.0.0.1",
                        Optional.empty(),
                        OptionalInt.of(dead),
                        Optional.empty());
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Fleet fleet =
                Fleet.of(List.of(down))
                        .retries(2)
                        .connecting(host ->
                                attempts.incrementAndGet() < 3
                                        ? server.clientAt(down.target())
                                        : server.client());

        List<HostResult<String>> results =
                all(
                        fleet.run((host, landline) -> {
                            runs.incrementAndGet();
                            landline.close();
                            landline.exec("true").run();
                            return new Outcome.Ok<>("");
                        }));

        assertThat(words(results)).containsExactly("down lost");
        assertThat(results.getFirst().attempts()).isEqualTo(3);
        assertThat(attempts).hasValue(3);
        assertThat(runs).hasValue(1);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void stoppingEndsWhatRunsAndSkipsTheRest() throws Exception {
        Path pids = Files.createFile(directory.resolve("pids"));
        CountDownLatch running = new CountDownLatch(2);
        HostTask<ExecResult> task =
                (host, landline) -> {
                    try (var command =
                            landline.exec(
                                            "sh",
                                            "-c",
                                            "echo $$ >>" + pids + "; echo; exec sleep 1000")
                                    .start()) {
                        assertThat(command.stdout().read()).isEqualTo('\n');
                        running.countDown();
                        command.waitFor();
                    }
                    return new Outcome.Failed<>(1, "nobody ended it", Optional.empty());
                };

        try (FleetRun<ExecResult> run = fleet(4).parallel(2).run(task)) {
            assertThat(running.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(run.running()).hasSize(2);
            assertThat(run.counts().left()).isEqualTo(2);
            run.stop();

            List<HostResult<ExecResult>> results = run.results().toList();
            assertThat(words(results))
                    .containsExactly("h1 failed", "h2 failed", "h3 skipped", "h4 skipped");
            assertThat(results.getFirst().outcome())
                    .isEqualTo(new Outcome.Failed<>(130, "interrupted", Optional.empty()));
            assertThat(run.counts().done()).isEqualTo(4);
            assertThat(run.counts().notOk()).isEqualTo(4);
        }
        assertGone(pids);
    }

    @Test
    void finishingLetsWhatRunsGoOn() throws Exception {
        Semaphore go = new Semaphore(0);
        CountDownLatch running = new CountDownLatch(1);
        HostTask<String> task =
                (host, landline) -> {
                    running.countDown();
                    go.acquire();
                    return new Outcome.Ok<>("");
                };

        try (FleetRun<String> run = fleet(3).parallel(1).run(task)) {
            assertThat(running.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            run.finish();
            go.release();

            assertThat(words(run.results().toList()))
                    .containsExactly("h1 ok", "h2 skipped", "h3 skipped");
        }
    }

    /** Results that nobody takes hold their places. */
    @Test
    void whoReadsSlowlySlowsTheRunDown() throws Exception {
        Semaphore ended = new Semaphore(0);
        FleetListener listener =
                new FleetListener() {
                    @Override
                    public void ended(HostResult<?> result) {
                        ended.release();
                    }
                };
        try (FleetRun<String> run =
                fleet(20)
                        .parallel(2)
                        .listener(listener)
                        .run((host, landline) -> new Outcome.Ok<>(""))) {
            assertThat(ended.tryAcquire(4, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(run.counts().left()).isEqualTo(16);
            assertThat(run.results().toList()).hasSize(20);
        }
    }

    @Test
    void aRunThatIsClosedEndsThoughNobodyReadsItsResults() throws Exception {
        Semaphore ended = new Semaphore(0);
        FleetListener listener =
                new FleetListener() {
                    @Override
                    public void ended(HostResult<?> result) {
                        ended.release();
                    }
                };
        FleetRun<ExecResult> run = fleet(50).parallel(4).listener(listener).exec("true");
        assertThat(ended.tryAcquire(4, LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        run.close();

        assertThat(run.counts().running()).isZero();
        assertThat(run.results().toList()).isEmpty();
    }

    @Test
    void oneInputIsReadOnceForAll() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7);
        }
        InputStream source =
                new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        int count = super.read(target, offset, Math.min(length, 1000));
                        reads.addAndGet(Math.max(0, count));
                        return count;
                    }
                };
        Path there = Files.createDirectory(directory.resolve("there"));

        try (SpooledInput input = new SpooledInput(source)) {
            HostTask<String> task =
                    (host, landline) -> {
                        try (InputStream own = input.open()) {
                            landline.exec("sh", "-c", "cat >" + there.resolve(host.name()))
                                    .stdin(own)
                                    .run();
                        }
                        return new Outcome.Ok<>("");
                    };
            assertThat(words(all(fleet(5).run(task)))).hasSize(5).allMatch(w -> w.endsWith("ok"));
        }

        assertThat(reads).hasValue(bytes.length);
        for (Host host : hosts(5)) {
            assertThat(Files.readAllBytes(there.resolve(host.name()))).isEqualTo(bytes);
        }
    }

    @Test
    void filesGoToEachAndComeFromEach() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        Path there = Files.createDirectory(directory.resolve("there"));
        Path back = directory.resolve("back");

        assertThat(words(all(fleet(1).put(List.of(file), there + "/copy", (host, copy) -> copy))))
                .containsExactly("h1 ok");
        assertThat(
                        words(
                                all(
                                        fleet(3).get(
                                                        List.of(there + "/copy", there + "/none"),
                                                        back,
                                                        (host, copy) -> copy))))
                .containsExactly("h1 failed", "h2 failed", "h3 failed");

        for (Host host : hosts(3)) {
            assertThat(back.resolve(host.name()).resolve("copy")).hasContent("content");
        }
        assertThat(Fleet.fileName(Host.named("../x/%y"))).isEqualTo("%2E.%2Fx%2F%25y");
    }

    private static void assertGone(Path pids) throws IOException {
        for (String line : Files.readAllLines(pids)) {
            ProcessHandle.of(Long.parseLong(line.strip()))
                    .ifPresent(process -> process.onExit().join());
        }
    }
}
