package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutstandingTest {

    private static final FileName ROOT = FileName.of("root");
    private static final Source SOURCE =
            new Source(
                    3,
                    () -> {
                        throw new IOException("not opened here");
                    },
                    ROOT,
                    ROOT,
                    false);

    private static Item item(long n) {
        return new Item(n, SOURCE, path(n), FileKind.FILE, n);
    }

    private static FileName path(long n) {
        return FileName.of("root/" + n);
    }

    private static Optional<Position> behind(long n) {
        return Optional.of(new Position(3, path(n)));
    }

    @Test
    void isNowhereBeforeAnythingIsAnswered() {
        Outstanding outstanding = new Outstanding(Optional.empty());
        assertThat(outstanding.isEmpty()).isTrue();
        assertThat(outstanding.position()).isEmpty();
        outstanding.add(item(0));
        assertThat(outstanding.isEmpty()).isFalse();
        assertThat(outstanding.position()).isEmpty();
        assertThat(new Outstanding(behind(7)).position()).isEqualTo(behind(7));
    }

    @Test
    void theOldestThatIsNotAnsweredHoldsThePosition() {
        Outstanding outstanding = new Outstanding(Optional.empty());
        for (int n = 0; n < 4; n++) {
            outstanding.add(item(n));
        }
        outstanding.answered(1);
        outstanding.answered(2);
        assertThat(outstanding.position()).isEmpty();
        assertThat(outstanding.get(1)).isNull();
        assertThat(outstanding.get(3)).isEqualTo(item(3));
        outstanding.answered(0);
        assertThat(outstanding.position()).isEqualTo(behind(2));
    }

    @Test
    void answersToWhatWasNotNamedMeanNothing() {
        Outstanding outstanding = new Outstanding(Optional.empty());
        outstanding.answered(0);
        outstanding.answered(-1);
        outstanding.answered(Long.MAX_VALUE);
        outstanding.add(item(0));
        assertThat(outstanding.get(0)).isEqualTo(item(0));
        outstanding.answered(0);
        outstanding.answered(0);
        assertThat(outstanding.isEmpty()).isTrue();
        assertThat(outstanding.next()).isEqualTo(1);
    }

    @Test
    void takesSoManyAndThenGoesRound() {
        Outstanding outstanding = new Outstanding(Optional.empty());
        Random random = new Random(5);
        TreeSet<Long> open = new TreeSet<>();
        for (int i = 0; i < 50_000; i++) {
            if (!outstanding.isFull() && random.nextInt(5) < 3) {
                open.add(outstanding.next());
                outstanding.add(item(outstanding.next()));
            } else if (!open.isEmpty()) {
                Long from = open.ceiling(open.first() + random.nextInt(10));
                long n = from == null ? open.first() : from;
                open.remove(n);
                outstanding.answered(n);
            }
            assertThat(outstanding.isEmpty()).isEqualTo(open.isEmpty());
            long next = outstanding.next();
            long first = open.isEmpty() ? next : open.first();
            assertThat(outstanding.position())
                    .isEqualTo(first == 0 ? Optional.empty() : behind(first - 1));
            assertThat(outstanding.isFull()).isEqualTo(next - first == Outstanding.MOST);
        }
    }
}
