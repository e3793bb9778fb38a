package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.classic.Dialect;
import dev.landline.client.classic.Arrivals.Arrival;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Answers that do not say how long they are: they end with the count that is known beforehand, and
 * else when the server goes quiet. Source: {@code spec/CLASSIC.md}, sections 2 and 3.
 */
final class QuietAnswers implements AnswerReader {

    private static final int PATIENCE_WHERE_THE_COUNT_IS_KNOWN = 4;

    private final Arrivals arrivals;
    private final boolean counted;
    private final Duration silence;
    private final FirstPiece firstPiece;
    private boolean ended;

    QuietAnswers(
            InputStream input, Dialect dialect, Duration settle, FirstPiece.Limits firstPiece) {
        arrivals = new Arrivals(input);
        this.firstPiece = new FirstPiece(firstPiece);
        counted = dialect == Dialect.UPPER;
        silence = counted ? settle.multipliedBy(PATIENCE_WHERE_THE_COUNT_IS_KNOWN) : settle;
    }

    @Override
    public Answer read(int sent, Delivery delivery) throws IOException {
        if (ended) {
            throw gone();
        }
        if (counted) {
            delivery.expect(sent);
        }
        try {
            carry(counted ? sent : Long.MAX_VALUE, delivery);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the answer");
        }
        delivery.flush();
        return Answer.of(delivery.bytes());
    }

    private void carry(long most, Delivery delivery) throws IOException, InterruptedException {
        Arrival arrival = counted ? arrivals.next() : firstPiece.of(arrivals);
        while (arrival != null) {
            switch (arrival) {
                case Arrival.Piece(byte[] bytes) -> delivery.take(bytes, bytes.length);
                case Arrival.Failed(IOException cause) -> throw cause;
                case Arrival.End() -> {
                    end(most, delivery.bytes());
                    return;
                }
                case Arrival.GivenUp() -> {
                    return;
                }
            }
            arrival = delivery.bytes() < most ? arrivals.within(silence) : null;
        }
    }

    private void end(long expected, long arrived) throws IOException {
        ended = true;
        if (arrived == 0) {
            throw gone();
        }
        if (counted) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_LOST,
                    "the connection ended after "
                            + arrived
                            + " of "
                            + expected
                            + " bytes of the answer");
        }
    }

    private static EOFException gone() {
        return new EOFException("the other side has closed the connection");
    }

    @Override
    public boolean giveUp() {
        return firstPiece.giveUp(arrivals);
    }

    @Override
    public void close() {
        arrivals.close();
    }
}
