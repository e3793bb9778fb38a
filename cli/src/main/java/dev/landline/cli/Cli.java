package dev.landline.cli;

import dev.landline.cli.call.CallCommand;
import dev.landline.cli.classic.ClassicCommand;
import dev.landline.cli.classic.ClassicServeCommand;
import dev.landline.cli.classic.ConnectCommand;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.doctor.DoctorCommand;
import dev.landline.cli.exec.ExecCommand;
import dev.landline.cli.exec.ShellCommand;
import dev.landline.cli.files.CpCommand;
import dev.landline.cli.files.SyncCommand;
import dev.landline.cli.hosts.HostsCommand;
import dev.landline.cli.info.InfoCommand;
import dev.landline.cli.jobs.AttachCommand;
import dev.landline.cli.jobs.JobsCommand;
import dev.landline.cli.jobs.KillCommand;
import dev.landline.cli.jobs.LogsCommand;
import dev.landline.cli.keys.AuthorizeCommand;
import dev.landline.cli.keys.ExportCommand;
import dev.landline.cli.keys.ForgetCommand;
import dev.landline.cli.keys.GenerateCommand;
import dev.landline.cli.keys.KeysCommand;
import dev.landline.cli.keys.ShowCommand;
import dev.landline.cli.lab.LabCommand;
import dev.landline.cli.serve.ServeCommand;
import dev.landline.cli.settings.GetCommand;
import dev.landline.cli.settings.ListCommand;
import dev.landline.cli.settings.SetCommand;
import dev.landline.cli.settings.SettingsCommand;
import dev.landline.cli.settings.UnsetCommand;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.cli.share.ShareSetting;
import dev.landline.cli.share.command.KeepCommand;
import dev.landline.cli.share.command.SharingCommand;
import dev.landline.cli.share.command.StopCommand;
import dev.landline.client.UserFiles;
import dev.landline.link.FastCurves;
import dev.landline.link.Tls;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line, in whatever surroundings. */
public final class Cli {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** The commands that stand for themselves and connect. */
    private static final Set<String> VISITS =
            Set.of(
                    "exec",
                    "shell",
                    "cp",
                    "sync",
                    "call",
                    "jobs",
                    "attach",
                    "logs",
                    "kill",
                    "info",
                    "doctor",
                    "settings");

    private static final String SERVE = "serve";
    private static final String HOSTS = "hosts";

    private final Surroundings here;
    private final GlobalOptions options = new GlobalOptions();
    private final Messages messages;
    private final PrintWriter out;
    private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();

    private Cli(Surroundings here) {
        this.here = here;
        this.messages = new Messages(here.stderr(), options);
        this.out = new PrintWriter(new OutputStreamWriter(here.stdout(), StandardCharsets.UTF_8));
        commands.put("exec", () -> new CommandLine(new ExecCommand(here, messages, options)));
        commands.put("shell", () -> new CommandLine(new ShellCommand(here, messages, options)));
        commands.put("cp", () -> new CommandLine(new CpCommand(here, messages, options)));
        commands.put("sync", () -> new CommandLine(new SyncCommand(here, messages, options)));
        commands.put("call", () -> new CommandLine(new CallCommand(here, messages, options)));
        commands.put("jobs", () -> new CommandLine(new JobsCommand(here, messages, options)));
        commands.put("attach", () -> new CommandLine(new AttachCommand(here, messages, options)));
        commands.put("logs", () -> new CommandLine(new LogsCommand(here, messages, options)));
        commands.put("kill", () -> new CommandLine(new KillCommand(here, messages, options)));
        commands.put("info", () -> new CommandLine(new InfoCommand(here, messages, options)));
        commands.put(HOSTS, () -> new CommandLine(new HostsCommand(here, messages)));
        commands.put(SERVE, () -> new CommandLine(new ServeCommand(here, messages, options)));
        commands.put("settings", this::settings);
        commands.put("doctor", () -> new CommandLine(new DoctorCommand(here, messages, options)));
        commands.put("keys", this::keys);
        commands.put("sharing", this::sharing);
        commands.put("classic", this::classic);
        commands.put("lab", () -> new CommandLine(new LabCommand(here, out)));
        commands.put("completion", () -> new CommandLine(new CompletionCommand(out)));
        commands.put("help", () -> new CommandLine(new HelpCommand()));
    }

    /**
     * Runs one command.
     *
     * @param args what was typed behind {@code landline}
     * @param here what the command finds around itself
     * @return the exit status
     */
    public static int run(String[] args, Surroundings here) {
        if (args.length == 0 || !VISITS.contains(args[0])) {
            FastCurves.install();
        } else if (!mayBeShared(args, here)) {
            FastCurves.install();
            Thread.ofPlatform().daemon().name("landline-awaken").start(Tls::awaken);
        }
        Cli cli = new Cli(here);
        int status = cli.commandLine(args).execute(args);
        cli.out.flush();
        return status;
    }

    /**
     * Whether the command may go through a connection that another one has left behind. Then it
     * does not need what makes connections.
     */
    private static boolean mayBeShared(String[] args, Surroundings here) {
        UnaryOperator<@Nullable String> environment = here.environment()::get;
        Path settings = ShareSetting.file(UserFiles.of(environment, here.home()).config());
        return (List.of(args).contains("--share") || Files.exists(settings))
                && !ShareDirectory.of(environment, here.home()).sockets().isEmpty();
    }

    private CommandLine commandLine(String[] args) {
        CommandLine root = new CommandLine(new LandlineCommand(options));
        wanted(args).forEach((name, command) -> root.addSubcommand(name, command.get()));
        return root.setOut(out)
                .setErr(
                        new PrintWriter(
                                new OutputStreamWriter(here.stderr(), StandardCharsets.UTF_8)))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e));
    }

    /**
     * The commands that picocli has to know about: only the one that was named, because each costs
     * time at the start; all of them where several or none are meant.
     */
    private Map<String, Supplier<CommandLine>> wanted(String[] args) {
        Optional<String> first =
                Arrays.stream(args).filter(word -> !word.startsWith("-")).findFirst();
        return first.filter(
                        name -> VISITS.contains(name) || name.equals(SERVE) || name.equals(HOSTS))
                .map(name -> Map.of(name, commands.get(name)))
                .orElse(commands);
    }

    private CommandLine keys() {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new GenerateCommand(here, out))
                .addSubcommand(new ShowCommand(here, out))
                .addSubcommand(new AuthorizeCommand(here, messages, out))
                .addSubcommand(new ForgetCommand(here, out))
                .addSubcommand(new ExportCommand(here, out));
    }

    private CommandLine sharing() {
        return new CommandLine(new SharingCommand())
                .addSubcommand(new dev.landline.cli.share.command.ListCommand(here, messages, out))
                .addSubcommand(new StopCommand(here, messages))
                .addSubcommand(new KeepCommand(here, messages, options));
    }

    private CommandLine settings() {
        return new CommandLine(new SettingsCommand())
                .addSubcommand(new ListCommand(here, messages, options))
                .addSubcommand(new GetCommand(here, messages, options))
                .addSubcommand(new SetCommand(here, messages, options))
                .addSubcommand(new UnsetCommand(here, messages, options));
    }

    private CommandLine classic() {
        return new CommandLine(new ClassicCommand())
                .addSubcommand(new ClassicServeCommand(here, messages))
                .addSubcommand(new ConnectCommand(here, messages));
    }

    private int wrongUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        messages.say(text(e, command));
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            messages.hint("did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        messages.hint(command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String text(ParameterException e, CommandLine command) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            return "expected a command ("
                    + String.join(", ", command.getSubcommands().keySet())
                    + "), got '"
                    + unmatched.getUnmatched().getFirst()
                    + "'";
        }
        String text = String.valueOf(e.getMessage());
        return text.startsWith("Error: ") ? text.substring("Error: ".length()) : text;
    }

    private int failed(Exception e) {
        messages.failure("", e);
        return FAILED;
    }
}
