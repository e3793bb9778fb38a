package dev.landline.cli.exec;

import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries a remote stream to one of this process. */
public final class Copy {

    private static final int CHUNK = 64 * 1024;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private Copy() {}

    /**
     * Carries it to standard output, to its end.
     *
     * @throws BrokenOutput where nobody reads there any more
     * @throws Complaint where writing failed in another way
     * @throws IOException where reading failed
     */
    public static void stdout(InputStream remote, OutputStream local)
            throws Complaint, IOException {
        carry(remote, local, STDOUT, "standard output");
    }

    /** The same for standard error. */
    public static void stderr(InputStream remote, OutputStream local)
            throws Complaint, IOException {
        carry(remote, local, STDERR, "standard error");
    }

    private static void carry(InputStream remote, OutputStream local, int descriptor, String name)
            throws Complaint, IOException {
        byte[] chunk = new byte[CHUNK];
        int count;
        while ((count = remote.read(chunk)) >= 0) {
            write(local, chunk, count, descriptor, name);
        }
    }

    private static void write(
            OutputStream local, byte[] chunk, int count, int descriptor, String name)
            throws Complaint, BrokenOutput {
        try {
            local.write(chunk, 0, count);
        } catch (IOException e) {
            if (BrokenOutput.is(e, descriptor)) {
                throw new BrokenOutput(e);
            }
            throw new Complaint("cannot write " + name + ": " + e.getMessage());
        }
    }
}
