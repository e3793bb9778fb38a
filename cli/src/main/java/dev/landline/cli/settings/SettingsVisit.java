package dev.landline.cli.settings;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.ServerSettings;
import dev.landline.json.JsonWriter;
import dev.landline.setting.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all these commands have in common: a server is asked, and its answer is shown. */
abstract class SettingsVisit {

    private static final int LINE = 512;

    @Option(
            names = "--json",
            description = "One JSON object a line for each setting, as in spec/PROTOCOL.md.")
    private boolean json;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** What is asked for. */
    @FunctionalInterface
    interface Question {
        List<Setting> ask(ServerSettings settings) throws IOException;
    }

    SettingsVisit(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    Surroundings here() {
        return here;
    }

    /**
     * Asks and shows.
     *
     * @param lines makes lines for people of the answer
     * @return the exit status
     */
    int ask(String target, Question question, Function<List<Setting>, List<String>> lines) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        connection.check(spec.commandLine());
        return new Visit(target, connection, here, messages, options)
                .run(landline -> {
                    List<Setting> answer = question.ask(landline.settings());
                    here.stdout().write(json ? json(answer) : text(lines.apply(answer)));
                    return 0;
                });
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json(List<Setting> settings) {
        JsonWriter writer = new JsonWriter(LINE);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Setting setting : settings) {
            writer.reset(0);
            writer.value(setting.toJson());
            lines.write(writer.array(), 0, writer.size());
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
