package dev.landline.cli.classic;

import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Commands on standard input, a line each, in UTF-8. */
final class Script {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String QUIT = "quit";

    private final InputStream input;
    private final Exchange exchange;
    private final Messages messages;

    Script(InputStream input, Exchange exchange, Messages messages) {
        this.input = new BufferedInputStream(input);
        this.exchange = exchange;
        this.messages = messages;
    }

    /**
     * Runs line after line until the input ends, a line is {@code quit}, or one fails.
     *
     * @return the exit status
     * @throws BrokenOutput where nobody reads the answers any more
     */
    int run() throws BrokenOutput {
        int number = 0;
        try {
            byte[] line;
            while ((line = next()) != null) {
                number++;
                String command = text(line).strip();
                if (command.equals(QUIT)) {
                    return DONE;
                }
                if (!command.isEmpty()) {
                    exchange.show(command);
                }
            }
            return DONE;
        } catch (BrokenOutput e) {
            throw e;
        } catch (Complaint | IOException | RuntimeException e) {
            messages.failure("line " + number, e);
            return FAILED;
        }
    }

    private byte @Nullable [] next() throws Complaint {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int b;
            while ((b = input.read()) >= 0 && b != '\n') {
                line.write(b);
            }
            return b < 0 && line.size() == 0 ? null : line.toByteArray();
        } catch (IOException e) {
            throw new Complaint("cannot read standard input: " + e.getMessage());
        }
    }

    private static String text(byte[] line) throws Complaint {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new Complaint(
                    "expected a command in UTF-8, got other bytes",
                    "iconv -t UTF-8; --charset is for what goes to the server");
        }
    }
}
