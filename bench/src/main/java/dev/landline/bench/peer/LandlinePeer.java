package dev.landline.bench.peer;

import dev.landline.ExitStatus;
import dev.landline.Target;
import dev.landline.client.ExecResult;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.RunningCommand;
import dev.landline.client.call.Named;
import dev.landline.client.call.RunningCall;
import dev.landline.identity.Fingerprint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Landline's own client. */
final class LandlinePeer implements Peer {

    private final LandlineBuilder builder;

    LandlinePeer(Place place, Supplier<? extends Thread.Builder> threads) throws IOException {
        builder =
                Landline.to(new Target.Host(Optional.of(place.user()), place.host(), place.port()))
                        .key(place.key())
                        .threads(threads)
                        .hostKeys(HostKeyPolicy.pinned(Fingerprint.of(place.hostKey().key())));
    }

    @Override
    public Session open() throws IOException {
        return new Line(builder.connect());
    }

    @Override
    public void close() {
        // Connections are all that there is.
    }

    private record Line(Landline line) implements Session {

        @Override
        public byte[] run(String... words) throws IOException {
            ExecResult result = line.exec(words).run();
            if (!result.status().equals(new ExitStatus.Exited(0))) {
                throw new IOException(words[0] + ": expected status 0, got " + result.status());
            }
            return result.stdout();
        }

        @Override
        public Exchange exchange(String way) throws IOException {
            return switch (way) {
                case "cat" -> {
                    RunningCommand cat = command("cat");
                    yield new Exchange.Streams(cat.stdin(), cat.stdout(), cat);
                }
                case "echo" -> {
                    RunningCall call = line.call("stream").inputByHand().start();
                    yield new Exchange.Streams(call.input(), call.output(), call);
                }
                case "call" -> new Calls(line.handlers(Echoing.class));
                default -> throw new IllegalArgumentException("unknown way: " + way);
            };
        }

        private RunningCommand command(String word) throws IOException {
            try {
                return line.exec(word).start();
            } catch (TimeoutException e) {
                throw new IOException(e);
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
        }

        @Override
        public void close() {
            line.close();
        }
    }

    /** What the server offers under the name {@code echo}. */
    interface Echoing {

        /**
         * Asks for the same back.
         *
         * @param text any
         * @return the same
         * @throws IOException where there is no answer
         */
        String echo(@Named("text") String text) throws IOException;
    }

    private record Calls(Echoing echoing) implements Exchange {

        @Override
        public byte[] ask(byte[] question) throws IOException {
            return echoing.echo(new String(question, StandardCharsets.US_ASCII))
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public void close() {
            // Each call has ended.
        }
    }
}
