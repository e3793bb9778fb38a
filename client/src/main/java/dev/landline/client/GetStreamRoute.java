package dev.landline.client;

import dev.landline.file.FileName;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.StreamReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** From a server to a stream of bytes. */
record GetStreamRoute(
        String name, Line line, Optional<String> user, String source, OutputStream destination)
        implements CopyRoute {

    @Override
    public void run(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        StreamReceiver receiver = new StreamReceiver(destination, copy.sending().hash(), tally);
        List<FileName> paths = List.of(FileName.of(source));
        String id = SessionIds.next();
        FileWork.run(
                "landline-" + name + "-get",
                () -> {
                    try (Attempts attempts = new Attempts(line)) {
                        attempts.repeat(
                                () -> GetRoute.opening(copy, paths, user, id, Optional.empty()),
                                channel ->
                                        receiver.run(
                                                channel.incoming(PutRequest.FILE),
                                                channel.outgoing(PutRequest.ANSWER)));
                    }
                });
    }
}
