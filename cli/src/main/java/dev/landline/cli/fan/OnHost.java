package dev.landline.cli.fan;

import dev.landline.cli.fan.output.HostOutput;
import dev.landline.client.Landline;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What is done on each host. */
@FunctionalInterface
public interface OnHost {

    /** What a host gives besides its output. */
    record Done() {}

    /** It worked. */
    Outcome<Done> OK = new Outcome.Ok<>(new Done());

    /**
     * Does it.
     *
     * @param output where what the host writes goes; closed by the caller
     * @return what came of it
     */
    Outcome<Done> run(Host host, Landline landline, HostOutput output)
            throws IOException, InterruptedException, TimeoutException;
}
