package dev.landline.identity;

import dev.landline.Printable;
import dev.landline.identity.KeyOptions.Permission;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of one line of {@code authorized_keys}, from left to right as {@code sshd}
 * does: {@code restrict,pty} leaves a terminal, {@code pty,restrict} does not.
 */
final class KeyOptionParser {

    private static final Map<String, Permission> PERMISSIONS =
            Map.of(
                    "pty", Permission.PTY,
                    "port-forwarding", Permission.PORT_FORWARDING,
                    "agent-forwarding", Permission.AGENT_FORWARDING,
                    "x11-forwarding", Permission.X11_FORWARDING,
                    "user-rc", Permission.USER_RC);

    /** They concern keys on security tokens, which are not taken anyway. */
    private static final Set<String> OF_TOKENS =
            Set.of("touch-required", "no-touch-required", "verify-required", "no-verify-required");

    /** Names of handlers, with stars. */
    private static final Pattern HANDLERS = Pattern.compile("[A-Za-z0-9._*-]{1,128}");

    private static final String NEGATION = "no-";
    private static final int DATE_LENGTH = 8;
    private static final int MINUTES_LENGTH = 12;
    private static final int SECONDS_LENGTH = 14;

    private final String text;
    private final ZoneId zone;
    private int at;

    private Optional<String> command = Optional.empty();
    private Optional<AddressPatterns> from = Optional.empty();
    private Optional<Instant> expiry = Optional.empty();
    private Optional<String> read = Optional.empty();
    private Optional<String> write = Optional.empty();
    private Optional<List<String>> call = Optional.empty();
    private Optional<KeyOptions.Settings> settings = Optional.empty();
    private boolean restricted;
    private final Set<Permission> permissions = EnumSet.allOf(Permission.class);
    private final List<String> permitOpen = new ArrayList<>();
    private final List<String> permitListen = new ArrayList<>();

    private KeyOptionParser(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
    }

    /** Where the options at the start of a line end: at the first blank outside of quotes. */
    static int end(String line) {
        boolean quoted = false;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (!quoted && (c == ' ' || c == '\t')) {
                break;
            }
            if (line.startsWith("\\\"", at)) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            }
            at++;
        }
        return at;
    }

    static KeyOptions parse(String text, ZoneId zone) throws KeyFormatException {
        if (text.indexOf('\ufffd') >= 0) {
            throw new KeyFormatException("the options are not valid UTF-8");
        }
        return new KeyOptionParser(text, zone).parse();
    }

    private KeyOptions parse() throws KeyFormatException {
        while (true) {
            option();
            if (at == text.length()) {
                return new KeyOptions(
                        command,
                        restricted,
                        permissions,
                        from,
                        expiry,
                        permitOpen,
                        permitListen,
                        read,
                        write,
                        call.orElse(List.of()),
                        settings);
            }
            if (text.charAt(at) != ',' || at == text.length() - 1) {
                throw new KeyFormatException(
                        "expected options separated by commas, got '%s' after an option"
                                .formatted(Printable.brief(text.substring(at))));
            }
            at++;
        }
    }

    private void option() throws KeyFormatException {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '=') {
            at++;
        }
        String name = text.substring(start, at);
        String lower = name.toLowerCase(Locale.ROOT);
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            withValue(name, lower);
        } else {
            flag(name, lower);
        }
    }

    private void flag(String name, String lower) throws KeyFormatException {
        boolean negated = lower.startsWith(NEGATION);
        Permission permission =
                PERMISSIONS.get(negated ? lower.substring(NEGATION.length()) : lower);
        if (permission != null && negated) {
            permissions.remove(permission);
        } else if (permission != null) {
            permissions.add(permission);
        } else if (lower.equals("restrict")) {
            restricted = true;
            permissions.clear();
        } else if (lower.equals("cert-authority")) {
            throw new KeyFormatException(
                    "cert-authority: Landline takes keys, not certificates of an authority");
        } else if (!OF_TOKENS.contains(lower)) {
            throw unknown(name);
        }
    }

    private void withValue(String name, String lower) throws KeyFormatException {
        switch (lower) {
            case "command" -> command = once(name, command, quoted(name));
            case "from" -> from = once(name, from, AddressPatterns.parse(quoted(name)));
            case "expiry-time" -> {
                Instant time = time(quoted(name));
                expiry = Optional.of(expiry.filter(time::isAfter).orElse(time));
            }
            case "read" -> read = once(name, read, directory(name));
            case "write" -> write = once(name, write, directory(name));
            case "call" -> call = once(name, call, handlers(name));
            case "settings" -> settings = once(name, settings, settings(name));
            case "permitopen" -> permitOpen.add(quoted(name));
            case "permitlisten" -> permitListen.add(quoted(name));
            case "environment", "tunnel" -> quoted(name);
            case "principals" ->
                    throw new KeyFormatException(
                            "principals: Landline takes keys, not certificates of an authority");
            default -> throw unknown(name);
        }
    }

    private String directory(String name) throws KeyFormatException {
        String directory = quoted(name);
        if (!directory.startsWith("/") && !directory.equals("~") && !directory.startsWith("~/")) {
            throw new KeyFormatException(
                    "the option '%s': expected a directory that begins with / or ~/, got '%s'"
                            .formatted(name, Printable.brief(directory)));
        }
        return directory;
    }

    private List<String> handlers(String name) throws KeyFormatException {
        List<String> patterns = List.of(quoted(name).split(",", -1));
        for (String pattern : patterns) {
            if (!HANDLERS.matcher(pattern).matches()) {
                throw new KeyFormatException(
                        "the option '%s': expected names of handlers or patterns such as flight.*, separated by commas, got '%s'"
                                .formatted(name, Printable.brief(pattern)));
            }
        }
        return patterns;
    }

    private KeyOptions.Settings settings(String name) throws KeyFormatException {
        String value = quoted(name);
        return switch (value) {
            case "read" -> KeyOptions.Settings.READ;
            case "write" -> KeyOptions.Settings.WRITE;
            default ->
                    throw new KeyFormatException(
                            "the option '%s': expected read or write, got '%s'"
                                    .formatted(name, Printable.brief(value)));
        };
    }

    private static <T> Optional<T> once(String name, Optional<T> before, T value)
            throws KeyFormatException {
        if (before.isPresent()) {
            throw new KeyFormatException("the option '%s' stands there twice".formatted(name));
        }
        return Optional.of(value);
    }

    /**
     * A value in quotes, in which {@code \"} stands for a quote and every other backslash for
     * itself.
     */
    private String quoted(String name) throws KeyFormatException {
        if (at == text.length() || text.charAt(at) != '"') {
            throw new KeyFormatException(
                    "the option '%s': expected a value in double quotes".formatted(name));
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.startsWith("\\\"", at)) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (at == text.length()) {
            throw new KeyFormatException(
                    "the option '%s': the closing quote is missing".formatted(name));
        }
        at++;
        return value.toString();
    }

    private Instant time(String value) throws KeyFormatException {
        boolean utc = value.endsWith("Z") || value.endsWith("z");
        String digits = utc ? value.substring(0, value.length() - 1) : value;
        boolean complete =
                digits.length() == DATE_LENGTH
                        || digits.length() == MINUTES_LENGTH
                        || digits.length() == SECONDS_LENGTH;
        if (complete && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String full = digits + "0".repeat(SECONDS_LENGTH - digits.length());
            try {
                return LocalDateTime.of(
                                number(full, 0, 4),
                                number(full, 4, 6),
                                number(full, 6, 8),
                                number(full, 8, 10),
                                number(full, 10, 12),
                                number(full, 12, 14))
                        .atZone(utc ? ZoneOffset.UTC : zone)
                        .toInstant();
            } catch (DateTimeException e) {
                throw badTime(value, e);
            }
        }
        throw badTime(value, null);
    }

    private static KeyFormatException badTime(String value, @Nullable DateTimeException cause) {
        return new KeyFormatException(
                "expiry-time: expected YYYYMMDD[HHMM[SS]][Z], got '%s'"
                        .formatted(Printable.brief(value)),
                cause);
    }

    private static int number(String digits, int start, int end) {
        return Integer.parseInt(digits, start, end, 10);
    }

    private static KeyFormatException unknown(String name) {
        return new KeyFormatException(
                "unknown option '%s'; a key with an option that is not understood is refused"
                        .formatted(Printable.brief(name)));
    }
}
