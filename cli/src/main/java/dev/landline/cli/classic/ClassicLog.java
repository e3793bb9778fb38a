package dev.landline.cli.classic;

import dev.landline.Printable;
import dev.landline.cli.console.ExitWords;
import dev.landline.cli.console.Messages;
import dev.landline.server.classic.ClassicEvent;
import dev.landline.server.classic.ClassicEvent.Written;
import dev.landline.server.classic.ClassicListener;

/** What a server of the classic dialects writes to its log: everything but who comes and goes. */
final class ClassicLog implements ClassicListener {

    private final Messages messages;

    ClassicLog(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void on(ClassicEvent event) {
        switch (event) {
            case ClassicEvent.Listening(var address) -> messages.say("listening on " + address);
            case ClassicEvent.Warning(String message) -> messages.say("warning: " + message);
            case ClassicEvent.Refused(String remote, String reason) ->
                    messages.say("refused " + remote + ": " + reason);
            case ClassicEvent.Opened(String client, String remote, var address) ->
                    messages.detail(client + " came from " + remote + " to " + address);
            case ClassicEvent.Closed(String client, String reason) ->
                    messages.detail(client + " left: " + Printable.of(reason));
            case ClassicEvent.CommandStarted(String client, long pid, String command) ->
                    messages.say(client + " process " + pid + " runs: " + Printable.of(command));
            case ClassicEvent.CommandEnded(String client, var status, var stdout, var stderr) -> {
                messages.say(client + " " + ExitWords.of(status));
                output(client + " stdout", stdout);
                output(client + " stderr", stderr);
            }
            case ClassicEvent.Stored(String client, var file, long bytes, var hash) ->
                    messages.say(
                            client
                                    + " stored "
                                    + Printable.of(file.toString())
                                    + ", "
                                    + bytes
                                    + " bytes, "
                                    + hash);
            case ClassicEvent.NotStored(String client, String reason) ->
                    messages.say(client + " upload not stored: " + Printable.of(reason));
        }
    }

    private void output(String name, Written written) {
        if (written.bytes() == 0) {
            return;
        }
        StringBuilder text = new StringBuilder(name + ", " + written.bytes() + " bytes:");
        written.head().lines().forEach(line -> text.append("\n  | ").append(Printable.of(line)));
        if (written.more()) {
            text.append("\n  | ...");
        }
        messages.say(text.toString());
    }
}
