package dev.landline.bench.server;

import dev.landline.identity.Fingerprint;
import dev.landline.identity.KeyFormatException;
import dev.landline.identity.PublicKeyLine;
import dev.landline.server.LandlineServer;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.CallAccess;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.auth.SettingsAccess;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.ListenAddress.TlsAddress;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.Handles;
import dev.landline.server.handler.Parameter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;

/** A Landline server as a part of a program: it answers calls, and runs commands. */
final class LandlineSide {

    private LandlineSide() {}

    static Server.Listening start(Path directory) throws IOException {
        ServerFiles files = new ServerFiles(directory, directory, directory);
        // All connections come from one address here, unlike those of as many users.
        Files.writeString(
                files.configFile(),
                """
                host_key = "%s/host"
                [startups]
                begin = 1000
                full = 1000
                per_address = 1000
                """
                        .formatted(directory));
        LandlineServer server =
                LandlineServer.builder()
                        .config(ConfigSource.file(files.configFile(), files))
                        .listen("tls://127.0.0.1:0")
                        .authorizer(new One(PublicKeyLine.read(directory.resolve("key.pub")).key()))
                        .handlers(new Echo())
                        .handler(new Stream())
                        .start();
        return new Server.Listening(((TlsAddress) server.addresses().getFirst()).port());
    }

    /** Whoever has the key. */
    private record One(PublicKey allowed) implements Authorizer {

        @Override
        public Decision authorize(PublicKey key, InetAddress client) {
            if (!allowed.equals(key)) {
                return new Decision.Denied("another key");
            }
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

    /** Answers a call with what it is given. */
    public static final class Echo {

        /**
         * Answers.
         *
         * @param text any
         * @return the same
         */
        @Handles("echo")
        public String echo(@Parameter("text") String text) {
            return text;
        }
    }

    /** Answers, byte by byte as they come, for as long as the call goes on. */
    private static final class Stream implements Handler {

        @Override
        public HandlerDescription description() {
            return HandlerDescription.raw("stream", "what it is given");
        }

        @Override
        public void handle(Call call) throws IOException {
            byte[] chunk = new byte[1 << 14];
            int count;
            while ((count = call.input().read(chunk)) >= 0) {
                call.output().write(chunk, 0, count);
                call.output().flush();
            }
        }
    }
}
