package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Limits;
import dev.landline.client.Landline;
import dev.landline.server.config.StartupLimits;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand connections that say nothing, from many addresses, while somebody has work to do.
 */
class SilentCrowdTest {

    private static final int CONNECTIONS = 10_000;
    private static final int ATTACKERS = 8;
    private static final int BATCH = 125;
    private static final Duration DEADLINE = Duration.ofMillis(250);

    @Test
    void theyAreDroppedAndWhoeverTriesAgainGetsThrough() throws Exception {
        AtomicLong dropped = new AtomicLong();
        AtomicInteger late = new AtomicInteger();
        try (Victim victim =
                Victim.ready(
                        TestServer.with()
                                .limits(Limits.DEFAULTS.withHandshake(DEADLINE))
                                .startups(StartupLimits.DEFAULTS)
                                .events(event -> {
                                    switch (event) {
                                        case ServerEvent.Dropped some ->
                                                dropped.addAndGet(some.count());
                                        case ServerEvent.Refused _ -> late.incrementAndGet();
                                        default -> {}
                                    }
                                }))) {
            List<Background<Integer>> attackers = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                int attacker = i;
                attackers.add(Background.of(() -> crowd(victim.server.address(), attacker)));
            }
            int served = 0;
            while (attackers.stream().anyMatch(attacker -> !attacker.isDone())) {
                served += tryAgainAndAgain(victim.server) ? 1 : 0;
            }
            int connected = 0;
            for (Background<Integer> attacker : attackers) {
                connected += attacker.get();
            }
            assertThat(connected).isEqualTo(CONNECTIONS);
            assertThat(served).as("commands run in the middle of it").isPositive();
            assertThat(late.get()).as("held until the deadline").isPositive();
            dev.landline.testing.behaviour.Eventually.until(
                    "each of them was dropped or late",
                    () -> dropped.get() + late.get() >= CONNECTIONS);
        }
    }

    /** Opens connections in batches, says nothing, and waits until all of a batch are closed. */
    private static int crowd(InetSocketAddress server, int attacker) throws IOException {
        int opened = 0;
        for (int batch = 0; batch < CONNECTIONS / ATTACKERS / BATCH; batch++) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                InetAddress from =
                        InetAddress.getByAddress(
                                new byte[] {127, 0, (byte) (1 + attacker), (byte) (1 + i % 100)});
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setSoTimeout(20_000);
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(server);
                opened++;
            }
            for (Socket socket : sockets) {
                awaitEnd(socket);
            }
        }
        return opened;
    }

    private static void awaitEnd(Socket socket) throws IOException {
        try (socket) {
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("expected the end, got a byte");
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (java.net.SocketException e) {
            // Reset: closed as well.
        }
    }

    private static boolean tryAgainAndAgain(TestServer server) {
        try (Landline client = server.client().timeout(Duration.ofSeconds(5)).connect()) {
            return client.exec("true").run().status().success();
        } catch (IOException e) {
            return false;
        }
    }
}
