package dev.landline.cli.files;

import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;

/** Says on standard output what would happen. */
record Rehearsal(OutputLines out) implements TransferListener {

    @Override
    public void would(FileName name, FileKind kind, long size) {
        out.line("would copy " + name);
    }

    @Override
    public void deleted(FileName name) {
        out.line("would delete " + name);
    }
}
