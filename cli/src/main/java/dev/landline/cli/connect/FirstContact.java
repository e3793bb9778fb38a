package dev.landline.cli.connect;

import dev.landline.Target;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Terminal;
import dev.landline.client.HostKeyException;
import dev.landline.client.HostKeyPolicy;
import dev.landline.identity.Fingerprint;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The question that {@code ssh} asks about a host that is not known. */
final class FirstContact {

    private static final int ATTEMPTS = 5;

    private final Target.Host host;
    private final HostKeyException unknown;
    private final Terminal terminal;
    private final Messages messages;

    FirstContact(Target.Host host, HostKeyException unknown, Terminal terminal, Messages messages) {
        this.host = host;
        this.unknown = unknown;
        this.terminal = terminal;
        this.messages = messages;
    }

    /** Returns where the person trusts the host. */
    void ask(boolean mayAsk) throws Complaint, IOException {
        Fingerprint fingerprint = HostKeyPolicy.fingerprint(host, unknown.hostKey());
        if (!mayAsk || !terminal.isPresent()) {
            throw new Complaint(
                    host + ": the host is not known; its key is " + fingerprint,
                    List.of(
                            "compare it with what the server printed at its start, then"
                                    + " --accept-new adds the host"),
                    unknown);
        }
        messages.say(host + ": the host is not known; its key is " + fingerprint);
        String question = "Trust it from now on (yes/no/the fingerprint)? ";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String answer = terminal.ask(question);
            if (answer == null) {
                break;
            }
            String word = answer.strip();
            if (word.equals(fingerprint.text()) || word.toLowerCase(Locale.ROOT).equals("yes")) {
                return;
            }
            if (word.toLowerCase(Locale.ROOT).equals("no")) {
                break;
            }
            question =
                    word.startsWith("SHA256:")
                            ? "That is another fingerprint. yes, no, or the fingerprint: "
                            : "Please type yes, no, or the fingerprint: ";
        }
        throw new Complaint(host + ": the host was not trusted", List.of(), unknown);
    }
}
