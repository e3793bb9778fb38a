package dev.landline.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.server.call.HandlerTable.Conflict;
import dev.landline.server.call.HandlerTable.Lease;
import dev.landline.server.call.HandlerTable.Listed;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerTableTest {

    private final HandlerTable table = new HandlerTable();
    private final AtomicInteger released = new AtomicInteger();

    private record Named(HandlerDescription description) implements Handler {
        @Override
        public void handle(Call call) {}
    }

    private HandlerSource source(String from, String... names) {
        List<Handler> handlers = new ArrayList<>();
        for (String name : names) {
            handlers.add(new Named(HandlerDescription.json(name, from)));
        }
        return new HandlerSource(from, handlers, released::incrementAndGet);
    }

    private List<String> names() {
        return table.list().stream()
                .map(Listed::description)
                .map(HandlerDescription::name)
                .toList();
    }

    @Test
    void handlersAreFoundByTheirNamesAlone() {
        assertThat(table.put(source("a.jar", "x.y", "b"))).isEmpty();

        assertThat(names()).containsExactly("b", "x.y");
        assertThat(table.find("x.y")).isPresent();
        assertThat(table.find("x")).isEmpty();
        assertThat(table.find("")).isEmpty();
    }

    @Test
    void aSourceIsReleasedWhenItsLastLeaseHasEnded() {
        table.put(source("a.jar", "x"));
        Lease one = table.find("x").orElseThrow();
        Lease two = table.find("x").orElseThrow();
        assertThat(table.remove("a.jar")).isTrue();

        assertThat(table.find("x")).isEmpty();
        one.close();
        assertThat(released).hasValue(0);
        two.close();
        assertThat(released).hasValue(1);
        assertThat(table.remove("a.jar")).isFalse();
        assertThat(released).hasValue(1);
    }

    @Test
    void aSourceThatNobodyUsesIsReleasedAtOnce() {
        table.put(source("a.jar", "x"));
        table.put(source("a.jar", "y"));
        assertThat(released).hasValue(1);
        assertThat(names()).containsExactly("y");

        table.close();
        assertThat(released).hasValue(2);
        assertThat(names()).isEmpty();
    }

    @Test
    void theFirstKeepsANameAndTheSecondIsRefusedAsAWhole() {
        table.put(source("a.jar", "x"));
        HandlerSource second = source("b.jar", "y", "x");

        assertThat(table.put(second)).contains(new Conflict("x", "a.jar"));
        assertThat(names()).containsExactly("x");
        table.remove("a.jar");
        assertThat(table.put(second)).as("it was not released").isEmpty();
        assertThat(names()).containsExactly("x", "y");
    }

    @Test
    void aReplacementThatIsRefusedLeavesTheOldOneInPlace() {
        table.put(source("a.jar", "x"));
        table.put(source("b.jar", "y"));

        assertThat(table.put(source("b.jar", "x"))).isPresent();
        assertThat(names()).containsExactly("x", "y");
        assertThat(released).hasValue(0);
    }

    @Test
    void oneSourceWithOneNameTwiceIsNone() {
        assertThatThrownBy(() -> source("a.jar", "x", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two handlers are called x");
    }

    @Test
    void whoeverLooksFindsTheOldOneOrTheNewOneAndNeverNone() throws Exception {
        table.put(source("a.jar", "x"));
        AtomicBoolean over = new AtomicBoolean();
        Callable<Integer> look =
                () -> {
                    int found = 0;
                    while (!over.get()) {
                        Optional<Lease> lease = table.find("x");
                        assertThat(lease).isPresent();
                        lease.get().close();
                        found++;
                    }
                    return found;
                };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> lookers = List.of(threads.submit(look), threads.submit(look));
            for (int i = 0; i < 5000; i++) {
                table.put(source("a.jar", "x", "y" + i));
            }
            over.set(true);
            for (Future<Integer> looker : lookers) {
                assertThat(looker.get()).isPositive();
            }
        }
        assertThat(released).hasValue(5000);
    }
}
