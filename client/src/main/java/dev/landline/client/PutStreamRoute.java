package dev.landline.client;

import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.StreamSender;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** From a stream of bytes to a server. */
record PutStreamRoute(
        String name, Line line, Optional<String> user, InputStream source, String destination)
        implements CopyRoute {

    /** What a stream is called where the destination is a directory. */
    private static final FileName NAME = FileName.of("stdin");

    @Override
    public void run(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        String threads = "landline-" + name + "-put";
        Opening opening =
                PutRoute.opening(copy, destination, copy.place(), user, SessionIds.next());
        StreamSender sender = new StreamSender(source, NAME, copy.sending(), tally);
        FileWork.run(
                threads,
                () -> {
                    try (Attempts attempts = new Attempts(line)) {
                        attempts.repeat(
                                () -> opening,
                                channel ->
                                        sender.run(
                                                threads,
                                                channel.incoming(PutRequest.ANSWER),
                                                channel.outgoing(PutRequest.FILE)));
                    }
                });
    }
}
