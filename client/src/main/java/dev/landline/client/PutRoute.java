package dev.landline.client;

import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.transfer.Position;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.Sender;
import dev.landline.transfer.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** From this machine to a server. */
record PutRoute(
        String name, Line line, Optional<String> user, List<Path> sources, String destination)
        implements CopyRoute {

    @Override
    public void run(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        String threads = "landline-" + name + "-put";
        FileWork.run(threads, () -> put(threads, copy, tally));
    }

    private void put(String threads, FileCopy copy, Tally tally)
            throws IOException, InterruptedException {
        String id = SessionIds.next();
        AtomicReference<PutRequest.Place> place = new AtomicReference<>(copy.place());
        List<FileName> paths = sources.stream().map(FileName::of).toList();
        AtomicReference<Optional<Position>> after = new AtomicReference<>(Optional.empty());
        try (Attempts attempts = new Attempts(line)) {
            attempts.repeat(
                    () -> opening(copy, destination, place.get(), user, id),
                    channel -> {
                        Sources found = new Sources(new LocalPlaces(), false, copy.contents());
                        found.find(paths);
                        Sender sender =
                                new Sender(
                                                threads,
                                                Thread.ofPlatform().daemon().factory(),
                                                found,
                                                copy.sending().goingOn(after.get()),
                                                channel.incoming(PutRequest.ANSWER),
                                                channel.outgoing(PutRequest.FILE),
                                                tally)
                                        .waitingForPlace();
                        copy.shared().ifPresent(sender::sharing);
                        try {
                            sender.run();
                        } finally {
                            if (sender.named()) {
                                place.set(PutRequest.Place.NAME);
                            }
                            if (!copy.startsOver()) {
                                after.set(sender.position());
                            }
                        }
                    });
        }
    }

    /** The channel of a receiver at the server. */
    static Opening opening(
            FileCopy copy,
            String destination,
            PutRequest.Place place,
            Optional<String> user,
            String id) {
        PutRequest request =
                new PutRequest(FileName.of(destination), place, copy.receiving(), user, id);
        return new Opening(
                PutRequest.SERVICE,
                request.toJson(),
                List.of(PutRequest.ANSWER),
                List.of(PutRequest.FILE));
    }
}
