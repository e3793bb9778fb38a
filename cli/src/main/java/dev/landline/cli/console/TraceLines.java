package dev.landline.cli.console;

import dev.landline.engine.FrameListener;
import dev.landline.wire.FrameTrace;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** {@code --trace}: {@code 14:02:11.031 c1 >> ch=1 data stdout @65536 +16384}. */
public final class TraceLines {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final Messages messages;
    private final InstantSource clock;

    /** Writes to standard error. */
    public TraceLines(Messages messages, InstantSource clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /** Shows the frames of one connection. */
    public FrameListener of(String connection) {
        return (outgoing, frame) ->
                messages.line(
                        LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(CLOCK)
                                + " "
                                + connection
                                + (outgoing ? " >> " : " << ")
                                + FrameTrace.line(frame));
    }
}
