package dev.landline.wire;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FrameReader} makes of a stream: frames, and the error that ended it, if one did.
 */
record Outcome(List<Frame> frames, Optional<Failure> error) {

    /** What a {@link ConnectionException} says. */
    record Failure(ErrorCode code, String message) {}

    /** Reads to the end. Anything but the exceptions that the reader declares comes through. */
    static Outcome of(InputStream input, int maxBody) throws IOException {
        FrameReader reader = new FrameReader(input, maxBody);
        List<Frame> frames = new ArrayList<>();
        try {
            for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
                frames.add(frame);
            }
            return new Outcome(frames, Optional.empty());
        } catch (ConnectionException e) {
            String message = String.valueOf(e.getMessage());
            return new Outcome(frames, Optional.of(new Failure(e.code(), message)));
        }
    }

    /** The frames up to the first error, each header through the parser of any JSON. */
    static List<Frame> strictly(byte[] bytes) {
        FramedInput input = new FramedInput(PiecewiseInput.whole(bytes), Framing.MAX_BODY);
        List<Frame> frames = new ArrayList<>();
        try {
            for (JsonObject header = input.header(); header != null; header = input.header()) {
                frames.add(FrameDecoder.decode(header, input.body()));
            }
        } catch (IOException _) {
            return frames;
        }
        return frames;
    }

    static Outcome of(InputStream input) throws IOException {
        return of(input, Framing.MAX_BODY);
    }

    static Outcome of(byte[] bytes) throws IOException {
        return of(PiecewiseInput.whole(bytes));
    }

    Optional<ErrorCode> code() {
        return error.map(Failure::code);
    }

    String message() {
        return error.map(Failure::message).orElse("");
    }

    List<String> types() {
        return frames.stream().map(Frame::type).toList();
    }
}
