package dev.landline.server;

import dev.landline.server.account.CommandAccounts;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.file.FileServices;
import dev.landline.server.listen.Admission;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.session.Sessions;
import java.time.Duration;
import java.util.function.Function;

/** The configuration that a server runs by, and the parts that hear of another one. */
final class RunningConfig {

    private static final Duration KILL_WAIT = Duration.ofSeconds(5);

    private final Admission admission;
    private final CommandAccounts accounts;
    private final Sessions sessions;
    private final FileServices files;
    private final Function<ServerConfig, Authorizer> gates;
    private ServerConfig current;
    private Authorizer gate;

    /**
     * Takes the parts.
     *
     * @param current what they have been made with
     * @param gate the gate that goes with it
     * @param gates makes another gate, where access or the files of keys differ
     */
    RunningConfig(
            ServerConfig current,
            Authorizer gate,
            Admission admission,
            CommandAccounts accounts,
            Sessions sessions,
            FileServices files,
            Function<ServerConfig, Authorizer> gates) {
        this.current = current;
        this.gate = gate;
        this.admission = admission;
        this.accounts = accounts;
        this.sessions = sessions;
        this.files = files;
        this.gates = gates;
    }

    static GracePeriods grace(ServerConfig config) {
        return new GracePeriods(config.hangupGrace(), config.terminateGrace(), KILL_WAIT);
    }

    /** Makes a configuration hold for what comes from now on. For one thread at a time. */
    void become(ServerConfig config) {
        if (!config.access().equals(current.access())
                || !config.authorizedKeys().equals(current.authorizedKeys())) {
            gate = gates.apply(config);
        }
        current = config;
        int umask = config.accounts().umask();
        accounts.umask(umask);
        files.umask(umask);
        sessions.change(config.sessions(), grace(config), config.outputDrain());
        admission.change(gate, config.startups(), config.limits().handshake());
    }
}
