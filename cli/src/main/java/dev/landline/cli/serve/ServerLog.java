package dev.landline.cli.serve;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.Printable;
import dev.landline.cli.console.ExitWords;
import dev.landline.cli.console.Messages;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a server writes to its log: what needs attention, and who was refused; with {@code -v} also
 * who comes, goes and runs what. Arguments of commands may hold secrets and are among the latter.
 */
final class ServerLog implements ServerListener {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS ");

    private static final int STACK_LINES = 60;

    private final Messages messages;
    private final InstantSource clock;
    private final boolean verbose;

    ServerLog(Messages messages, InstantSource clock, boolean verbose) {
        this.messages = messages;
        this.clock = clock;
        this.verbose = verbose;
    }

    @Override
    public void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.Warning(String message) -> write(message);
            case ServerEvent.Dropped(long count) ->
                    write(
                            "dropped "
                                    + count
                                    + (count == 1 ? " connection" : " connections")
                                    + ": too many are being set up at once ([startups])");
            case ServerEvent.Refused(String remote, ErrorCode code, String message) -> {
                if (verbose || isTelling(code)) {
                    write("refused " + remote + ": " + Printable.of(message));
                }
            }
            case ServerEvent.Opened(String connection, String remote, String identity) ->
                    detail(connection + " opened by " + identity + " from " + remote);
            case ServerEvent.Closed(String connection, ErrorCode code, String message) ->
                    detail(connection + " closed: " + Printable.of(message));
            case ServerEvent.CommandStarted started -> detail(described(started));
            case ServerEvent.CommandEnded(String connection, int channel, ExitStatus status) ->
                    detail(connection + " ch=" + channel + " " + ExitWords.of(status));
            case ServerEvent.SessionNote(String session, String note) ->
                    detail("session " + session + ": " + Printable.of(note));
            case ServerEvent.Transfer transfer -> detail(described(transfer));
            case ServerEvent.SettingChanged changed -> write(described(changed));
            case ServerEvent.Called(String connection, int channel, String handler) ->
                    detail(connection + " ch=" + channel + " call " + handler);
            case ServerEvent.CallFailed failed -> {
                if (verbose) {
                    write(described(failed));
                }
            }
            case ServerEvent.HandlersChanged(String from, List<String> handlers) ->
                    write(
                            handlers.isEmpty()
                                    ? from + " is gone, and its handlers with it"
                                    : "handlers of " + from + ": " + String.join(", ", handlers));
            case ServerEvent.HandlersRefused refused -> write(described(refused));
            case ServerEvent.Listening _ -> {
                // The start-up line says more.
            }
        }
    }

    private static String described(ServerEvent.SettingChanged changed) {
        String change =
                changed.before().equals(changed.after())
                        ? " stays " + changed.after()
                        : " from " + changed.before() + " to " + changed.after();
        return Printable.of(changed.who() + " set " + changed.name() + change)
                + (changed.live() ? "" : ", which needs a restart")
                + (changed.kept() ? " (in the file)" : "");
    }

    /** Port scans and people who do not trust the host key yet go without a word, and often. */
    private static boolean isTelling(ErrorCode code) {
        return code != ErrorCode.CONNECTION_LOST && code != ErrorCode.HANDSHAKE_TIMEOUT;
    }

    /** With the stack, since the caller has heard the rest. */
    private static String described(ServerEvent.CallFailed failed) {
        return failed.connection()
                + " ch="
                + failed.channel()
                + " "
                + failed.handler()
                + " failed: "
                + stack(failed.cause());
    }

    private String described(ServerEvent.HandlersRefused refused) {
        String text = refused.from() + " is not used: " + refused.message();
        return verbose
                ? refused.cause().map(cause -> text + "\n" + stack(cause)).orElse(text)
                : text;
    }

    /** What prints it may be anybody's code. */
    private static String stack(Throwable cause) {
        StringWriter stack = new StringWriter();
        try (PrintWriter lines = new PrintWriter(stack)) {
            cause.printStackTrace(lines);
        } catch (RuntimeException e) {
            stack.append(cause.getClass().getName());
        }
        return stack.toString()
                .lines()
                .limit(STACK_LINES)
                .map(Printable::of)
                .collect(Collectors.joining("\n"));
    }

    private static String described(ServerEvent.Transfer transfer) {
        return transfer.connection()
                + " ch="
                + transfer.channel()
                + " "
                + transfer.service()
                + " as "
                + transfer.account()
                + ": "
                + String.join(" ", transfer.paths());
    }

    private static String described(ServerEvent.CommandStarted started) {
        return started.connection()
                + " ch="
                + started.channel()
                + " started process "
                + started.pid()
                + " as "
                + Printable.of(started.account())
                + ": "
                + started.argv().stream().map(Printable::of).collect(Collectors.joining(" "));
    }

    private void detail(String text) {
        if (verbose) {
            write(text);
        }
    }

    /** Writes a line, with the time where details are written too. */
    void write(String text) {
        messages.say(
                verbose
                        ? LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())
                                        .format(CLOCK)
                                + text
                        : text);
    }
}
