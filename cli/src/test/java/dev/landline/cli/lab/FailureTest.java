package dev.landline.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where there is no network. */
class FailureTest {

    private static final class NoListener extends ObservedSockets {
        @Override
        public ServerSocket listener() throws IOException {
            throw new SocketException("no sockets today");
        }
    }

    @Test
    void socketsThatCannotBeUsedAreAFailureThatNamesTheExperiment() {
        NoListener sockets = new NoListener();
        StringWriter out = new StringWriter();
        LabCommand lab = new LabCommand(nowhere(), new PrintWriter(out), sockets);

        assertThatThrownBy(lab::call)
                .isInstanceOf(Complaint.class)
                .hasMessage("glue: the sockets could not be used: no sockets today");
        assertThat(sockets.near).isNotEmpty().allMatch(Socket::isClosed);
        assertThat(out.toString()).isEmpty();
    }

    private static Surroundings nowhere() {
        return new Surroundings(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Map.of(),
                Path.of("/nowhere"),
                Path.of("/nowhere"),
                Terminal.NONE,
                Signals.NONE,
                InstantSource.system());
    }
}
