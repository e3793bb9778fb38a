package dev.landline.server.config;

import dev.landline.Limits;
import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;

/**
 * Where a configuration comes from: a file, as it was when it was last read, and what stands over
 * it. Immutable.
 */
public final class ConfigSource {

    private static final Setting.From OPTION = Setting.From.OPTION;
    private static final String HANDLERS = "access.handlers.";
    private static final int LONGEST_NAME = 1024;
    private static final Path NO_FILE = Path.of("the configuration");

    private final @Nullable Path file;
    private final boolean needed;
    private final String text;
    private final ServerFiles files;
    private final ServerConfig fallback;
    private final List<ConfigAssignment> over;

    private ConfigSource(
            @Nullable Path file,
            boolean needed,
            String text,
            ServerFiles files,
            ServerConfig fallback,
            List<ConfigAssignment> over) {
        this.file = file;
        this.needed = needed;
        this.text = text;
        this.files = files;
        this.fallback = fallback;
        this.over = List.copyOf(over);
    }

    /**
     * A file that must be there.
     *
     * @param file the file, TOML 1.0 in UTF-8, at most 1 MiB
     * @param files where the server's account keeps its files
     * @return the source, whose file has been read but not judged
     * @throws ConfigException where the file cannot be read
     */
    public static ConfigSource file(Path file, ServerFiles files) throws ConfigException {
        return new ConfigSource(
                file, true, ConfigText.read(file), files, ServerConfig.defaults(files), List.of());
    }

    /**
     * The file in its usual place. Where it is not there, the defaults hold.
     *
     * @param files where the server's account keeps its files
     * @return the source, whose file has been read but not judged
     * @throws ConfigException where the file is there and cannot be read
     */
    public static ConfigSource usual(ServerFiles files) throws ConfigException {
        return new ConfigSource(
                files.configFile(),
                false,
                read(files.configFile(), false),
                files,
                ServerConfig.defaults(files),
                List.of());
    }

    /**
     * No file. Where nothing is set, a configuration holds that somebody has made.
     *
     * @param config the configuration
     * @param files where the server's account keeps its files
     * @return the source
     */
    public static ConfigSource fixed(ServerConfig config, ServerFiles files) {
        return new ConfigSource(null, false, "", files, config, List.of());
    }

    private static String read(Path file, boolean needed) throws ConfigException {
        return needed || Files.exists(file) ? ConfigText.read(file) : "";
    }

    /**
     * The file as it is now.
     *
     * @return a source with the same things over it
     * @throws ConfigException where the file cannot be read
     */
    public ConfigSource reread() throws ConfigException {
        return file == null ? this : withText(read(file, needed));
    }

    private ConfigSource withText(String other) {
        return new ConfigSource(file, needed, other, files, fallback, over);
    }

    /**
     * The same with a value over that of the file, instead of what the same origin has put there.
     *
     * @param name the setting's name; whether there is such a one is not looked at
     * @param value as the file would have it
     * @param from whose value it is: {@link Setting.From#OPTION} or {@link Setting.From#LIVE}
     * @return a source
     * @throws IllegalArgumentException where the name is none, or no setting has such a value
     */
    public ConfigSource with(String name, JsonValue value, Setting.From from) {
        List<String> path = path(name);
        List<ConfigAssignment> all = without(path, from);
        all.add(ConfigAssignment.of(path, value, from));
        return new ConfigSource(file, needed, text, files, fallback, all);
    }

    /**
     * The same, listening elsewhere than the file says.
     *
     * @param addresses where, at least one
     * @return a source
     */
    public ConfigSource listen(List<ListenAddress> addresses) {
        return with("listen", array(addresses.stream().map(ConfigSource::absolute)), OPTION);
    }

    private static String absolute(ListenAddress address) {
        return switch (address) {
            case ListenAddress.TlsAddress tls -> tls.toString();
            case ListenAddress.UnixAddress(Path path) -> "unix:" + path.toAbsolutePath();
        };
    }

    /**
     * The same with other files of keys than the file says.
     *
     * @param keys files; relative ones start at the working directory
     * @return a source
     */
    public ConfigSource authorizedKeys(List<Path> keys) {
        return with(
                "authorized_keys",
                array(keys.stream().map(key -> key.toAbsolutePath().toString())),
                OPTION);
    }

    /**
     * The same with another key of the server's own than the file says.
     *
     * @param key a file; a relative one starts at the working directory
     * @return a source
     */
    public ConfigSource hostKey(Path key) {
        return with("host_key", new JsonValue.Text(key.toAbsolutePath().toString()), OPTION);
    }

    private static JsonValue array(Stream<String> texts) {
        return new JsonValue.Array(texts.<JsonValue>map(JsonValue.Text::new).toList());
    }

    /**
     * The same with other limits than the file says.
     *
     * @param limits what each connection is allowed
     * @return a source
     */
    public ConfigSource limits(Limits limits) {
        return with("limits.max_body", new JsonValue.Int(limits.maxBody()), OPTION)
                .with("limits.max_channels", new JsonValue.Int(limits.maxChannels()), OPTION)
                .with("limits.window", new JsonValue.Int(limits.window()), OPTION)
                .with("limits.ping_interval", text(limits.pingInterval()), OPTION)
                .with("limits.handshake", text(limits.handshake()), OPTION);
    }

    private static JsonValue text(Duration duration) {
        return new JsonValue.Text(DurationText.shown(duration));
    }

    /**
     * The same without a value that stands over the file.
     *
     * @param name the setting's name
     * @param from whose value it is
     * @return a source
     * @throws IllegalArgumentException where the name is none
     */
    public ConfigSource without(String name, Setting.From from) {
        return new ConfigSource(file, needed, text, files, fallback, without(path(name), from));
    }

    private List<ConfigAssignment> without(List<String> path, Setting.From from) {
        List<ConfigAssignment> all = new ArrayList<>(over);
        all.removeIf(one -> one.path().equals(path) && one.from() == from);
        return all;
    }

    /**
     * How a name is written in lists, where it can be written otherwise too: {@code
     * access.handlers.flight.*} needs quotes.
     *
     * @param name a name as somebody has written it
     * @return the same as it is where it is no name
     */
    public static String listed(String name) {
        try {
            return TomlText.key(path(name));
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static List<String> path(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "expected the name of a setting, got " + ConfigValue.quoted(name));
        }
        String pattern = name.startsWith(HANDLERS) ? name.substring(HANDLERS.length()) : "";
        if (!pattern.isEmpty() && !pattern.startsWith("\"") && !pattern.startsWith("'")) {
            return List.of("access", "handlers", pattern);
        }
        try {
            return Toml.parseDottedKey(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected the name of a setting, got " + ConfigValue.quoted(name), e);
        }
    }

    /**
     * The file, whether it is there or not.
     *
     * @return empty where the source has none
     */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Writes a value into the file, or removes one, and leaves everything else as it stands. The
     * file is looked at anew for that; what else has changed in it is not taken over here.
     *
     * @param name the setting's name
     * @param value as the file would have it; empty removes the line
     * @return a source whose text was changed in the same way
     * @throws ConfigException where there is no file, where it has mistakes or would get some, and
     *     where it cannot be written; it is as it was then
     * @throws IllegalArgumentException where the name is none, or no setting has such a value
     */
    public ConfigSource keep(String name, Optional<JsonValue> value) throws ConfigException {
        if (file == null) {
            throw new ConfigException(
                    List.of("expected a configuration file to keep it in, got none"), null);
        }
        List<String> path = path(name);
        Optional<String> toml = value.map(TomlText::of);
        String before = read(file, needed);
        ConfigSource bare = new ConfigSource(file, needed, before, files, fallback, List.of());
        bare.read();
        String after = edited(before, path, toml);
        checkOnlyOneDiffers(bare.withText(after), bare, path, toml);
        if (!after.equals(before)) {
            new KeptFile(file).write(before, after);
        }
        return withText(before.equals(text) ? after : edited(text, path, toml));
    }

    private static String edited(String text, List<String> path, Optional<String> toml) {
        ConfigEdit edit = new ConfigEdit(text, path);
        return toml.map(edit::set).orElseGet(edit::unset);
    }

    /** Nothing is written that does not say what it should. */
    private void checkOnlyOneDiffers(
            ConfigSource after, ConfigSource before, List<String> path, Optional<String> toml)
            throws ConfigException {
        after.read();
        String name = TomlText.key(path);
        Map<String, Object> expected = TomlValues.of(before.text);
        expected.remove(name);
        toml.ifPresent(it -> expected.putAll(TomlValues.of(name + " = " + it)));
        if (!expected.equals(TomlValues.of(after.text))) {
            throw new ConfigException(
                    List.of(
                            "%s: expected to change %s only, which cannot be done here; edit the file"
                                    .formatted(file, name)),
                    null);
        }
    }

    /**
     * Reads everything.
     *
     * @return the configuration and its settings
     * @throws ConfigException with every mistake of the file and of what stands over it
     */
    public ConfigReading read() throws ConfigException {
        ConfigDocument document = ConfigDocument.parse(shown(), text, over);
        ServerConfig config = ServerConfigFile.read(document, paths(), fallback);
        document.finish();
        Map<List<String>, JsonValue> usual = values("", ServerConfig.defaults(files));
        Map<List<String>, JsonValue> bare = values("", fallback);
        List<Setting> settings =
                document.answers().stream()
                        .map(answer -> setting(answer, usual, bare))
                        .sorted(Comparator.comparing(Setting::name))
                        .toList();
        return new ConfigReading(config, settings);
    }

    private Path shown() {
        return Objects.requireNonNullElse(file, NO_FILE);
    }

    private ConfigPaths paths() {
        Path place = file == null ? Path.of("x") : file;
        return new ConfigPaths(
                Objects.requireNonNullElse(place.toAbsolutePath().getParent(), place),
                files.home());
    }

    /** What holds with this text and nothing over it. */
    private Map<List<String>, JsonValue> values(String toml, ServerConfig usual) {
        ConfigDocument document = ConfigDocument.parse(shown(), toml);
        ServerConfigFile.read(document, paths(), usual);
        Map<List<String>, JsonValue> values = new HashMap<>();
        document.answers().forEach(one -> values.put(one.question().path(), one.value()));
        return values;
    }

    /** What whoever made the configuration has decided was not set by nobody. */
    private static Setting setting(
            ConfigAnswer answer,
            Map<List<String>, JsonValue> usual,
            Map<List<String>, JsonValue> bare) {
        SettingDescription question = answer.question();
        JsonValue usually = usual.getOrDefault(question.path(), question.fallback());
        boolean decided =
                answer.from() == Setting.From.DEFAULT
                        && !usually.equals(bare.getOrDefault(question.path(), usually));
        return new Setting(
                question.name(),
                question.type(),
                question.range(),
                usually,
                question.description(),
                question.live(),
                answer.value(),
                decided ? Setting.From.OPTION : answer.from(),
                Optional.empty());
    }
}
