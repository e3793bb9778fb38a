package dev.landline.client;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import dev.landline.setting.SettingsRequest;
import dev.landline.setting.SettingsRequest.Action;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the server, by their names. Every method asks the server; each throws a {@link
 * dev.landline.ChannelException} where that refuses, with a message in the words of its
 * configuration file. Safe for use by many threads.
 */
public final class ServerSettings {

    private final Line line;

    ServerSettings(Line line) {
        this.line = line;
    }

    /**
     * All settings.
     *
     * @return sorted by name
     * @throws IOException where the server refuses, or the connection is gone
     */
    public List<Setting> list() throws IOException {
        return ask(
                new SettingsRequest(
                        Action.LIST, Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    /**
     * One setting.
     *
     * @param name its full name, such as {@code limits.window}
     * @return the setting
     * @throws IOException where the server refuses or has no such setting, or the connection is
     *     gone
     */
    public Setting get(String name) throws IOException {
        return one(
                new SettingsRequest(
                        Action.GET, Optional.of(name), Optional.empty(), Optional.empty(), false));
    }

    /**
     * Gives a setting another value.
     *
     * @param name its full name
     * @param value as the configuration file would have it: a string, an integer, an array of
     *     strings
     * @param keep whether it is to be written into the server's configuration file too
     * @return the setting as it is then
     * @throws IOException where the server refuses the change, or the connection is gone
     */
    public Setting set(String name, JsonValue value, boolean keep) throws IOException {
        return one(
                new SettingsRequest(
                        Action.SET, Optional.of(name), Optional.of(value), Optional.empty(), keep));
    }

    /**
     * The same with a value as people type it.
     *
     * @param name its full name
     * @param text the value without quotes, such as {@code 1MiB}; the items of an array have commas
     *     between them
     * @param keep whether it is to be written into the server's configuration file too
     * @return the setting as it is then
     * @throws IOException where the server refuses the change, or the connection is gone
     */
    public Setting set(String name, String text, boolean keep) throws IOException {
        return one(
                new SettingsRequest(
                        Action.SET, Optional.of(name), Optional.empty(), Optional.of(text), keep));
    }

    /**
     * Goes back to the value of the server's configuration file, or to the default.
     *
     * @param name its full name
     * @param keep whether it is to be removed from the configuration file too
     * @return the setting as it is then
     * @throws IOException where the server refuses the change, or the connection is gone
     */
    public Setting unset(String name, boolean keep) throws IOException {
        return one(
                new SettingsRequest(
                        Action.UNSET, Optional.of(name), Optional.empty(), Optional.empty(), keep));
    }

    private Setting one(SettingsRequest request) throws IOException {
        List<Setting> all = ask(request);
        if (all.size() != 1) {
            throw new IOException("the server's answer: expected one setting, got " + all.size());
        }
        return all.getFirst();
    }

    private List<Setting> ask(SettingsRequest request) throws IOException {
        return new ListQuestion(line, SettingsRequest.SERVICE, "the server's settings")
                .ask(request.toJson(), Setting::fromJson);
    }
}
