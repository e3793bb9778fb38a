package dev.landline.server;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.Relay;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.info.InfoRequest;
import dev.landline.json.JsonObject;
import dev.landline.probe.ProbeRequest;
import dev.landline.server.auth.Grant;
import dev.landline.server.call.CallServices;
import dev.landline.server.file.FileServices;
import dev.landline.server.info.InfoPage;
import dev.landline.server.info.InfoService;
import dev.landline.server.probe.ProbeService;
import dev.landline.server.session.Sessions;
import dev.landline.server.setting.LiveSettings;
import dev.landline.server.setting.SettingsService;
import dev.landline.server.watch.Recorder;
import dev.landline.server.watch.ServerWatch;
import dev.landline.setting.SettingsRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The services of a server, and who gets which.
 *
 * @param sessions commands
 * @param files copying
 * @param calls handlers
 * @param info what the server tells of itself
 * @param probes what measures the line
 * @param settings what the service of that name asks
 * @param watch counts
 */
record Services(
        Sessions sessions,
        FileServices files,
        CallServices calls,
        InfoService info,
        ProbeService probes,
        Supplier<LiveSettings> settings,
        ServerWatch watch) {

    /** What a service is counted as that there is not. */
    private static final String UNKNOWN = "unknown";

    private static final Set<String> ALL = Set.copyOf(all());

    /** Serves one channel to its end. */
    void serve(
            String name,
            InfoPage.Seat seat,
            ServerChannel channel,
            String service,
            JsonObject request)
            throws IOException, InterruptedException {
        Recorder.Channel watched =
                watch.channel(name, channel.id(), ALL.contains(service) ? service : UNKNOWN);
        String result = ErrorCode.INTERNAL.wire();
        try {
            dispatch(name, seat, channel, service, request);
            LandlineException end = channel.end();
            result = end == null ? "ok" : end.code().wire();
        } catch (LandlineException e) {
            result = e.code().wire();
            throw e;
        } finally {
            watched.end(result);
        }
    }

    private void dispatch(
            String name,
            InfoPage.Seat seat,
            ServerChannel channel,
            String service,
            JsonObject request)
            throws IOException, InterruptedException {
        Grant grant = seat.grant();
        if (service.equals(InfoRequest.SERVICE)) {
            info.serve(seat, channel, request);
        } else if (service.equals(ProbeRequest.SERVICE)) {
            probes.serve("landline-" + name + "-ch" + channel.id(), channel, request);
        } else if (service.equals(SettingsRequest.SERVICE)) {
            new SettingsService(settings.get()).serve(grant, channel, request);
        } else if (Sessions.services().contains(service)) {
            require(grant, ExecRequest.SERVICE, service);
            sessions.serve(name, seat.link().remote(), grant, channel, service, request);
        } else if (FileServices.services().contains(service)) {
            require(grant, service, service);
            files.serve(name, grant, channel, service, request);
        } else if (CallServices.services().contains(service)) {
            calls.serve(name, grant, channel, service, request);
        } else {
            throw new ChannelException(
                    ErrorCode.UNKNOWN_SERVICE,
                    "expected a service out of "
                            + String.join(", ", all())
                            + ", got '"
                            + service
                            + "'");
        }
    }

    private static void require(Grant grant, String right, String service) throws ChannelException {
        if (!grant.services().contains(right)) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    grant.identity() + " may not use the service " + service,
                    "the server's configuration says who may: [access]",
                    null);
        }
    }

    private static Set<String> all() {
        Set<String> services = new TreeSet<>(Sessions.services());
        services.addAll(FileServices.services());
        services.add(SettingsRequest.SERVICE);
        services.add(InfoRequest.SERVICE);
        services.add(ProbeRequest.SERVICE);
        services.addAll(CallServices.services());
        return services;
    }

    /**
     * Whoever may run commands may come back to them; what tells of the server and the line is for
     * all.
     */
    static List<String> of(Grant grant) {
        Set<String> services = new TreeSet<>(grant.services());
        services.add(InfoRequest.SERVICE);
        services.add(ProbeRequest.SERVICE);
        if (services.contains(ExecRequest.SERVICE)) {
            services.addAll(Sessions.services());
        }
        if (grant.mayReadSettings()) {
            services.add(SettingsRequest.SERVICE);
        }
        if (!grant.calls().isNothing()) {
            services.addAll(CallServices.services());
        }
        return List.copyOf(services);
    }

    /** What a greeting names: services, and what the protocol has beside them. */
    static List<String> features(List<String> services) {
        return Stream.concat(services.stream(), Stream.of(Relay.LEAVE)).toList();
    }
}
