package dev.landline.testing.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Servers of each kind, each started when it is first asked for, for all tests of a class. */
final class Servers implements AutoCloseable {

    /** Who has written it. */
    enum Kind {
        LANDLINE,
        PYTHON
    }

    private record Key(Kind kind, Dialect dialect, boolean datagrams, Charset charset) {}

    private record Running(ClassicAddress address, AutoCloseable server) {}

    private final Map<Key, Running> running = new HashMap<>();

    /** Where a server of this kind listens. */
    ClassicAddress of(Kind kind, Dialect dialect, Charset charset) throws Exception {
        return of(new Key(kind, dialect, false, charset));
    }

    /** Where a server of this kind answers datagrams. */
    ClassicAddress datagrams(Kind kind) throws Exception {
        return of(new Key(kind, Dialect.UPPER, true, StandardCharsets.UTF_8));
    }

    private ClassicAddress of(Key key) throws Exception {
        Running server = running.get(key);
        if (server == null) {
            server = start(key);
            running.put(key, server);
        }
        return server.address();
    }

    private static Running start(Key key) throws Exception {
        return switch (key.kind()) {
            case LANDLINE -> {
                var server = OurServer.start(at(key, 0), key.charset());
                yield new Running(server.address(), server);
            }
            case PYTHON -> {
                String script =
                        key.dialect().scheme() + (key.datagrams() ? "_udp" : "") + "_server.py";
                var server = Python.serve(Python.example(script), key.charset().name());
                yield new Running(at(key, server.port()), server);
            }
        };
    }

    private static ClassicAddress at(Key key, int port) {
        return key.datagrams()
                ? new ClassicAddress.Udp("127.0.0.1", port)
                : tcp(key.dialect(), port);
    }

    static ClassicAddress tcp(Dialect dialect, int port) {
        return new ClassicAddress.Tcp(dialect, "127.0.0.1", port);
    }

    @Override
    public void close() throws Exception {
        for (Running server : running.values()) {
            server.server().close();
        }
    }
}
