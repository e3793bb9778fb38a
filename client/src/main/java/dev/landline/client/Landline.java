package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.Target;
import dev.landline.engine.Connection;
import dev.landline.exec.ExecRequest.Command;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a server. Any number of commands may run on it at once, started from any threads.
 * When it ends, everything that waits on it gets a {@link ConnectionException} with the same cause.
 */
public final class Landline implements AutoCloseable {

    private final Connection connection;
    private final Optional<String> user;

    Landline(Connection connection, Optional<String> user) {
        this.connection = connection;
        this.user = user;
    }

    /**
     * Connects with the user's own key and known hosts; a host that is not known is refused.
     *
     * @param target {@code [user@]host[:port]} or {@code unix:PATH}
     * @return the connection, authorised and ready
     * @throws ConnectionException where the server cannot be reached, is not the one that is known,
     *     or refuses; its code says which
     * @throws IOException where the key cannot be read
     * @throws IllegalArgumentException where the target is not one
     */
    public static Landline connect(String target) throws IOException {
        return to(target).connect();
    }

    /**
     * The same with choices.
     *
     * @param target {@code [user@]host[:port]} or {@code unix:PATH}
     * @return what the choices are made on
     * @throws IllegalArgumentException where the target is not one
     */
    public static LandlineBuilder to(String target) {
        return to(Target.parse(target));
    }

    /**
     * The same with choices.
     *
     * @param target where the server is
     * @return what the choices are made on
     */
    public static LandlineBuilder to(Target target) {
        return new LandlineBuilder(target);
    }

    /**
     * A program and its arguments, to be run as they are, without a shell.
     *
     * @param argv the program, then its arguments
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is no program, or a NUL in a word
     */
    public Exec exec(String... argv) {
        return exec(List.of(argv));
    }

    /**
     * The same from a list.
     *
     * @param argv the program, then its arguments
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is no program, or a NUL in a word
     */
    public Exec exec(List<String> argv) {
        return new Exec(connection, new Command.Argv(argv), user);
    }

    /**
     * One string for the login shell of the remote account.
     *
     * @param command what would stand behind {@code sh -c}; never build it from foreign text
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is a NUL in it
     */
    public Exec shell(String command) {
        return new Exec(connection, new Command.Shell(command), user);
    }

    /**
     * Completes with the cause when the connection has ended, by whichever side and in whatever
     * way.
     *
     * @return always the same future; it never completes exceptionally
     */
    public CompletableFuture<ConnectionException> closed() {
        return connection.closed();
    }

    /**
     * How many commands run on the connection.
     *
     * @return 0 or more
     */
    public int running() {
        return connection.openChannels();
    }

    /**
     * Says goodbye and closes. Commands that still run are ended by the server. Returns within two
     * seconds, whatever the other side does; a second call does nothing.
     */
    @Override
    public void close() {
        connection.close();
    }

    @Override
    public String toString() {
        return "Landline[" + connection + "]";
    }
}
