package dev.landline.wire;

import dev.landline.ExitStatus;
import dev.landline.Printable;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One line per frame, in the words of the specification, so that a person can read a conversation:
 * {@code ch=1 data stdout @65536 +16384}.
 */
public final class FrameTrace {

    private FrameTrace() {}

    /**
     * Describes a frame. Requests and bodies are left out, for they may hold secrets.
     *
     * @param frame any frame
     * @return one line without control characters
     */
    public static String line(Frame frame) {
        return switch (frame) {
            case Frame.Hello hello ->
                    "hello version="
                            + hello.version()
                            + " max_body="
                            + hello.maxBody()
                            + " max_channels="
                            + hello.maxChannels()
                            + " features="
                            + Printable.of(String.join(",", hello.features()))
                            + " "
                            + Printable.of(hello.software())
                            + hello.instance().map(run -> " " + Printable.of(run)).orElse("");
            case Frame.Ping(long id) -> "ping id=" + id;
            case Frame.Pong(long id) -> "pong id=" + id;
            case Frame.Bye(String reason, String message) ->
                    "bye " + Printable.of(reason) + " " + Printable.of(message);
            case Frame.Open open ->
                    at(open)
                            + Printable.of(open.service())
                            + open.windows().map(limits -> offsets(" windows=", limits)).orElse("")
                            + open.id().map(id -> " id=" + id).orElse("")
                            + open.resume().map(offsets -> offsets(" resume=", offsets)).orElse("");
            case Frame.Opened opened ->
                    at(opened)
                            + offsets("windows=", opened.windows())
                            + opened.resume()
                                    .map(offsets -> offsets(" resume=", offsets))
                                    .orElse("");
            case Frame.Data data ->
                    at(data)
                            + Printable.of(data.stream())
                            + " @"
                            + data.offset()
                            + " +"
                            + data.body().remaining();
            case Frame.Eof eof -> at(eof) + Printable.of(eof.stream()) + " @" + eof.offset();
            case Frame.Window window ->
                    at(window)
                            + Printable.of(window.stream())
                            + " consumed="
                            + window.consumed()
                            + " limit="
                            + window.limit();
            case Frame.Signal signal -> at(signal) + Printable.of(signal.name());
            case Frame.Exit exit ->
                    at(exit)
                            + status(exit.status())
                            + (exit.pipesOpen() ? " pipes_open" : "")
                            + exit.reason().map(reason -> " " + Printable.of(reason)).orElse("");
            case Frame.Error error ->
                    at(error.ch())
                            + "error "
                            + Printable.of(error.code())
                            + " "
                            + Printable.of(error.message());
            case Frame.Close close -> at(close).strip();
            case Frame.Resize resize -> at(resize) + resize.columns() + "x" + resize.rows();
            case Frame.Leave leave -> at(leave).strip();
            case Frame.Unknown unknown ->
                    at(unknown.ch()) + "unknown type " + Printable.of(unknown.type());
        };
    }

    private static String at(OptionalInt ch) {
        return ch.isPresent() ? "ch=" + ch.getAsInt() + " " : "";
    }

    private static String offsets(String before, Map<String, Long> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> Printable.of(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", before, ""));
    }

    private static String status(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) -> "exited=" + code;
            case ExitStatus.Signaled(int number, String name, boolean coreDumped) ->
                    "signaled="
                            + number
                            + " "
                            + Printable.of(name)
                            + (coreDumped ? " core_dumped" : "");
            case ExitStatus.NotStarted(ExitStatus.Reason reason, String message) ->
                    "not_started=" + reason.wire() + " " + Printable.of(message);
            case ExitStatus.Lost lost -> "lost=" + lost.code().wire();
        };
    }

    private static String at(Frame.OnChannel frame) {
        return "ch=" + frame.ch() + " " + frame.type() + " ";
    }
}
