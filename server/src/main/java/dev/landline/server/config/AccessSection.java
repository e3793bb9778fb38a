package dev.landline.server.config;

import dev.landline.identity.Fingerprint;
import dev.landline.server.auth.AccessRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads who may do what: the tables {@code groups} and {@code access}. */
final class AccessSection {

    private static final String GROUP = "@";
    private static final Pattern ACCOUNT = Pattern.compile("unix:[^\\s/:]+");
    private static final Pattern GROUP_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern HANDLERS = Pattern.compile("[A-Za-z0-9._*-]{1,128}");

    private final ConfigTable access;
    private final ConfigTable perHandler;
    private final Map<String, Set<String>> groups = new TreeMap<>();

    AccessSection(ConfigDocument document) {
        readGroups(document.table("groups"));
        access = document.table("access");
        perHandler = document.table("access", "handlers");
    }

    private void readGroups(ConfigTable table) {
        table.each((name, value) -> {
            if (GROUP_NAME.matcher(name).matches()) {
                value.texts("SHA256:… or unix:NAME", AccessSection::member)
                        .ifPresent(members -> groups.put(name, Set.copyOf(members)));
            } else {
                value.refuse(
                        "a name of letters, digits, _ and -, at most 64 characters",
                        ConfigValue.quoted(name));
            }
        });
    }

    /** Of what nothing is said, whoever may run commands may do: commands could do it anyway. */
    AccessRules read(AccessRules defaults) {
        Map<String, Set<String>> services = new HashMap<>(defaults.services());
        who(AccessRules.COMMANDS)
                .ifPresent(
                        who -> AccessRules.SERVICES.forEach(service -> services.put(service, who)));
        for (String service : defaults.services().keySet()) {
            if (!service.equals(AccessRules.COMMANDS)) {
                who(service).ifPresent(who -> services.put(service, who));
            }
        }
        Map<String, Set<String>> handlers = new HashMap<>(defaults.handlers());
        perHandler.each((pattern, value) -> {
            if (HANDLERS.matcher(pattern).matches()) {
                who(value, true).ifPresent(who -> handlers.put(pattern, who));
            } else {
                value.refuse(
                        "the name of a handler or a pattern such as \"flight.*\"",
                        ConfigValue.quoted(pattern));
            }
        });
        return new AccessRules(services, handlers);
    }

    private Optional<Set<String>> who(String service) {
        boolean ofTheServer = AccessRules.OF_THE_SERVER.contains(service);
        return access.find(service).flatMap(value -> who(value, ofTheServer));
    }

    private Optional<Set<String>> who(ConfigValue value, boolean ofTheServer) {
        String own = ofTheServer ? "own, " : "";
        return value.texts(
                        own + "*, SHA256:…, unix:NAME or @GROUP", text -> named(text, ofTheServer))
                .map(who ->
                        who.stream()
                                .flatMap(Collection::stream)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whom a word stands for: itself, or the members of a group. */
    private Set<String> named(String text, boolean ofTheServer) {
        if (text.startsWith(GROUP)) {
            return group(text);
        }
        if (text.equals(AccessRules.EVERYBODY) || (ofTheServer && text.equals(AccessRules.OWN))) {
            return Set.of(text);
        }
        return Set.of(
                identity(text)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "expected "
                                                + (ofTheServer ? "own, " : "")
                                                + "*, SHA256: and 43 characters of Base64,"
                                                + " unix:NAME or @GROUP, got "
                                                + ConfigValue.quoted(text))));
    }

    private Set<String> group(String text) {
        Set<String> members = groups.get(text.substring(GROUP.length()));
        if (members == null) {
            String known =
                    groups.isEmpty() ? "" : ", one of @" + String.join(", @", groups.keySet());
            throw new IllegalArgumentException(
                    "expected a group that stands in [groups]%s, got %s"
                            .formatted(known, ConfigValue.quoted(text)));
        }
        return members;
    }

    private static String member(String text) {
        return identity(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "expected SHA256: and 43 characters of Base64, or unix:NAME, got "
                                        + ConfigValue.quoted(text)));
    }

    private static Optional<String> identity(String text) {
        try {
            if (text.startsWith("SHA256:")) {
                return Optional.of(new Fingerprint(text).text());
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(text).filter(account -> ACCOUNT.matcher(account).matches());
    }
}
