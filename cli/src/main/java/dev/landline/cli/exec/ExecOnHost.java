package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.cli.fan.OnHost;
import dev.landline.cli.fan.output.HostOutput;
import dev.landline.client.Exec;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.fleet.SpooledInput;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** A command on each of many hosts. Each gets the same input. */
final class ExecOnHost implements OnHost {

    private static final int CHUNK = 64 * 1024;

    private final Commands commands;
    private final Optional<SpooledInput> input;
    private final boolean detached;

    /** Makes the command for a connection. */
    interface Commands {
        Exec on(Landline landline) throws IOException;
    }

    /**
     * Prepares it.
     *
     * @param input what each command reads; empty for nothing
     * @param detached whether it is only started, and its session's id is its output
     */
    ExecOnHost(Commands commands, Optional<SpooledInput> input, boolean detached) {
        this.commands = commands;
        this.input = input;
        this.detached = detached;
    }

    @Override
    public Outcome<Done> run(Host host, Landline landline, HostOutput output)
            throws IOException, InterruptedException, TimeoutException {
        Exec exec = commands.on(landline);
        if (detached) {
            String id = exec.detach();
            output.stdout().write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            return OK;
        }
        try (RunningCommand command = exec.start()) {
            FutureTask<Void> feeder = start("stdin", host, () -> feed(command));
            FutureTask<Void> messages =
                    start("stderr", host, () -> carry(command.stderr(), output.stderr()));
            carry(command.stdout(), output.stdout());
            messages.get();
            ExitStatus status = command.waitFor();
            feeder.cancel(true);
            return Outcome.of(status, command.reason(), new Done());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        }
    }

    private static FutureTask<Void> start(String what, Host host, Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofVirtual().name("landline-fan-" + host.name() + "-" + what).start(task);
        return task;
    }

    private Void feed(RunningCommand command) throws IOException {
        try (OutputStream stdin = command.stdin()) {
            if (input.isPresent()) {
                try (InputStream own = input.get().open()) {
                    own.transferTo(stdin);
                }
            }
        } catch (LandlineException e) {
            // The command or the connection has ended; whoever reads the output hears of it.
        } catch (IOException e) {
            command.cancel();
            throw e;
        }
        return null;
    }

    private static Void carry(InputStream remote, OutputStream local) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count;
        while ((count = remote.read(chunk)) >= 0) {
            local.write(chunk, 0, count);
        }
        return null;
    }
}
