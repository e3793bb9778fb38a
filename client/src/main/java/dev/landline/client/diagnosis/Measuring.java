package dev.landline.client.diagnosis;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.diagnosis.Failure.Stage;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.info.InfoRequest;
import dev.landline.link.Link;
import dev.landline.probe.ProbeRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Greets the server over a link that is there, and measures what can be measured.
 *
 * @param limits what this side allows
 * @param trace sees every frame
 * @param threads the kind of thread that the connection runs on
 * @param clock this machine's clock
 * @param patience how long each answer may take
 * @param flow for how long bytes are sent each way; zero for not at all
 */
record Measuring(
        Limits limits,
        FrameListener trace,
        Supplier<? extends Thread.Builder> threads,
        InstantSource clock,
        Duration patience,
        Duration flow) {

    private static final String CONNECTION = "c1";

    /** One measurement. */
    @FunctionalInterface
    private interface Measurement {
        Step measure() throws IOException, InterruptedException;
    }

    WindowWatch windows() {
        return new WindowWatch(trace);
    }

    Connection greet(Link link, WindowWatch windows, Course course) throws IOException {
        long began = System.nanoTime();
        Connection connection =
                Connection.connect(
                        link,
                        new Connection.Settings(
                                CONNECTION,
                                LandlineBuilder.SOFTWARE,
                                limits,
                                List.of(),
                                Optional.empty(),
                                windows,
                                threads));
        course.did(
                new Step.Greeted(
                        connection.peer().software(),
                        connection.peer().version(),
                        Duration.ofNanos(System.nanoTime() - began)));
        return connection;
    }

    /** Measures and closes the connection. */
    void measure(Connection connection, WindowWatch windows, Course course)
            throws InterruptedException {
        Probing probing = new Probing(connection, clock, patience);
        FlowProbe flows = new FlowProbe(probing, windows, flow, threads);
        try (connection) {
            course.did(probing.roundTrips());
            tryTo(InfoRequest.SERVICE, () -> askTwice(probing), course);
            if (flow.isPositive() && tryTo(ProbeRequest.SERVICE, flows::down, course)) {
                tryTo(ProbeRequest.SERVICE, flows::up, course);
            }
        } catch (IOException e) {
            course.failed(Refusals.broken(Stage.MEASURE, connection(e)));
        }
    }

    /** The first answer finds classes to be loaded on both sides. */
    private static Step askTwice(Probing probing) throws IOException, InterruptedException {
        var _ = probing.ask();
        return probing.ask();
    }

    /** A server may not have it, or not allow it; that is no failure of the connection. */
    private static boolean tryTo(String service, Measurement measurement, Course course)
            throws IOException, InterruptedException {
        try {
            course.did(measurement.measure());
            return true;
        } catch (ChannelException e) {
            course.did(new Step.Missing(service, String.valueOf(e.getMessage())));
            return false;
        }
    }

    static ConnectionException connection(IOException e) {
        return e instanceof ConnectionException known
                ? known
                : new ConnectionException(
                        ErrorCode.CONNECTION_LOST, String.valueOf(e.getMessage()), null, e);
    }
}
