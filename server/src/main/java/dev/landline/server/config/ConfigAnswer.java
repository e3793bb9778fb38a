package dev.landline.server.config;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;

/**
 * What the answer to a question was.
 *
 * @param question what was asked for; its default is what stood in for a missing value
 * @param value the value that holds
 * @param from where it stands; {@link Setting.From#DEFAULT} where nowhere
 */
record ConfigAnswer(SettingDescription question, JsonValue value, Setting.From from) {}
