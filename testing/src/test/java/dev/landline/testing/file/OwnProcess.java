package dev.landline.testing.file;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Servers and copies in processes of their own, which can be killed. {@code serve} says where it
 * listens, {@code put TARGET SOURCE DESTINATION LIMIT} copies there, and {@code both SOURCE THERE
 * BACK} does all of it, and gets back what was put.
 */
final class OwnProcess {

    private OwnProcess() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        switch (arguments[0]) {
            case "serve" -> {
                try (TestServer server = TestServer.start()) {
                    System.out.println(server.unixTarget());
                    var _ = System.in.read();
                }
            }
            case "put" -> {
                try (Landline line = Landline.to(rest.get(0)).connect()) {
                    say(
                            line.put(List.of(Path.of(rest.get(1))), rest.get(2))
                                    .recursive(true)
                                    .limit(Long.parseLong(rest.get(3)))
                                    .run());
                }
            }
            default -> {
                try (TestServer server = TestServer.start();
                        Landline line = server.connect()) {
                    say(
                            line.put(List.of(Path.of(rest.get(0))), rest.get(1))
                                    .recursive(true)
                                    .flush(false)
                                    .run());
                    say(
                            line.get(List.of(rest.get(1)), Path.of(rest.get(2)))
                                    .recursive(true)
                                    .flush(false)
                                    .run());
                }
            }
        }
    }

    private static void say(TransferResult result) {
        System.out.println(result);
        if (!result.isComplete()) {
            System.exit(1);
        }
    }

    /** Starts one in a small heap, with a folder for what it leaves behind when it is killed. */
    static Process start(Path folder, String... arguments) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                path(),
                                OwnProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String path() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        String own =
                Path.of(
                                OwnProcess.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .toString();
        String tests = Path.of("target/test-classes").toAbsolutePath().toString();
        return String.join(java.io.File.pathSeparator, tests, own, modules, classes);
    }
}
