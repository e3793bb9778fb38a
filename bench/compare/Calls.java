import dev.landline.Target;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.client.call.Named;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import dev.landline.server.LandlineServer;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.CallAccess;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.auth.SettingsAccess;
import dev.landline.server.config.ListenAddress.TlsAddress;
import dev.landline.server.handler.Handles;
import dev.landline.server.handler.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * Times calls on one connection over loopback, with TLS, server and client in this process: alone
 * and beside a transfer of as many bytes as go through. A JSON line for each: {@code Calls CALLS}.
 */
public final class Calls {

    private static final int WARM_UP = 5_000;

    private Calls() {}

    /** What is called. */
    public static final class Sums {
        @Handles("add")
        public long add(@Parameter("a") long a, @Parameter("b") long b) {
            return a + b;
        }
    }

    /** Whoever comes to a port that nobody knows, for as long as this runs. */
    private static final class Anybody implements Authorizer {
        @Override
        public Decision authorize(PublicKey key, InetAddress client) {
            try {
                return new Decision.Granted(
                        new Grant(
                                new Identity.Key(Fingerprint.of(key), "bench"),
                                AccessRules.SERVICES,
                                List.of(AccountGrant.OWN),
                                CallAccess.ALL,
                                SettingsAccess.NOTHING));
            } catch (KeyFormatException e) {
                return new Decision.Denied(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public Decision authorize(long uid, String name) {
            return new Decision.Denied("there is no socket");
        }
    }

    interface Calling {
        long add(@Named("a") long a, @Named("b") long b) throws IOException;
    }

    public static void main(String[] args) throws Exception {
        int calls = Integer.parseInt(args[0]);
        IdentityKey key = IdentityKey.generate("bench");
        try (var server =
                        LandlineServer.builder()
                                .listen("tls://127.0.0.1:0")
                                .hostKey(IdentityKey.generate("bench"))
                                .authorizer(new Anybody())
                                .handlers(new Sums())
                                .start();
                var line = connect(server, key)) {
            Calling sums = line.handlers(Calling.class);
            time(sums, WARM_UP, 8);
            for (int callers : new int[] {1, 50}) {
                report("alone", callers, time(sums, calls, callers), 0);
            }
            for (int callers : new int[] {1, 50}) {
                try (RunningCommand endless = line.exec("cat", "/dev/zero").start()) {
                    long[] bytes = new long[1];
                    Thread reader = Thread.ofVirtual().start(() -> drain(endless, bytes));
                    long[] nanos = time(sums, calls, callers);
                    endless.cancel();
                    reader.join();
                    report("beside a transfer", callers, nanos, bytes[0]);
                }
            }
        }
    }

    private static Landline connect(LandlineServer server, IdentityKey key) throws IOException {
        int port = ((TlsAddress) server.addresses().getFirst()).port();
        return Landline.to(new Target.Host(Optional.empty(), "127.0.0.1", port))
                .key(key)
                .hostKeys(HostKeyPolicy.pinned(server.fingerprint()))
                .connect();
    }

    private static void drain(RunningCommand endless, long[] bytes) {
        byte[] chunk = new byte[1 << 16];
        try {
            int count;
            while ((count = endless.stdout().read(chunk)) >= 0) {
                bytes[0] += count;
            }
        } catch (IOException e) {
            // It was cancelled.
        }
    }

    /** How long each call took, and last all of them together. */
    private static long[] time(Calling sums, int calls, int callers) throws Exception {
        long began = System.nanoTime();
        List<FutureTask<long[]>> tasks = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            FutureTask<long[]> task = new FutureTask<>(() -> calls(sums, calls / callers));
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        long[] all = new long[calls / callers * callers + 1];
        int at = 0;
        for (FutureTask<long[]> task : tasks) {
            long[] some = task.get();
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        Arrays.sort(all, 0, at);
        all[at] = System.nanoTime() - began;
        return all;
    }

    private static long[] calls(Calling sums, int count) throws IOException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            if (sums.add(i, 1) != i + 1L) {
                throw new AssertionError("a wrong answer");
            }
            nanos[i] = System.nanoTime() - began;
        }
        return nanos;
    }

    private static void report(String what, int callers, long[] nanos, long bytes) {
        int count = nanos.length - 1;
        double seconds = nanos[count] / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"what\":\"%s\",\"callers\":%d,\"calls\":%d,\"rate\":%.0f,\"p50\":%.3f,"
                        + "\"p99\":%.3f,\"max\":%.3f,\"transfer\":%.0f}%n",
                what,
                callers,
                count,
                count / seconds,
                nanos[count / 2] / 1e6,
                nanos[count * 99 / 100] / 1e6,
                nanos[count - 1] / 1e6,
                bytes / seconds / 1e6);
    }
}
