package dev.landline.cli.fan.output;

import java.io.IOException;

/** What a host writes, kept in a store. */
record StoredOutput(StoredStream stdout, StoredStream stderr) implements HostOutput {

    static StoredOutput in(BlockStore store) {
        return new StoredOutput(new StoredStream(store), new StoredStream(store));
    }

    @Override
    public void close() throws IOException {
        stdout.close();
        stderr.close();
    }
}
