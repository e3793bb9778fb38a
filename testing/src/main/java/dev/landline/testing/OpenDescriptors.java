package dev.landline.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this process has open, as Linux shows it: {@code socket:[4711]}, {@code pipe:[4712]}. */
final class OpenDescriptors {

    private static final Path FOLDER = Path.of("/proc/self/fd");

    private OpenDescriptors() {}

    static List<String> now() throws IOException {
        List<String> open = new ArrayList<>();
        if (!Files.isDirectory(FOLDER)) {
            return open;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(FOLDER)) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (!belongsToTheJvm(target)) {
                        open.add(target);
                    }
                } catch (NoSuchFileException e) {
                    // Closed since it was listed.
                }
            }
        }
        return open;
    }

    /**
     * Class files, sources of chance and the folder that is being listed come and go by themselves.
     */
    private static boolean belongsToTheJvm(String target) {
        return target.endsWith(".jar")
                || target.startsWith(System.getProperty("java.home"))
                || target.startsWith("/proc/")
                || (target.startsWith("/dev/") && !target.endsWith("/ptmx"));
    }

    /**
     * The JVM opens a few descriptors when a socket is used for the first time on a virtual thread,
     * and keeps them. They are not a leak of whoever comes first.
     */
    static void openWhatStaysOpen() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            Thread reader = Thread.ofVirtual().start(() -> readFrom(listener.getLocalPort()));
            try (Socket accepted = listener.accept()) {
                accepted.getOutputStream().write(1);
            }
            reader.join();
            SocketChannel.open(new InetSocketAddress(loopback, listener.getLocalPort())).close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readFrom(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            while (socket.getInputStream().read() >= 0) {
                // until the other side closes
            }
        } catch (IOException e) {
            // All that was wanted is the attempt.
        }
    }
}
