package dev.landline.cli.files;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.util.List;
import java.util.OptionalLong;

/** Tells several listeners, one after the other. */
record Listeners(List<TransferListener> all) implements TransferListener {

    @Override
    public void begun(FileName name, long offset, OptionalLong size) {
        all.forEach(each -> each.begun(name, offset, size));
    }

    @Override
    public void progress(long bytes, long moved) {
        all.forEach(each -> each.progress(bytes, moved));
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        all.forEach(each -> each.done(name, kind, size));
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        all.forEach(each -> each.same(name, kind, size));
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        all.forEach(each -> each.would(name, kind, size));
    }

    @Override
    public void deleted(FileName name) {
        all.forEach(each -> each.deleted(name));
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        all.forEach(each -> each.failed(name, reason, message));
    }

    @Override
    public void total(long files, long bytes, boolean complete) {
        all.forEach(each -> each.total(files, bytes, complete));
    }
}
