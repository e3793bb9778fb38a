package dev.landline.client;

import dev.landline.ExitStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How a command ended and what it wrote. Immutable. */
public final class ExecResult {

    private final ExitStatus status;
    private final byte[] stdout;
    private final byte[] stderr;
    private final Optional<String> reason;

    ExecResult(ExitStatus status, byte[] stdout, byte[] stderr, Optional<String> reason) {
        this.status = status;
        this.stdout = stdout;
        this.stderr = stderr;
        this.reason = reason;
    }

    /**
     * How it ended.
     *
     * @return any status but {@link ExitStatus.Lost}
     */
    public ExitStatus status() {
        return status;
    }

    /**
     * Why the server ended the command, where it did.
     *
     * @return {@code timeout}, {@code cancelled} or {@code abandoned}
     */
    public Optional<String> reason() {
        return reason;
    }

    /**
     * Its output.
     *
     * @return a copy
     */
    public byte[] stdout() {
        return stdout.clone();
    }

    /**
     * Its messages.
     *
     * @return a copy
     */
    public byte[] stderr() {
        return stderr.clone();
    }

    /**
     * Its output as text.
     *
     * @return decoded as UTF-8; bytes that are not become U+FFFD
     */
    public String stdoutText() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /**
     * Its messages as text.
     *
     * @return decoded as UTF-8; bytes that are not become U+FFFD
     */
    public String stderrText() {
        return new String(stderr, StandardCharsets.UTF_8);
    }
}
