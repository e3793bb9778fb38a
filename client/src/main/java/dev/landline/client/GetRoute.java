package dev.landline.client;

import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.file.Umask;
import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import dev.landline.transfer.Destination;
import dev.landline.transfer.Destinations;
import dev.landline.transfer.GetRequest;
import dev.landline.transfer.Listing;
import dev.landline.transfer.Position;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.Receiver;
import dev.landline.transfer.SendOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** From a server to this machine. */
record GetRoute(
        String name, Line line, Optional<String> user, List<String> sources, Path destination)
        implements CopyRoute {

    @Override
    public void run(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        String threads = "landline-" + name + "-get";
        FileWork.run(threads, () -> get(copy, tally));
    }

    private void get(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        List<FileName> paths = sources.stream().map(FileName::of).toList();
        Destination to = Destinations.of(new LocalPlaces(), FileName.of(destination), copy.place());
        int umask = Umask.current();
        String id = SessionIds.next();
        AtomicReference<Optional<Position>> after = new AtomicReference<>(Optional.empty());
        try (Attempts attempts = new Attempts(line)) {
            attempts.repeat(
                    () -> opening(copy, paths, user, id, after.get()),
                    channel -> {
                        Receiver receiver =
                                new Receiver(
                                        to,
                                        copy.receiving(),
                                        new Asked(paths, copy.globs(), copy.contents()),
                                        umask,
                                        after.get(),
                                        channel.incoming(PutRequest.FILE),
                                        channel.outgoing(PutRequest.ANSWER),
                                        tally);
                        try {
                            receiver.run();
                        } finally {
                            if (!copy.startsOver()) {
                                after.set(receiver.position());
                            }
                        }
                    });
        }
    }

    /** The channel of a sender at the server. */
    static Opening opening(
            FileCopy copy,
            List<FileName> paths,
            Optional<String> user,
            String id,
            Optional<Position> after) {
        GetRequest request =
                new GetRequest(
                        paths,
                        copy.globs(),
                        copy.contents(),
                        copy.sending().goingOn(after),
                        user,
                        id);
        return new Opening(
                GetRequest.SERVICE,
                request.toJson(),
                List.of(PutRequest.FILE),
                List.of(PutRequest.ANSWER));
    }

    /** The channel of a server that names files. */
    static Opening listing(List<String> paths, boolean recursive, Optional<String> user) {
        SendOptions options =
                new SendOptions(
                        recursive,
                        false,
                        Exclusions.none(),
                        HashAlgorithm.XXH3_128,
                        false,
                        OptionalLong.empty(),
                        false,
                        Optional.empty());
        GetRequest request =
                new GetRequest(
                        paths.stream().map(FileName::of).toList(),
                        true,
                        false,
                        options,
                        user,
                        SessionIds.next());
        return new Opening(Listing.SERVICE, request.toJson(), List.of(PutRequest.FILE), List.of());
    }
}
