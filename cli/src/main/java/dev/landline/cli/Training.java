package dev.landline.cli;

import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.client.UserFiles;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.server.LandlineServer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM make its AOT cache: makes a key and a server for {@link TrainingRun} and starts it in
 * a JVM of its own. The launcher does that after each build. Nothing stays but the cache.
 */
final class Training {

    /** The known hosts of the commands that share a connection. */
    static final String SHARED_HOSTS = "shared_hosts";

    private static final int ATTEMPTS = 1000;
    private static final long PAUSE_NANOS = 10_000_000;

    private Training() {}

    /**
     * Makes the cache.
     *
     * @param args the command that starts the JVM, up to and with its class path
     * @throws IOException where the server does not start
     * @throws InterruptedException where the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("landline-training-");
        int status;
        try {
            status = train(home, List.of(args));
        } finally {
            delete(home);
        }
        System.exit(status);
    }

    private static int train(Path home, List<String> java)
            throws IOException, InterruptedException {
        UserFiles files = UserFiles.of(name -> null, home);
        IdentityKey key = PrivateKeyFile.createIfAbsent(files.ownKey(), "training").orElseThrow();
        Files.writeString(
                files.config().resolve("authorized_keys"), key.publicKeyLine().text() + "\n");
        Map<String, String> environment = Map.of("HOME", home.toString());
        try (LandlineServer server =
                LandlineServer.builder()
                        .config(ServerConfig.defaults(ServerFiles.of(environment, home)))
                        .environment(environment)
                        .listen("tls://127.0.0.1:0")
                        .start()) {
            String target = server.addresses().getFirst().toString().replace("tls://", "");
            share(home, environment, target);
            List<String> command = new ArrayList<>(java);
            command.add(TrainingRun.class.getName());
            command.add(home.toString());
            command.add(target);
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    /** Keeps a connection for those commands of the run that share one, until this process ends. */
    private static void share(Path home, Map<String, String> environment, String target)
            throws IOException {
        Surroundings real = Surroundings.ofThisProcess();
        Surroundings own =
                new Surroundings(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        real.stderr(),
                        environment,
                        home,
                        home,
                        real.terminal(),
                        Signals.NONE,
                        real.clock());
        String hosts = home.resolve(SHARED_HOSTS).toString();
        int made = Cli.run(words("exec --accept-new --known-hosts", hosts, target, "true"), own);
        if (made != 0) {
            throw new IOException("a first connection: expected exit status 0, got " + made);
        }
        Thread.ofPlatform()
                .daemon()
                .name("landline-training-share")
                .start(() ->
                        Cli.run(words("sharing keep --idle 1h --known-hosts", hosts, target), own));
        ShareDirectory directory = ShareDirectory.of(environment::get, home);
        for (int i = 0; i < ATTEMPTS && directory.sockets().isEmpty(); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static String[] words(String first, String... more) {
        return Stream.concat(Stream.of(first.split(" ")), Stream.of(more)).toArray(String[]::new);
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
