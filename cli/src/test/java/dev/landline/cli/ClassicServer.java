package dev.landline.cli;

import dev.landline.classic.Int32;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of one dialect on loopback that knows no commands: it answers each with what a test
 * says.
 */
public final class ClassicServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Answers answers;
    private final boolean once;

    /** What is answered, byte by byte; null ends the connection. */
    public interface Answers {
        /** The whole answer to one command. */
        byte[] to(String command) throws IOException;
    }

    public ClassicServer(Answers answers) throws IOException {
        this(answers, false);
    }

    private ClassicServer(Answers answers, boolean once) throws IOException {
        this.answers = answers;
        this.once = once;
        Thread.ofVirtual().start(this::serve);
    }

    /** Answers one command, with these bytes, and ends the connection. */
    public static ClassicServer answeringOnce(byte[] bytes) throws IOException {
        return new ClassicServer(_ -> bytes, true);
    }

    /** Answers of the int32 dialect: what a test says, framed. */
    public static byte[] int32(byte[] body) {
        byte[] answer = new byte[Int32.BYTES + body.length];
        System.arraycopy(Int32.bytes(body.length), 0, answer, 0, Int32.BYTES);
        System.arraycopy(body, 0, answer, Int32.BYTES, body.length);
        return answer;
    }

    /** Answers of the json dialect. */
    public static byte[] json(String header, String body) {
        byte[] framed = int32(header.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] answer = Arrays.copyOf(framed, framed.length + bytes.length);
        System.arraycopy(bytes, 0, answer, framed.length, bytes.length);
        return answer;
    }

    private void serve() {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            byte[] buffer = new byte[65_536];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                String command = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                commands.add(command);
                byte[] answer = answers.to(command);
                if (answer == null) {
                    return;
                }
                out.write(answer);
                if (once) {
                    return;
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** What arrived, a read each, its bytes as characters. */
    public List<String> commands() {
        return commands;
    }

    /** Its address. */
    public String speaking(String dialect) {
        return dialect + "://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
