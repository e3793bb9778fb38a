import dev.landline.client.ExecResult;
import dev.landline.client.UserFiles;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.Inventory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Runs a program on the machines of an expression, such as {@code @web,!web07}. */
final class Everywhere {

    public static void main(String[] args) throws Exception {
        String[] command = Arrays.copyOfRange(args, 1, args.length);
        List<Host> hosts = Inventory.usual(UserFiles.ofThisUser()).select(args[0]);
        try (FleetRun<ExecResult> run =
                Fleet.of(hosts).hostTimeout(Duration.ofMinutes(1)).exec(command)) {
            run.results().forEach(Everywhere::print);
        }
    }

    private static void print(HostResult<ExecResult> result) {
        String name = result.host().name();
        switch (result.outcome()) {
            case Outcome.Ok<ExecResult>(ExecResult value) ->
                    System.out.println(name + ": " + value.stdoutText().strip());
            default ->
                    System.out.println(
                            name
                                    + ": "
                                    + result.outcome().kind().word()
                                    + ": "
                                    + result.outcome().message());
        }
    }
}
