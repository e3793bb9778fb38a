package dev.landline.cli;

import dev.landline.client.UserFiles;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.server.LandlineServer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Has the JVM make its AOT cache: makes a key and a server for {@link TrainingRun} and starts it in
 * a JVM of its own. The launcher does that after each build. Nothing stays but the cache.
 */
final class Training {

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
            List<String> command = new ArrayList<>(java);
            command.add(TrainingRun.class.getName());
            command.add(home.toString());
            command.add(server.addresses().getFirst().toString().replace("tls://", ""));
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
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
