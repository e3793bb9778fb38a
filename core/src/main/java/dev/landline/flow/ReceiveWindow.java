package dev.landline.flow;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import java.util.function.LongSupplier;

/**
 * How far one stream may be received. It grants when a quarter of the window has been consumed, and
 * doubles the window where a whole one was consumed within two round trips: then it is the window,
 * and not the consumer, that holds the sender up.
 *
 * <p>Arithmetic only; the owner guards it with a lock of its own.
 */
public final class ReceiveWindow {

    private final int first;
    private final int largest;
    private final LongSupplier nanoTime;
    private GrowthBudget budget;
    private LongSupplier roundTripNanos;
    private long window;
    private long received;
    private long consumed;
    private long limit;
    private long epochStart;
    private long epochConsumed;
    private boolean retired;

    /**
     * Makes a window.
     *
     * @param first its first size in bytes
     * @param largest the size beyond which it does not grow
     * @param budget what all windows of the connection may grow by together
     * @param nanoTime the clock, as {@link System#nanoTime}
     * @param roundTripNanos the connection's last measured round trip; 0 while none is known
     */
    public ReceiveWindow(
            int first,
            int largest,
            GrowthBudget budget,
            LongSupplier nanoTime,
            LongSupplier roundTripNanos) {
        this.first = first;
        this.budget = budget;
        this.window = first;
        this.limit = first;
        this.largest = Math.max(first, largest);
        this.nanoTime = nanoTime;
        this.roundTripNanos = roundTripNanos;
        this.epochStart = nanoTime.getAsLong();
    }

    /**
     * Takes note of bytes that arrived.
     *
     * @param offset where in the stream they begin
     * @param count how many
     * @throws ChannelException {@code stream_state} for a gap or an overlap, {@code
     *     window_exceeded} for more than was granted
     */
    public void received(long offset, int count) throws ChannelException {
        if (offset != received) {
            throw new ChannelException(
                    ErrorCode.STREAM_STATE,
                    "expected the stream to go on at offset " + received + ", got " + offset);
        }
        if (offset + count > limit) {
            throw new ChannelException(
                    ErrorCode.WINDOW_EXCEEDED,
                    "expected at most " + limit + " bytes of the stream, got " + (offset + count));
        }
        received += count;
    }

    /**
     * Takes note of bytes that the consumer has taken.
     *
     * @param count how many
     * @return whether {@link #limit} has moved and the sender should hear of it
     */
    public boolean consumed(long count) {
        consumed += count;
        if (consumed + window - limit < window / 4) {
            return false;
        }
        grow();
        limit = consumed + window;
        return true;
    }

    private void grow() {
        if (retired || consumed - epochConsumed < window) {
            return;
        }
        long now = nanoTime.getAsLong();
        long more = Math.min(window, largest - window);
        if (now - epochStart < 2 * roundTripNanos.getAsLong() && more > 0 && budget.take(more)) {
            window += more;
        }
        epochStart = now;
        epochConsumed = consumed;
    }

    /**
     * Gives back what the window has grown by; it does not grow any more, unless it moves to
     * another connection.
     */
    public void retire() {
        budget.giveBack(window - first);
        window = first;
        retired = true;
    }

    /**
     * Goes on in another connection. Offsets and limit stay, for they belong to the stream.
     *
     * @param newBudget what all windows of that connection may grow by together
     * @param newRoundTripNanos that connection's last measured round trip
     */
    public void moveTo(GrowthBudget newBudget, LongSupplier newRoundTripNanos) {
        retire();
        budget = newBudget;
        roundTripNanos = newRoundTripNanos;
        retired = false;
        epochStart = nanoTime.getAsLong();
        epochConsumed = consumed;
    }

    /**
     * Goes on further ahead: the bytes before do not come any more.
     *
     * @param offset of the next byte, above {@link #received}
     */
    public void skipTo(long offset) {
        consumed += offset - received;
        received = offset;
        limit = Math.max(limit, consumed + window);
    }

    /**
     * How many bytes have arrived: the offset of the next one.
     *
     * @return bytes
     */
    public long received() {
        return received;
    }

    /**
     * How many bytes the consumer has taken.
     *
     * @return bytes
     */
    public long consumed() {
        return consumed;
    }

    /**
     * How far the other side may send.
     *
     * @return an offset
     */
    public long limit() {
        return limit;
    }
}
