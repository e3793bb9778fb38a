package dev.landline.server.classic;

import dev.landline.ExitStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What a command wrote, in the charset of the conversation.
 *
 * @param stdout its standard output
 * @param stderr its standard error
 */
record Answer(Spool stdout, Spool stderr) implements AutoCloseable {

    /** An empty one that takes at most so many bytes an output. */
    static Answer upTo(long most, String tooMuch) {
        return new Answer(new Spool(most, tooMuch), new Spool(most, tooMuch));
    }

    /** A sentence in the place of an answer, as if the command had written it to its error. */
    static Answer of(String sentence, Charset charset) {
        Answer answer = upTo(Long.MAX_VALUE, "");
        byte[] line = ("landline: " + sentence + "\n").getBytes(StandardCharsets.UTF_8);
        try (OutputStream stderr = Transcoder.to(answer.stderr, charset)) {
            stderr.write(line);
        } catch (IOException e) {
            throw new IllegalStateException(e); // A sentence stays in memory.
        }
        return answer;
    }

    long size() {
        return stdout.size() + stderr.size();
    }

    void writeTo(OutputStream target) throws IOException {
        stdout.writeTo(target);
        stderr.writeTo(target);
    }

    ClassicEvent ended(String client, ExitStatus status, Charset charset) {
        return new ClassicEvent.CommandEnded(
                client, status, stdout.written(charset), stderr.written(charset));
    }

    @Override
    public void close() {
        stdout.discard();
        stderr.discard();
    }
}
