package dev.landline.cli.files;

import dev.landline.Printable;
import dev.landline.cli.console.Messages;
import dev.landline.file.FileException;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;

/** Says what did not work. What lies below a directory that did not is only counted. */
record Complaints(Messages messages) implements TransferListener {

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        if (reason != FileException.Reason.SKIPPED) {
            messages.say(name + ": " + Printable.of(message));
        }
    }
}
