package dev.landline.server.setting;

import dev.landline.Printable;
import dev.landline.json.JsonValue;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ConfigReading;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.setting.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of a running server. A value that is set stands over that of the configuration file
 * until it is unset or the server stops. Every change is a {@link ServerEvent.SettingChanged}. Safe
 * for use by many threads; changes happen one after the other.
 */
public final class LiveSettings {

    private final Map<String, Setting> started;
    private final ServerListener events;
    private final Consumer<ServerConfig> server;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock, and only written under it:
    private volatile State state;

    /** Where everything comes from, and what came out of it. */
    private record State(ConfigSource source, ConfigReading reading) {}

    /** What became of a setting, and what is to be told of it when the lock is given back. */
    private record Changed(Setting setting, SettingChanges changes) {}

    /**
     * Takes over what a server was started with.
     *
     * @param source where its configuration comes from
     * @param started what was read from there
     * @param events told about each change
     * @param server makes another configuration hold; what cannot change in a running server does
     *     not differ
     */
    public LiveSettings(
            ConfigSource source,
            ConfigReading started,
            ServerListener events,
            Consumer<ServerConfig> server) {
        this.started = byName(started);
        this.events = events;
        this.server = server;
        this.state = new State(source, started);
    }

    private static Map<String, Setting> byName(ConfigReading reading) {
        return reading.settings().stream()
                .collect(Collectors.toMap(Setting::name, Function.identity()));
    }

    /**
     * All settings.
     *
     * @return sorted by name
     */
    public List<Setting> list() {
        return state.reading().settings();
    }

    /**
     * One setting.
     *
     * @param name its full name, such as {@code limits.window}
     * @return the setting
     * @throws SettingException where there is none of that name
     */
    public Setting get(String name) throws SettingException {
        ConfigReading reading = state.reading();
        Optional<Setting> found = reading.find(ConfigSource.listed(name));
        if (found.isPresent()) {
            return found.get();
        }
        throw unknown(reading, name);
    }

    private static SettingException unknown(ConfigReading reading, String name) {
        return new SettingException(
                "expected the name of a setting, got '" + Printable.brief(name) + "'",
                reading.near(name)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("landline settings list TARGET names them"));
    }

    /**
     * Gives a setting another value, from now on.
     *
     * @param who who wants it, for the event
     * @param name its full name
     * @param value as the configuration file would have it
     * @param keep whether to write it into the configuration file too; what cannot change in a
     *     running server can only be written there
     * @return the setting as it is then
     * @throws SettingException where there is none of that name, or it cannot change
     * @throws ConfigException where the value is not one that it can have, or the file cannot be
     *     written; nothing has changed then
     */
    public Setting set(String who, String name, JsonValue value, boolean keep)
            throws SettingException, ConfigException {
        Changed changed;
        lock.lock();
        try {
            changed = setLocked(who, name, value, keep);
        } finally {
            lock.unlock();
        }
        changed.changes().events().forEach(events::on);
        return changed.setting();
    }

    private Changed setLocked(String who, String name, JsonValue value, boolean keep)
            throws SettingException, ConfigException {
        ConfigSource over = with(name, value);
        ConfigReading wanted = read(over);
        String listed = ConfigSource.listed(name);
        // What was not there before is one whose name the operator chooses, such as a group.
        Optional<Setting> known = wanted.find(listed);
        if (known.isEmpty()) {
            throw unknown(state.reading(), name);
        }
        checkChangeable(known.get(), keep);
        if (!keep) {
            return new Changed(known.get(), become(who, over, wanted, false));
        }
        ConfigSource kept =
                state.source().keep(listed, Optional.of(value)).without(listed, Setting.From.LIVE);
        boolean holds = value(read(kept), listed).equals(value(wanted, listed));
        SettingChanges changes =
                become(who, holds ? kept : kept.with(listed, value, Setting.From.LIVE), true);
        return new Changed(changes.now().find(listed).orElse(known.get()), changes);
    }

    private ConfigSource with(String name, JsonValue value) throws SettingException {
        try {
            return state.source().with(name, value, Setting.From.LIVE);
        } catch (IllegalArgumentException e) {
            throw new SettingException(get(name).name() + ": " + e.getMessage(), "");
        }
    }

    private static Optional<JsonValue> value(ConfigReading reading, String name) {
        return reading.find(name).map(Setting::value);
    }

    /**
     * The same with a value as people type it: without quotes, and with commas between the items of
     * an array.
     *
     * @param who who wants it, for the event
     * @param name its full name
     * @param text the value
     * @param keep whether to write it into the configuration file too
     * @return the setting as it is then
     * @throws SettingException where there is none of that name, or it cannot change
     * @throws ConfigException where the value is not one that it can have, or the file cannot be
     *     written; nothing has changed then
     */
    public Setting setText(String who, String name, String text, boolean keep)
            throws SettingException, ConfigException {
        String type =
                state.reading()
                        .find(ConfigSource.listed(name))
                        .map(Setting::type)
                        .orElse(Setting.STRINGS);
        return set(who, name, TypedText.parse(type, text), keep);
    }

    /**
     * Goes back to the value of the configuration file, or to the default.
     *
     * @param who who wants it, for the event
     * @param name its full name
     * @param keep whether to remove it from the configuration file too
     * @return the setting as it is then
     * @throws SettingException where there is none of that name, or it cannot change
     * @throws ConfigException where the rest cannot do without it, or the file cannot be written;
     *     nothing has changed then
     */
    public Setting unset(String who, String name, boolean keep)
            throws SettingException, ConfigException {
        Changed changed;
        lock.lock();
        try {
            Setting known = get(name);
            checkChangeable(known, keep);
            ConfigSource without = state.source().without(known.name(), Setting.From.LIVE);
            SettingChanges changes =
                    become(
                            who,
                            keep ? without.keep(known.name(), Optional.empty()) : without,
                            keep);
            Setting now = changes.now().find(known.name()).orElseGet(() -> gone(known));
            changed = new Changed(now, changes);
        } finally {
            lock.unlock();
        }
        changed.changes().events().forEach(events::on);
        return changed.setting();
    }

    /** One whose name the operator has chosen is not there any more. */
    private static Setting gone(Setting known) {
        return new Setting(
                known.name(),
                known.type(),
                known.range(),
                known.fallback(),
                known.description(),
                known.live(),
                known.fallback(),
                Setting.From.DEFAULT,
                Optional.empty());
    }

    private static void checkChangeable(Setting known, boolean keep) throws SettingException {
        if (!known.live() && !keep) {
            throw new SettingException(
                    known.name()
                            + ": expected a setting that can change while the server runs, got one"
                            + " that needs a restart",
                    "with --keep it is written to the configuration file, for the next start");
        }
    }

    /**
     * Reads the configuration file anew. What was set while the server ran stays over it.
     *
     * @param who who wants it, for the events
     * @throws ConfigException where the file cannot be read or has mistakes; nothing has changed
     *     then
     */
    public void reload(String who) throws ConfigException {
        SettingChanges changes;
        lock.lock();
        try {
            changes = become(who, state.source().reread(), true);
        } finally {
            lock.unlock();
        }
        changes.events().forEach(events::on);
    }

    private SettingChanges become(String who, ConfigSource source, boolean kept)
            throws ConfigException {
        return become(who, source, read(source), kept);
    }

    private SettingChanges become(
            String who, ConfigSource source, ConfigReading now, boolean kept) {
        ConfigReading before = state.reading();
        if (!now.config().equals(before.config())) {
            server.accept(now.config());
        }
        state = new State(source, now);
        return new SettingChanges(who, kept, before, now);
    }

    /** Reads everything; what cannot change while the server runs stays as it was started with. */
    private ConfigReading read(ConfigSource source) throws ConfigException {
        ConfigReading wanted = source.read();
        ConfigSource pinned = source;
        for (Setting setting : wanted.settings()) {
            if (waits(setting)) {
                pinned = pinned.with(setting.name(), atStart(setting).value(), Setting.From.LIVE);
            }
        }
        ServerConfig config = pinned == source ? wanted.config() : pinned.read().config();
        return new ConfigReading(
                config,
                wanted.settings().stream()
                        .map(setting -> waits(setting) ? waiting(setting) : setting)
                        .toList());
    }

    private boolean waits(Setting setting) {
        return !setting.live() && !atStart(setting).value().equals(setting.value());
    }

    private Setting atStart(Setting setting) {
        return started.getOrDefault(setting.name(), setting);
    }

    private Setting waiting(Setting setting) {
        Setting start = atStart(setting);
        return new Setting(
                start.name(),
                start.type(),
                start.range(),
                start.fallback(),
                start.description(),
                false,
                start.value(),
                start.from(),
                Optional.of(setting.value()));
    }
}
