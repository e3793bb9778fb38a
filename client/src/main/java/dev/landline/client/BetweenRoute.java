package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.engine.ClientChannel;
import dev.landline.file.FileName;
import dev.landline.transfer.Position;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.Relay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From one server to another, through this process; the two need not know each other. */
record BetweenRoute(
        String name,
        Line from,
        Optional<String> fromUser,
        List<String> sources,
        Line to,
        Optional<String> toUser,
        String destination)
        implements CopyRoute {

    @Override
    public void run(FileCopy copy, Tally tally) throws IOException, InterruptedException {
        List<FileName> paths = sources.stream().map(FileName::of).toList();
        String id = SessionIds.next();
        String putId = SessionIds.next();
        PutRequest.Place place = copy.place();
        Optional<Position> after = Optional.empty();
        try (Attempts there = new Attempts(from);
                Attempts here = new Attempts(to)) {
            while (true) {
                long sinceThere = there.connections();
                long sinceHere = here.connections();
                Relay relay = null;
                ClientChannel receiver = null;
                ClientChannel sender = null;
                try {
                    receiver = here.open(PutRoute.opening(copy, destination, place, toUser, putId));
                    sender = there.open(GetRoute.opening(copy, paths, fromUser, id, after));
                    relay =
                            new Relay(
                                    "landline-" + name + "-between",
                                    sender.incoming(PutRequest.FILE),
                                    receiver.outgoing(PutRequest.FILE),
                                    receiver.incoming(PutRequest.ANSWER),
                                    sender.outgoing(PutRequest.ANSWER),
                                    after,
                                    tally);
                    relay.run();
                    Attempts.end(sender);
                    Attempts.end(receiver);
                    return;
                } catch (IOException | InterruptedException | RuntimeException e) {
                    close(sender);
                    close(receiver);
                    if (!(e instanceof ConnectionException broken)) {
                        throw e;
                    }
                    if (relay != null && relay.named()) {
                        place = PutRequest.Place.NAME;
                    }
                    if (relay != null && !copy.startsOver()) {
                        after = relay.position();
                    }
                    if (from.connection().closed().isDone()) {
                        there.await(sinceThere, broken);
                    } else if (to.connection().closed().isDone()) {
                        here.await(sinceHere, broken);
                    }
                }
            }
        }
    }

    private static void close(@Nullable ClientChannel channel) {
        if (channel != null) {
            channel.close();
        }
    }
}
