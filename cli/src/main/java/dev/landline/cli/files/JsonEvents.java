package dev.landline.cli.files;

import dev.landline.Printable;
import dev.landline.client.TransferResult;
import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.json.JsonWriter;
import dev.landline.transfer.Names;
import dev.landline.transfer.TransferListener;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Says on standard output what happens, for programs: an object a line. It is told one thing at a
 * time.
 */
final class JsonEvents implements TransferListener {

    private static final byte[] LINE_END = {'\n'};

    private final OutputLines out;
    private final JsonWriter json = new JsonWriter(256);

    JsonEvents(OutputLines out) {
        this.out = out;
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        write(file(name, kind, size, "done"));
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        write(file(name, kind, size, "same"));
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        write(file(name, kind, size, "would"));
    }

    @Override
    public void deleted(FileName name) {
        write(file(name).field("result", "deleted"));
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        write(
                file(name)
                        .field("result", "failed")
                        .field("reason", reason.wire())
                        .field("message", Printable.of(message)));
    }

    @Override
    public void total(long files, long bytes, boolean complete) {
        write(
                event("total")
                        .field("files", files)
                        .field("bytes", bytes)
                        .field("complete", complete));
    }

    /** The last word. */
    void result(TransferResult result) {
        write(
                event("result")
                        .field("done", result.done())
                        .field("same", result.same())
                        .field("would", result.would())
                        .field("deleted", result.deleted())
                        .field("failed", result.failed())
                        .field("bytes", result.bytes())
                        .field("moved", result.moved()));
    }

    private JsonWriter event(String name) {
        json.reset(0);
        return json.begin().field("event", name);
    }

    private JsonWriter file(FileName name) {
        return event("file").name("path").value(Names.toJson(name));
    }

    private JsonWriter file(FileName name, FileKind kind, long size, String result) {
        return file(name)
                .field("kind", kind.name().toLowerCase(Locale.ROOT))
                .field("size", size)
                .field("result", result);
    }

    private void write(JsonWriter event) {
        event.end().append(ByteBuffer.wrap(LINE_END));
        out.write(event.array(), event.size());
    }
}
