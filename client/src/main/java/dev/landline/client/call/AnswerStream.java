package dev.landline.client.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The answers of a running call, one by one. What fails on the way is unchecked, as in files. */
final class AnswerStream<T extends @Nullable Object> extends Spliterators.AbstractSpliterator<T> {

    /** Makes an answer of a line. */
    interface Reading<T extends @Nullable Object> {
        T read(byte[] line) throws IOException;
    }

    private final RunningCall call;
    private final AnswerLines lines;
    private final Reading<T> reading;

    AnswerStream(RunningCall call, AnswerLines lines, Reading<T> reading) {
        super(Long.MAX_VALUE, Spliterator.ORDERED);
        this.call = call;
        this.lines = lines;
        this.reading = reading;
    }

    Stream<T> stream() {
        return StreamSupport.stream(this, false).onClose(call::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T answer;
        try {
            byte[] line = lines.next();
            if (line == null) {
                call.await();
                return false;
            }
            answer = reading.read(line);
        } catch (IOException e) {
            call.close();
            throw new UncheckedIOException(e);
        }
        action.accept(answer);
        return true;
    }
}
