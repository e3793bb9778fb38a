package dev.landline.cli.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/** The standard input of this process, which knows whether somebody waits for it. */
public final class ProcessInput extends FilterInputStream {

    private volatile boolean awaited;

    ProcessInput() {
        super(new FileInputStream(FileDescriptor.in));
    }

    @Override
    public int read() throws IOException {
        awaited = true;
        try {
            return super.read();
        } finally {
            awaited = false;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        awaited = true;
        try {
            return super.read(target, offset, length);
        } finally {
            awaited = false;
        }
    }

    /** Whether a thread is in the kernel for it, which nothing but input calls back. */
    public boolean isAwaited() {
        return awaited;
    }
}
