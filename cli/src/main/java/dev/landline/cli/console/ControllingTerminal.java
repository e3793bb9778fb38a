package dev.landline.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the process was started from ({@code /dev/tty}), wherever its standard streams
 * lead to.
 */
public final class ControllingTerminal implements Terminal {

    private static final int LONGEST_LINE = 4096;
    private static final int TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final Path NOWHERE = Path.of("/dev/null");

    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,4})");

    private final Path device;
    private final Signals signals;

    /** Uses a device, normally {@code /dev/tty}; the signals are for giving the echo back. */
    public ControllingTerminal(Path device, Signals signals) {
        this.device = device;
        this.signals = signals;
    }

    @Override
    public boolean isPresent() {
        try (var opened = new FileInputStream(device.toFile())) {
            return opened.getFD().valid();
        } catch (IOException e) {
            return false;
        }
    }

    /** A character device that is not /dev/null is a terminal; nobody has other ones there. */
    @Override
    public boolean isAt(int descriptor) {
        try {
            Path stream = Path.of("/dev/fd", String.valueOf(descriptor));
            return Files.getAttribute(stream, "unix:mode") instanceof Integer mode
                    && (mode & TYPE) == CHARACTER_DEVICE
                    && !Files.getAttribute(stream, "unix:rdev")
                            .equals(Files.getAttribute(NOWHERE, "unix:rdev"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code stty size} says lines and columns. */
    @Override
    public OptionalInt columns() {
        try {
            Process stty = stty("size", Redirect.PIPE);
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher size = SIZE.matcher(said.strip());
            return size.matches()
                    ? OptionalInt.of(Integer.parseInt(size.group(1)))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public @Nullable String ask(String prompt) throws IOException {
        show(prompt);
        byte[] line = readLine();
        return line == null ? null : new String(line, StandardCharsets.UTF_8);
    }

    @Override
    public char @Nullable [] askSecret(String prompt) throws IOException {
        try (Signals.Registration _ = signals.beforeExit(this::echoOnAgain)) {
            setEcho("-echo");
            show(prompt);
            byte[] line = readLine();
            return line == null ? null : characters(line);
        } finally {
            setEcho("echo");
            show("\n");
        }
    }

    private void echoOnAgain() {
        try {
            setEcho("echo");
        } catch (IOException e) {
            // The process ends; there is nobody left to tell but a terminal without echo.
        }
    }

    private static char[] characters(byte[] line) throws IOException {
        CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
        char[] secret = new char[decoded.remaining()];
        decoded.get(secret);
        Arrays.fill(decoded.array(), '\0');
        Arrays.fill(line, (byte) 0);
        return secret;
    }

    @Override
    public void show(String text) throws IOException {
        try (var out = new FileOutputStream(device.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One line without its end; null at the end of input. Reads nothing beyond it. */
    private byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new FileInputStream(device.toFile())) {
            int b;
            while ((b = in.read()) >= 0 && b != '\n') {
                if (line.size() < LONGEST_LINE) {
                    line.write(b);
                }
            }
            return b < 0 && line.size() == 0 ? null : line.toByteArray();
        }
    }

    private void setEcho(String mode) throws IOException {
        try {
            if (stty(mode, Redirect.DISCARD).waitFor() != 0) {
                throw new IOException(
                        device + ": 'stty " + mode + "' failed, and a secret must not be shown");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for stty");
        }
    }

    private Process stty(String argument, Redirect output) throws IOException {
        return new ProcessBuilder("stty", argument)
                .redirectInput(device.toFile())
                .redirectOutput(output)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
