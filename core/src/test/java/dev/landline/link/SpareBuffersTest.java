package dev.landline.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SpareBuffersTest {

    private final SpareBuffers spare = new SpareBuffers(2);

    @Test
    void whatWasGivenBackIsTakenAgainAndByOneAtATime() {
        ByteBuffer first = spare.take(100);
        first.putInt(7).limit(50);
        spare.give(first);
        ByteBuffer again = spare.take(100);
        assertThat(again).isSameAs(first);
        assertThat(again.remaining()).isEqualTo(100);
        assertThat(spare.take(100)).isNotSameAs(first);
    }

    @Test
    void whatIsTooSmallIsNotTaken() {
        ByteBuffer small = spare.take(100);
        spare.give(small);
        assertThat(spare.take(101))
                .isNotSameAs(small)
                .extracting(ByteBuffer::capacity)
                .isEqualTo(101);
    }

    @Test
    void noMoreAreKeptThanWereWanted() {
        ByteBuffer one = spare.take(100);
        ByteBuffer two = spare.take(100);
        ByteBuffer three = spare.take(100);
        spare.give(one);
        spare.give(two);
        spare.give(three);
        assertThat(spare.take(100)).isSameAs(one);
        assertThat(spare.take(100)).isSameAs(two);
        assertThat(spare.take(100)).isNotSameAs(three);
    }
}
