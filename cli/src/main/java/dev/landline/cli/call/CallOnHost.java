package dev.landline.cli.call;

import dev.landline.cli.fan.OnHost;
import dev.landline.cli.fan.output.HostOutput;
import dev.landline.client.Landline;
import dev.landline.client.call.HandlerCall;
import dev.landline.client.call.RunningCall;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.fleet.SpooledInput;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/** A call on each of many hosts. What the handler answers is the host's output. */
record CallOnHost(Function<Landline, HandlerCall> calls, Optional<SpooledInput> input)
        implements OnHost {

    @Override
    public Outcome<Done> run(Host host, Landline landline, HostOutput output) throws IOException {
        HandlerCall call = calls.apply(landline);
        if (input.isEmpty()) {
            return answered(call, output);
        }
        try (InputStream own = input.get().open()) {
            return answered(call.input(own), output);
        }
    }

    private static Outcome<Done> answered(HandlerCall call, HostOutput output) throws IOException {
        try (RunningCall running = call.start()) {
            running.output().transferTo(output.stdout());
            running.await();
            return OK;
        }
    }
}
