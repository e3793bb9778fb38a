package dev.landline.server.setting;

import dev.landline.json.JsonValue;
import dev.landline.server.config.ConfigException;
import dev.landline.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * The settings for JMX: an attribute for each, under the same name. Integers are {@code Integer},
 * arrays {@code String[]}, all others {@code String}, as the configuration file has them.
 */
final class SettingsBean implements DynamicMBean {

    private static final String WHO = "JMX";
    private static final String TEXT = String.class.getName();

    private final LiveSettings settings;

    SettingsBean(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        try {
            return object(settings.get(name).value());
        } catch (SettingException e) {
            throw notFound(e);
        }
    }

    private static AttributeNotFoundException notFound(SettingException e) {
        String hint = e.hint().map(it -> "; " + it).orElse("");
        return new AttributeNotFoundException(e.getMessage() + hint);
    }

    private static Object object(JsonValue value) {
        return switch (value) {
            case JsonValue.Int(long number) -> (int) number;
            case JsonValue.Array(List<JsonValue> items) ->
                    items.stream().map(Setting::shown).toArray(String[]::new);
            default -> Setting.shown(value);
        };
    }

    private static @Nullable JsonValue json(@Nullable Object value) {
        return switch (value) {
            case Integer number -> new JsonValue.Int(number);
            case Long number -> new JsonValue.Int(number);
            case String text -> new JsonValue.Text(text);
            case String[] texts ->
                    new JsonValue.Array(
                            Arrays.stream(texts).<JsonValue>map(JsonValue.Text::new).toList());
            case null, default -> null;
        };
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException {
        JsonValue value = json(attribute.getValue());
        if (value == null) {
            throw new InvalidAttributeValueException(
                    attribute.getName()
                            + ": expected a string, an integer or an array of strings, got "
                            + attribute.getValue());
        }
        try {
            String name = settings.get(attribute.getName()).name();
            var _ =
                    value instanceof JsonValue.Text(String text)
                            ? settings.setText(WHO, name, text, false)
                            : settings.set(WHO, name, value, false);
        } catch (SettingException e) {
            throw notFound(e);
        } catch (ConfigException e) {
            throw new InvalidAttributeValueException(e.getMessage());
        }
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList list = new AttributeList();
        for (String name : names) {
            try {
                list.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException e) {
                // It is left out: that is how this method tells.
            }
        }
        return list;
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        AttributeList done = new AttributeList();
        for (Attribute attribute : attributes.asList()) {
            try {
                setAttribute(attribute);
                done.add(attribute);
            } catch (AttributeNotFoundException | InvalidAttributeValueException e) {
                // It is left out: that is how this method tells.
            }
        }
        return done;
    }

    @Override
    public @Nullable Object invoke(
            String operation, @Nullable Object @Nullable [] parameters, String[] signature)
            throws MBeanException, ReflectionException {
        List<String> words =
                parameters == null
                        ? List.of()
                        : Arrays.stream(parameters).map(String::valueOf).toList();
        try {
            return switch (operation + words.size()) {
                case "set2" -> shown(settings.setText(WHO, words.get(0), words.get(1), false));
                case "keep2" -> shown(settings.setText(WHO, words.get(0), words.get(1), true));
                case "unset1" -> shown(settings.unset(WHO, words.getFirst(), false));
                case "reload0" -> {
                    settings.reload(WHO);
                    yield null;
                }
                default ->
                        throw new ReflectionException(
                                new NoSuchMethodException(
                                        "expected set, keep, unset or reload with their parameters,"
                                                + " got "
                                                + operation));
            };
        } catch (SettingException | ConfigException e) {
            // Its class may not be there at the other side.
            throw new MBeanException(new IllegalArgumentException(e.getMessage()), e.getMessage());
        }
    }

    private static String shown(Setting setting) {
        return Setting.shown(setting.value());
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanParameterInfo name = new MBeanParameterInfo("name", TEXT, "the setting");
        MBeanParameterInfo value =
                new MBeanParameterInfo("value", TEXT, "without quotes; arrays with commas");
        return new MBeanInfo(
                LiveSettings.class.getName(),
                "the settings of a Landline server",
                settings.list().stream()
                        .map(SettingsBean::attribute)
                        .toArray(MBeanAttributeInfo[]::new),
                null,
                new MBeanOperationInfo[] {
                    operation("set", "changes a setting until the server stops", TEXT, name, value),
                    operation(
                            "keep", "changes it in the configuration file too", TEXT, name, value),
                    operation("unset", "goes back to the file's value or the default", TEXT, name),
                    operation("reload", "reads the configuration file anew", void.class.getName())
                },
                null);
    }

    private static MBeanAttributeInfo attribute(Setting setting) {
        String next =
                Optional.of(setting)
                        .filter(it -> !it.live())
                        .map(it -> "; needs a restart")
                        .orElse("");
        return new MBeanAttributeInfo(
                setting.name(),
                switch (setting.type()) {
                    case Setting.INTEGER -> Integer.class.getName();
                    case Setting.STRINGS -> String[].class.getName();
                    default -> TEXT;
                },
                "%s (%s; default: %s%s)"
                        .formatted(
                                setting.description(),
                                setting.range(),
                                Setting.shown(setting.fallback()),
                                next),
                true,
                setting.live(),
                false);
    }

    private static MBeanOperationInfo operation(
            String name, String description, String type, MBeanParameterInfo... parameters) {
        return new MBeanOperationInfo(
                name, description, parameters, type, MBeanOperationInfo.ACTION);
    }
}
