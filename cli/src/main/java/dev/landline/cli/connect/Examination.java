package dev.landline.cli.connect;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.ReconnectListener;
import dev.landline.client.diagnosis.Diagnosis;
import dev.landline.client.diagnosis.Report;
import dev.landline.client.diagnosis.Step;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at the way to a target instead of using it: with the same options and the same keys. */
public final class Examination {

    private final ConnectOptions options;
    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions global;

    /** Prepares one. */
    public Examination(
            ConnectOptions options, Surroundings here, Messages messages, GlobalOptions global) {
        this.options = options;
        this.here = here;
        this.messages = messages;
        this.global = global;
    }

    /**
     * Goes the way of a command.
     *
     * @param target what was typed
     * @param flow for how long bytes are sent each way
     * @param listener told of each step
     * @return what was found out
     * @throws Complaint where the target is none
     * @throws IOException where the server of {@code local} cannot be started
     */
    public Report run(String target, Duration flow, Consumer<Step> listener)
            throws Complaint, IOException, InterruptedException {
        Connecting connecting =
                options.connecting(here, messages, global, Duration.ZERO, ReconnectListener.NONE);
        if (Visit.isLocal(target)) {
            try (LocalServer server = LocalServer.start(here, messages)) {
                return server.examine(connecting).flow(flow).run(listener);
            }
        }
        Host host = options.hosts(here).one(target);
        Diagnosis diagnosis = connecting.examine(host);
        return diagnosis.flow(flow).run(listener);
    }
}
