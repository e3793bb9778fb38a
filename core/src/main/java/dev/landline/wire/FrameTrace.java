package dev.landline.wire;

import dev.landline.ExitStatus;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One line per frame, in the words of the specification, so that a person can read a conversation:
 * {@code ch=1 data stdout @65536 +16384}.
 */
public final class FrameTrace {

    private static final int LONGEST = 1000;

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
                            + printable(String.join(",", hello.features()))
                            + " "
                            + printable(hello.software());
            case Frame.Ping(long id) -> "ping id=" + id;
            case Frame.Pong(long id) -> "pong id=" + id;
            case Frame.Bye(String reason, String message) ->
                    "bye " + printable(reason) + " " + printable(message);
            case Frame.Open open ->
                    at(open)
                            + printable(open.service())
                            + open.windows().map(windows -> " " + windows(windows)).orElse("");
            case Frame.Opened opened -> at(opened) + windows(opened.windows());
            case Frame.Data data ->
                    at(data)
                            + printable(data.stream())
                            + " @"
                            + data.offset()
                            + " +"
                            + data.body().remaining();
            case Frame.Eof eof -> at(eof) + printable(eof.stream()) + " @" + eof.offset();
            case Frame.Window window ->
                    at(window)
                            + printable(window.stream())
                            + " consumed="
                            + window.consumed()
                            + " limit="
                            + window.limit();
            case Frame.Signal signal -> at(signal) + printable(signal.name());
            case Frame.Exit exit ->
                    at(exit) + status(exit.status()) + (exit.pipesOpen() ? " pipes_open" : "");
            case Frame.Error error ->
                    at(error.ch())
                            + "error "
                            + printable(error.code())
                            + " "
                            + printable(error.message());
            case Frame.Close close -> at(close).strip();
            case Frame.Unknown unknown ->
                    at(unknown.ch()) + "unknown type " + printable(unknown.type());
        };
    }

    private static String at(OptionalInt ch) {
        return ch.isPresent() ? "ch=" + ch.getAsInt() + " " : "";
    }

    private static String windows(Map<String, Long> windows) {
        return windows.entrySet().stream()
                .map(entry -> printable(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "windows=", ""));
    }

    private static String status(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) -> "exited=" + code;
            case ExitStatus.Signaled(int number, String name, boolean coreDumped) ->
                    "signaled="
                            + number
                            + " "
                            + printable(name)
                            + (coreDumped ? " core_dumped" : "");
            case ExitStatus.NotStarted(ExitStatus.Reason reason, String message) ->
                    "not_started=" + reason.wire() + " " + printable(message);
            case ExitStatus.Lost lost -> "lost=" + lost.code().wire();
        };
    }

    private static String at(Frame.OnChannel frame) {
        return "ch=" + frame.ch() + " " + frame.type() + " ";
    }

    /**
     * Makes text from the other side harmless on a terminal and in a log.
     *
     * @param text any text
     * @return the same on one line, with {@code ?} for each control character, direction mark, line
     *     separator and half surrogate pair; what goes beyond 1,000 characters is cut
     */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints()
                .limit(LONGEST)
                .map(point -> visible(point) ? point : '?')
                .forEach(shown::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
