package dev.landline.server.config;

import dev.landline.identity.Fingerprint;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.config.ConfigQuestion.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads who may do what: the tables {@code groups} and {@code access}. */
final class AccessSection {

    private static final String GROUP = "@";
    private static final Pattern ACCOUNT = Pattern.compile("unix:[^\\s/:]+");
    private static final Pattern GROUP_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern HANDLERS = Pattern.compile("[A-Za-z0-9._*-]{1,128}");

    private static final Kind<String> MEMBERS =
            new Kind<>(AccessSection::member, UnaryOperator.identity());

    /** What each service is for, the one first that stands for others. */
    private static final Map<String, String> DEEDS = deeds();

    private final ConfigTable access;
    private final ConfigTable perHandler;
    private final Map<String, Set<String>> groups = new TreeMap<>();

    AccessSection(ConfigDocument document) {
        readGroups(document.table("groups"));
        access = document.table("access");
        perHandler = document.table("access", "handlers");
    }

    private static Map<String, String> deeds() {
        Map<String, String> deeds = new LinkedHashMap<>();
        deeds.put(AccessRules.COMMANDS, "run commands");
        deeds.put("put", "send files to the server");
        deeds.put("get", "have files from the server");
        deeds.put("list", "ask which files there are");
        deeds.put(AccessRules.CALL, "call handlers");
        deeds.put(AccessRules.SETTINGS, "see and change the settings");
        deeds.put(AccessRules.INFO, "see what the server has counted");
        deeds.put(AccessRules.SETTINGS_READ, "see the settings, besides those who may change them");
        return Collections.unmodifiableMap(deeds);
    }

    private void readGroups(ConfigTable table) {
        for (String name : table.names()) {
            if (GROUP_NAME.matcher(name).matches()) {
                List<String> members =
                        table.setting(name, "who is meant by @" + name)
                                .texts(List.of(), "SHA256:… or unix:NAME", MEMBERS);
                groups.put(name, Set.copyOf(members));
            } else {
                refuse(table, name, "a name of letters, digits, _ and -, at most 64 characters");
            }
        }
    }

    private static void refuse(ConfigTable table, String name, String expected) {
        table.find(name).ifPresent(value -> value.refuse(expected, ConfigValue.quoted(name)));
    }

    /** Of what nothing is said, whoever may run commands may do: commands could do it anyway. */
    AccessRules read(AccessRules defaults) {
        Map<String, List<String>> words = new HashMap<>();
        defaults.services().forEach((service, who) -> words.put(service, sorted(who)));
        boolean said = access.find(AccessRules.COMMANDS).isPresent();
        DEEDS.forEach((service, deed) -> {
            boolean follows = said && AccessRules.SERVICES.contains(service);
            String usual = follows ? AccessRules.COMMANDS : service;
            List<String> fallback = words.getOrDefault(usual, List.of());
            boolean ofTheServer = AccessRules.OF_THE_SERVER.contains(service);
            words.put(service, who(access, service, "who may " + deed, fallback, ofTheServer));
        });
        Map<String, Set<String>> services = new HashMap<>();
        words.forEach((service, who) -> services.put(service, meant(who)));
        return new AccessRules(services, perHandler(defaults));
    }

    private Map<String, Set<String>> perHandler(AccessRules defaults) {
        Map<String, Set<String>> handlers = new HashMap<>(defaults.handlers());
        for (String pattern : perHandler.names()) {
            if (HANDLERS.matcher(pattern).matches()) {
                List<String> fallback = sorted(handlers.getOrDefault(pattern, Set.of()));
                String description = "who else may call " + pattern;
                handlers.put(pattern, meant(who(perHandler, pattern, description, fallback, true)));
            } else {
                refuse(
                        perHandler,
                        pattern,
                        "the name of a handler or a pattern such as \"flight.*\"");
            }
        }
        return handlers;
    }

    private static List<String> sorted(Set<String> who) {
        return who.stream().sorted().toList();
    }

    private List<String> who(
            ConfigTable table,
            String name,
            String description,
            List<String> fallback,
            boolean ofTheServer) {
        String own = ofTheServer ? "own, " : "";
        return table.setting(name, description)
                .texts(
                        fallback,
                        own + "*, SHA256:…, unix:NAME or @GROUP",
                        new Kind<>(text -> checked(text, ofTheServer), UnaryOperator.identity()));
    }

    private String checked(String text, boolean ofTheServer) {
        var _ = named(text, ofTheServer);
        return text;
    }

    private Set<String> meant(List<String> words) {
        return words.stream()
                .flatMap(word -> named(word, true).stream())
                .collect(Collectors.toUnmodifiableSet());
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
