package dev.landline.testing.file;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a copy has told, a line each. */
final class Report implements TransferListener {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void done(FileName name, FileKind kind, long size) {
        lines.add("done " + name);
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        lines.add("same " + name);
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        lines.add("would " + name);
    }

    @Override
    public void deleted(FileName name) {
        lines.add("deleted " + name);
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        lines.add("failed " + name + " " + reason.wire() + ": " + message);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    List<String> failures() {
        return lines().stream().filter(line -> line.startsWith("failed ")).toList();
    }
}
