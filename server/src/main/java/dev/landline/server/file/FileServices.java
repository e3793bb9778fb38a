package dev.landline.server.file;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ServerChannel;
import dev.landline.file.FileException;
import dev.landline.file.FileIdentity;
import dev.landline.file.FileName;
import dev.landline.file.Umask;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.server.account.CommandAccounts;
import dev.landline.server.account.CommandAccounts.RunAs;
import dev.landline.server.auth.FileAccess;
import dev.landline.server.auth.FileAccess.Reach;
import dev.landline.server.auth.Grant;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.os.AccountFiles;
import dev.landline.server.work.ChannelWork;
import dev.landline.transfer.Destination;
import dev.landline.transfer.Destinations;
import dev.landline.transfer.GetRequest;
import dev.landline.transfer.Lister;
import dev.landline.transfer.Listing;
import dev.landline.transfer.NameCheck;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.Receiver;
import dev.landline.transfer.Sender;
import dev.landline.transfer.Sources;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Receives and sends files. Each transfer works on a platform thread of its own, with the rights of
 * the account and no others. Safe for use by many threads.
 */
public final class FileServices {

    private final CommandAccounts accounts;
    private final ServerListener events;
    private final Transfers transfers = new Transfers();
    private volatile int umask;

    /**
     * Makes the services.
     *
     * @param accounts whom transfers work as
     * @param umask which permissions new files of other accounts do not get
     * @param events told about transfers
     */
    public FileServices(CommandAccounts accounts, int umask, ServerListener events) {
        this.accounts = accounts;
        this.umask = umask;
        this.events = events;
    }

    /**
     * Another umask, for transfers that begin from now on.
     *
     * @param other which permissions new files of other accounts do not get
     */
    public void umask(int other) {
        umask = other;
    }

    /**
     * The names of the services.
     *
     * @return {@code put}, {@code get} and {@code list}
     */
    public static Set<String> services() {
        return Set.of(PutRequest.SERVICE, GetRequest.SERVICE, Listing.SERVICE);
    }

    /**
     * Serves one channel to its end.
     *
     * @param connection the connection's name
     * @param grant what the identity may do
     * @param channel the channel
     * @param service one of {@link #services}
     * @param json the request
     * @throws IOException where the request is refused, the files cannot be used, or the connection
     *     is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public void serve(
            String connection, Grant grant, ServerChannel channel, String service, JsonObject json)
            throws IOException, InterruptedException {
        try {
            if (service.equals(PutRequest.SERVICE)) {
                put(connection, grant, channel, PutRequest.fromJson(json));
            } else {
                GetRequest request = GetRequest.fromJson(json);
                get(connection, grant, channel, request, service.equals(Listing.SERVICE));
            }
        } catch (JsonException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, service + ": " + e.getMessage(), null, e);
        } catch (FileException e) {
            throw new ChannelException(
                    ErrorCode.FILE_FAILED, String.valueOf(e.getMessage()), null, e);
        }
    }

    private void put(String connection, Grant grant, ServerChannel channel, PutRequest request)
            throws IOException, InterruptedException {
        RunAs as = accounts.choose(grant, request.user());
        AccountPlaces places = places(grant, as, as.terms().files().write(), "write");
        if (request.options().anyLinks() && !places.unlimited()) {
            throw notPermitted(grant, "make links that lead out of their tree");
        }
        channel.accept(List.of(PutRequest.FILE), List.of(PutRequest.ANSWER));
        String name = "landline-" + connection + "-ch" + channel.id();
        events.on(
                new ServerEvent.Transfer(
                        connection,
                        channel.id(),
                        PutRequest.SERVICE,
                        as.account().name(),
                        List.of(request.path().toString())));
        work(
                name,
                channel,
                key(grant, request.id(), name),
                () -> {
                    Destination destination =
                            Destinations.of(places, request.path(), request.place());
                    new Receiver(
                                    destination,
                                    request.options(),
                                    NameCheck.ANY,
                                    umask(as),
                                    Optional.empty(),
                                    channel.incoming(PutRequest.FILE),
                                    channel.outgoing(PutRequest.ANSWER),
                                    TransferListener.NONE)
                            .run();
                });
    }

    private void get(
            String connection,
            Grant grant,
            ServerChannel channel,
            GetRequest request,
            boolean listOnly)
            throws IOException, InterruptedException {
        RunAs as = accounts.choose(grant, request.user());
        AccountPlaces places = places(grant, as, as.terms().files().read(), "read");
        if (request.options().follow() && !places.unlimited()) {
            throw notPermitted(grant, "follow links, which could lead anywhere");
        }
        channel.accept(listOnly ? List.of() : List.of(PutRequest.ANSWER), List.of(PutRequest.FILE));
        String name = "landline-" + connection + "-ch" + channel.id();
        events.on(
                new ServerEvent.Transfer(
                        connection,
                        channel.id(),
                        listOnly ? Listing.SERVICE : GetRequest.SERVICE,
                        as.account().name(),
                        request.paths().stream().map(FileName::toString).toList()));
        work(
                name,
                channel,
                key(grant, request.id(), name),
                () -> {
                    Sources sources = new Sources(places, request.globs(), request.contents());
                    sources.find(request.paths());
                    if (listOnly) {
                        new Lister(sources, request.options(), channel.outgoing(PutRequest.FILE))
                                .run();
                    } else {
                        new Sender(
                                        name,
                                        Thread.ofPlatform().daemon().factory(),
                                        sources,
                                        request.options(),
                                        channel.incoming(PutRequest.ANSWER),
                                        channel.outgoing(PutRequest.FILE),
                                        TransferListener.NONE)
                                .run();
                    }
                });
    }

    private int umask(RunAs as) throws IOException {
        return as.own() ? Umask.current() : umask;
    }

    private static AccountPlaces places(Grant grant, RunAs as, Reach reach, String verb)
            throws IOException {
        if (reach instanceof FileAccess.Reach.Nothing) {
            throw notPermitted(grant, verb + " files");
        }
        return new AccountPlaces(
                FileName.of(as.account().home()),
                as.own() ? FileIdentity.OWN : AccountFiles.of(as.account()),
                reach);
    }

    private static ChannelException notPermitted(Grant grant, String what) {
        return new ChannelException(
                ErrorCode.NOT_PERMITTED,
                grant.identity() + " may not " + what,
                "its line in authorized_keys says so",
                null);
    }

    /** What a transfer is known by; one without an id by its channel, which no other one has. */
    private static String key(Grant grant, String id, String name) {
        return grant.identity().who() + " " + (id.isEmpty() ? name : id);
    }

    private void work(String name, ServerChannel channel, String id, ChannelWork.Work work)
            throws IOException, InterruptedException {
        @Nullable Throwable failure;
        try (Transfers.Entry _ = transfers.enter(id, channel)) {
            failure = new ChannelWork(name + "-files", channel, work).run();
        }
        switch (failure) {
            case null -> {
                // All was done.
            }
            case LandlineException e -> throw e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
