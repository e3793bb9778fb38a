package dev.landline.client;

import dev.landline.ExitStatus;
import java.nio.charset.StandardCharsets;

/** How a command ended and what it wrote. Immutable. */
public final class ExecResult {

    private final ExitStatus status;
    private final byte[] stdout;
    private final byte[] stderr;

    ExecResult(ExitStatus status, byte[] stdout, byte[] stderr) {
        this.status = status;
        this.stdout = stdout;
        this.stderr = stderr;
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
