package dev.landline.testing.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.server.classic.ClassicServer;
import dev.landline.server.classic.ClassicServerBuilder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Our server, in this process. */
record OurServer(ClassicServer server) implements AutoCloseable {

    static OurServer start(ClassicAddress address, Charset charset) throws IOException {
        return new OurServer(builder(address, charset).start());
    }

    static OurServer start(ClassicAddress address, Charset charset, Path uploads)
            throws IOException {
        return new OurServer(builder(address, charset).uploads(uploads).start());
    }

    private static ClassicServerBuilder builder(ClassicAddress address, Charset charset) {
        return ClassicServer.builder().listen(address).charset(charset);
    }

    ClassicAddress address() {
        return server.addresses().getFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
