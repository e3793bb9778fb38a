package dev.landline.client.diagnosis;

import dev.landline.ConnectionException;
import dev.landline.Target;
import dev.landline.client.diagnosis.Failure.Stage;
import dev.landline.client.socket.SocketConnector;
import dev.landline.engine.Connection;
import dev.landline.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The way to a server at a Unix socket: no name, no TLS, no keys. */
record UnixExamination(Target.UnixSocket target, Duration timeout, Measuring measuring) {

    void run(Course course) throws InterruptedException {
        long began = System.nanoTime();
        Link link;
        try {
            link =
                    new SocketConnector(
                                    timeout,
                                    "is a server listening there? landline serve --listen "
                                            + target)
                            .unix(target.path(), target.toString());
        } catch (ConnectionException e) {
            course.did(attempt(began, Optional.of(String.valueOf(e.getMessage()))));
            course.failed(Refusals.broken(Stage.CONNECT, e));
            return;
        }
        course.did(attempt(began, Optional.empty()));
        WindowWatch windows = measuring.windows();
        Connection connection;
        try {
            connection = measuring.greet(link, windows, course);
        } catch (IOException e) {
            course.failed(Refusals.notGreeted(Measuring.connection(e)));
            return;
        }
        measuring.measure(connection, windows, course);
    }

    private Step.Attempt attempt(long began, Optional<String> failure) {
        return new Step.Attempt(
                target.toString(), Duration.ofNanos(System.nanoTime() - began), failure);
    }
}
