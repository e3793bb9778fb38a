package dev.landline.client.diagnosis;

import dev.landline.ConnectionException;
import dev.landline.Target;
import dev.landline.client.ClientIdentity;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.socket.SocketConnector;
import dev.landline.engine.Connection;
import dev.landline.engine.Deadline;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import dev.landline.link.Tls;
import dev.landline.link.TlsLink;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to a server over TCP and TLS, step by step; the first that fails is the last. */
record HostExamination(
        Target.Host host,
        Diagnosis.Identity identity,
        HostKeyPolicy hostKeys,
        Duration timeout,
        Supplier<? extends Thread.Builder> threads,
        Measuring measuring) {

    /** Without a key the way is looked at as far as it goes without one. */
    void run(Course course) throws InterruptedException {
        IdentityKey key = key(course);
        HeardSocket socket = connect(course);
        if (socket == null) {
            return;
        }
        if (key == null) {
            close(socket);
            return;
        }
        TlsLink link = secure(socket, key, course);
        if (link == null) {
            return;
        }
        WindowWatch windows = measuring.windows();
        Connection connection;
        try {
            connection = measuring.greet(link, windows, course);
        } catch (IOException e) {
            course.failed(refusals().notGreeted(Measuring.connection(e), key));
            return;
        }
        measuring.measure(connection, windows, course);
    }

    private Refusals refusals() {
        return new Refusals(host, timeout);
    }

    private @Nullable IdentityKey key(Course course) {
        try {
            Optional<IdentityKey> found = identity.find();
            found.ifPresentOrElse(
                    key -> course.did(new Step.Key(key.fingerprint(), key.source())),
                    () -> course.failed(Refusals.noKey()));
            return found.orElse(null);
        } catch (IOException e) {
            course.failed(Refusals.noKey(e));
            return null;
        }
    }

    private @Nullable HeardSocket connect(Course course) {
        long began = System.nanoTime();
        InetAddress[] addresses;
        try {
            addresses = SocketConnector.addresses(host.host());
        } catch (ConnectionException e) {
            course.failed(Refusals.unknownName(e));
            return null;
        }
        course.did(
                new Step.LookUp(
                        host.host(),
                        Arrays.stream(addresses).map(InetAddress::getHostAddress).toList(),
                        since(began)));
        List<Step.Attempt> attempts = new ArrayList<>();
        for (InetAddress address : addresses) {
            HeardSocket socket = new HeardSocket();
            Step.Attempt attempt = attempt(socket, address);
            attempts.add(attempt);
            course.did(attempt);
            if (attempt.failure().isEmpty()) {
                return socket;
            }
            close(socket);
        }
        course.failed(refusals().unreachable(attempts));
        return null;
    }

    private Step.Attempt attempt(HeardSocket socket, InetAddress address) {
        String literal = address.getHostAddress();
        String name =
                (literal.indexOf(':') < 0 ? literal : "[" + literal + "]") + ":" + host.port();
        long began = System.nanoTime();
        try {
            socket.connect(
                    new InetSocketAddress(address, host.port()),
                    Math.toIntExact(timeout.toMillis()));
            return new Step.Attempt(name, since(began), Optional.empty());
        } catch (IOException e) {
            return new Step.Attempt(name, since(began), Optional.of(refusals().attempt(e)));
        }
    }

    private @Nullable TlsLink secure(HeardSocket socket, IdentityKey key, Course course) {
        long began = System.nanoTime();
        Deadline deadline =
                Deadline.start(
                        threads.get().name("landline-connect-deadline"),
                        timeout,
                        () -> close(socket));
        try (deadline) {
            TlsLink link =
                    new Tls(
                                    ClientIdentity.of(key).tls(),
                                    hostKey -> hostKeys.check(host, hostKey),
                                    new SecureRandom(),
                                    Framing.ALPN)
                            .connect(socket, host.host(), host.port());
            course.did(
                    new Step.Secured(
                            link.cipherSuite(),
                            link.cipherProvider(),
                            Fingerprint.of(link.peerKey()),
                            since(began)));
            return link;
        } catch (ConnectionException e) {
            course.failed(refusals().notSecured(e, deadline.passed(), socket.heard()));
            return null;
        } catch (KeyFormatException e) {
            course.failed(Refusals.noKey(e));
            return null;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void close(HeardSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }
}
