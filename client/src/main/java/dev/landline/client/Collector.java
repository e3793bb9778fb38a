package dev.landline.client;

import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Feeds a running command and collects its output, each stream on a thread of its own. */
final class Collector {

    private static final int CHUNK = 16 * 1024;

    private final RunningCommand command;
    private final long max;

    Collector(RunningCommand command, long max) {
        this.command = command;
        this.max = max;
    }

    ExecResult collect(InputStream stdin) throws IOException, InterruptedException {
        FutureTask<Void> feeder = start("stdin", () -> feed(stdin));
        FutureTask<byte[]> stderr = start("stderr", () -> read("stderr", command.stderr()));
        byte[] stdout = read("stdout", command.stdout());
        byte[] messages = get(stderr);
        ExitStatus status = command.waitFor();
        feeder.cancel(true); // a source that never ends must not hold up a command that has
        if (feeder.state() == Future.State.FAILED) {
            get(feeder);
        }
        return new ExecResult(status, stdout, messages, command.reason());
    }

    private Void feed(InputStream source) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (var stdin = command.stdin()) {
            int count;
            while ((count = source.read(chunk)) >= 0) {
                stdin.write(chunk, 0, count);
            }
        } catch (LandlineException e) {
            // The command or the connection has ended; whoever reads the output hears of it.
        } catch (IOException e) {
            command.cancel();
            throw e;
        }
        return null;
    }

    private byte[] read(String stream, InputStream source) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int count;
        while ((count = source.read(chunk)) >= 0) {
            if (all.size() + (long) count > max) {
                command.cancel();
                throw new IOException(
                        "the command wrote more than "
                                + max
                                + " bytes to "
                                + stream
                                + "; raise maxOutput, or use start() and read the stream");
            }
            all.write(chunk, 0, count);
        }
        return all.toByteArray();
    }

    private static <T> FutureTask<T> start(String purpose, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().name("landline-collect-" + purpose).start(task);
        return task;
    }

    private static <T> T get(FutureTask<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                case null, default -> throw new CompletionException(e.getCause());
            }
        }
    }
}
