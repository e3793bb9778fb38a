package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Names what there is, and sends nothing of it. {@link #run} belongs on a platform thread, because
 * it works on files.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.9.
 */
public final class Lister {

    private final Sources sources;
    private final SendOptions options;
    private final MessageOutput output;

    /**
     * Makes a lister.
     *
     * @param sources what to go through
     * @param options what is left out
     * @param file the stream {@code file}
     */
    public Lister(Sources sources, SendOptions options, OutputStream file) {
        this.sources = sources;
        this.options = options;
        this.output = new MessageOutput(file);
    }

    /**
     * Names everything.
     *
     * @throws IOException where the stream fails
     */
    public void run() throws IOException {
        ArrayDeque<Long> entered = new ArrayDeque<>();
        long next = 0;
        for (SenderMessage.Problem problem : sources.problems()) {
            output.send(problem);
        }
        try (Walk walk = new Walk(sources.found().iterator(), options)) {
            Walk.Step step;
            while ((step = walk.next()) != null) {
                switch (step) {
                    case Walk.Step.Found found -> {
                        if (found.facts().kind() == FileKind.DIRECTORY) {
                            entered.push(next);
                        }
                        name(found, next++);
                    }
                    case Walk.Step.Left(FileName _, boolean complete) ->
                            output.send(new SenderMessage.Left(entered.pop(), complete));
                    case Walk.Step.Trouble(FileName path, FileException problem) ->
                            output.send(
                                    new SenderMessage.Problem(
                                            path, problem.reason(), problem.what()));
                }
            }
        }
        output.send(new SenderMessage.Finished());
        output.close();
    }

    private void name(Walk.Step.Found found, long n) throws IOException {
        FileFacts facts = found.facts();
        Optional<FileName> target;
        try {
            target = Walk.target(found);
        } catch (FileException e) {
            target = Optional.empty();
        }
        output.send(
                new SenderMessage.Entry(
                        n,
                        found.source().number(),
                        found.path(),
                        facts.kind(),
                        facts.kind() == FileKind.FILE
                                ? OptionalLong.of(facts.size())
                                : OptionalLong.empty(),
                        facts.mode(),
                        facts.mtime(),
                        facts.mtimeNanos(),
                        target,
                        Optional.empty()));
    }
}
