package dev.landline.server.os;

import dev.landline.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole JVM that {@link StrippedServerTest} starts in bad surroundings. */
final class StrippedServer {

    private StrippedServer() {}

    /**
     * Runs two commands and writes down what came of it: there is no standard output.
     *
     * @param args the file to write
     */
    public static void main(String[] args) throws Exception {
        String report;
        try (ProcessLauncher launcher = ProcessLauncher.open(GracePeriods.NONE)) {
            report = run(launcher);
        } catch (Exception | AssertionError e) {
            report = e.toString();
        }
        Files.writeString(Path.of(args[0]), report);
    }

    private static String sizeOfTerminal(ProcessLauncher launcher) throws Exception {
        CommandSpec command = PtyCommands.command(PtyCommands.SIZE, "stty", "size");
        StartOutcome outcome = launcher.start(command);
        try (ChildProcess child = ((StartOutcome.Started) outcome).child()) {
            return "\n" + LaunchedCommands.readLine(child.stdout()).strip() + child.waitFor();
        }
    }

    private static String run(ProcessLauncher launcher) throws Exception {
        String script =
                "echo out; echo err >&2; cat; grep SigIgn /proc/self/status; ls /proc/self/fd;"
                        + " exit 7";
        StartOutcome outcome = launcher.start(LaunchedCommands.command("sh", "-c", script));
        try (ChildProcess child = ((StartOutcome.Started) outcome).child()) {
            LaunchedCommands.write(child.stdin(), "in\n");
            child.stdin().close();
            String out = LaunchedCommands.readAll(child.stdout());
            String err = LaunchedCommands.readAll(child.stderr());
            ExitStatus status = child.waitFor();
            return out + err + status + sizeOfTerminal(launcher);
        }
    }
}
