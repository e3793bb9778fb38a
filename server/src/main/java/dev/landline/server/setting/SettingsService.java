package dev.landline.server.setting;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonWriter;
import dev.landline.server.auth.Grant;
import dev.landline.server.config.ConfigException;
import dev.landline.setting.Setting;
import dev.landline.setting.SettingsRequest;
import dev.landline.setting.SettingsRequest.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service {@code settings}.
 *
 * @param settings the settings of the server
 */
public record SettingsService(LiveSettings settings) {

    private static final int LINE = 512;

    /**
     * Serves one channel to its end.
     *
     * @param grant what the identity may do
     * @param channel the channel
     * @param json the request
     * @throws IOException where the request is refused or the connection is gone
     */
    public void serve(Grant grant, ServerChannel channel, JsonObject json) throws IOException {
        SettingsRequest request = request(json);
        check(grant, request);
        List<Setting> answer = answer(grant.identity().toString(), request);
        channel.accept(List.of(), List.of(ExecRequest.STDOUT));
        try (OutputStream lines = channel.outgoing(ExecRequest.STDOUT)) {
            JsonWriter writer = new JsonWriter(LINE);
            for (Setting setting : answer) {
                writer.reset(0);
                writer.value(setting.toJson());
                lines.write(writer.array(), 0, writer.size());
                lines.write('\n');
            }
        }
    }

    private static SettingsRequest request(JsonObject json) throws ChannelException {
        try {
            return SettingsRequest.fromJson(json);
        } catch (JsonException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), null, e);
        }
    }

    private static void check(Grant grant, SettingsRequest request) throws ChannelException {
        boolean change = request.action() == Action.SET || request.action() == Action.UNSET;
        if (!(change ? grant.mayWriteSettings() : grant.mayReadSettings())) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    "%s may not %s settings".formatted(grant.identity(), request.action().word()),
                    "the server's configuration says who may: access.settings and"
                            + " access.settings_read",
                    null);
        }
    }

    private List<Setting> answer(String who, SettingsRequest request) throws ChannelException {
        String name = request.name().orElse("");
        try {
            return switch (request.action()) {
                case LIST -> settings.list();
                case GET -> List.of(settings.get(name));
                case SET -> List.of(set(who, name, request));
                case UNSET -> List.of(settings.unset(who, name, request.keep()));
            };
        } catch (SettingException e) {
            throw bad(String.valueOf(e.getMessage()), e.hint().orElse(null), e);
        } catch (ConfigException e) {
            throw bad(String.join("; ", e.problems()), null, e);
        }
    }

    private Setting set(String who, String name, SettingsRequest request)
            throws SettingException, ConfigException {
        return request.value().isPresent()
                ? settings.set(who, name, request.value().get(), request.keep())
                : settings.setText(who, name, request.text().orElseThrow(), request.keep());
    }

    private static ChannelException bad(String message, @Nullable String hint, Exception cause) {
        return new ChannelException(ErrorCode.BAD_REQUEST, message, hint, cause);
    }
}
