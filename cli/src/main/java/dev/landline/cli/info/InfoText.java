package dev.landline.cli.info;

import dev.landline.Limits;
import dev.landline.Printable;
import dev.landline.info.AccountInfo;
import dev.landline.info.LinkInfo;
import dev.landline.info.Rights;
import dev.landline.info.Sample;
import dev.landline.info.ServerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a server tells, as a page for people. What it has written is made harmless. */
final class InfoText {

    private static final int LONGEST_WORD = 256;
    private static final int LABEL = 12;
    private static final int GAP = 2;
    private static final String BUCKET = "_bucket";
    private static final String EVERYTHING = "/";
    private static final String NOTHING = "nothing";

    /** Clocks that are closer than that agree, for people. */
    private static final Duration AGREES = Duration.ofSeconds(1);

    private final List<String> lines = new ArrayList<>();

    private InfoText() {}

    static List<String> lines(TimedInfo timed, List<Sample> counters) {
        InfoText text = new InfoText();
        text.server(timed.info());
        text.connection(timed);
        text.identity(timed.info());
        text.counters(counters);
        return text.lines;
    }

    private void server(ServerInfo info) {
        line(
                "server",
                word(info.software())
                        + ", protocol "
                        + info.protocol()
                        + ", up "
                        + age(info.uptime()));
        ServerInfo.Platform platform = info.platform();
        line(
                "platform",
                word(platform.os())
                        + " "
                        + word(platform.arch())
                        + ", Java "
                        + word(platform.java())
                        + ", "
                        + count(platform.processors(), "processor"));
    }

    private void connection(TimedInfo timed) {
        ServerInfo info = timed.info();
        LinkInfo link = info.link();
        String provider = link.provider().map(name -> " of " + word(name)).orElse("");
        line(
                "connection",
                word(link.kind())
                        + " from "
                        + word(link.remote())
                        + link.cipher().map(name -> ", " + word(name) + provider).orElse(""));
        line("round trip", TimedInfo.millis(timed.roundTrip()) + " ms");
        line("clock", clock(timed.ahead()));
        line("limits", limits(info.limits()));
        line(
                "this client",
                word(info.client().software())
                        + ", bodies to "
                        + info.client().maxBody()
                        + " bytes");
    }

    private static String clock(Duration ahead) {
        if (ahead.abs().compareTo(AGREES) < 0) {
            return "agrees with this one";
        }
        return age(ahead.abs()) + (ahead.isNegative() ? " behind this one" : " ahead of this one");
    }

    private static String limits(Limits limits) {
        return "bodies to %d bytes, %d channels, windows from %d bytes, ping every %s, %s to connect"
                .formatted(
                        limits.maxBody(),
                        limits.maxChannels(),
                        limits.window(),
                        age(limits.pingInterval()),
                        age(limits.handshake()));
    }

    private void identity(ServerInfo info) {
        line("you are", word(info.identity()));
        Rights rights = info.rights();
        line("you may use", words(rights.services()));
        if (!rights.calls().isEmpty()) {
            line("you may call", words(rights.calls()));
        }
        if (!rights.settings().equals(NOTHING)) {
            line("settings", "you may " + word(rights.settings()) + " them");
        }
        for (AccountInfo account : info.accounts()) {
            line("you act as", account(account));
        }
    }

    private static String account(AccountInfo account) {
        List<String> terms = new ArrayList<>();
        account.forcedCommand()
                .ifPresent(command -> terms.add("only ever running " + word(command)));
        if (!account.commands()) {
            terms.add("no commands");
        }
        if (!account.terminal()) {
            terms.add("no terminal");
        }
        reach("reads", account.read()).ifPresent(terms::add);
        reach("writes", account.write()).ifPresent(terms::add);
        return word(account.name())
                + (terms.isEmpty() ? ", without limits" : ": " + String.join(", ", terms));
    }

    private static Optional<String> reach(String verb, Optional<String> directory) {
        if (directory.isEmpty()) {
            return Optional.of(verb + " no files");
        }
        return directory
                .filter(below -> !below.equals(EVERYTHING))
                .map(below -> verb + " files below " + word(below));
    }

    private void counters(List<Sample> counters) {
        List<Sample> shown =
                counters.stream()
                        .filter(sample -> sample.value() != 0 && !sample.name().endsWith(BUCKET))
                        .toList();
        if (shown.isEmpty()) {
            return;
        }
        lines.add("");
        int width = shown.stream().mapToInt(sample -> word(sample.id()).length()).max().orElse(0);
        for (Sample sample : shown) {
            String id = word(sample.id());
            lines.add(id + " ".repeat(width - id.length() + GAP) + sample.number());
        }
    }

    private void line(String label, String text) {
        lines.add(label + " ".repeat(LABEL - label.length() + GAP) + text);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Such as {@code 350ms}, {@code 12s}, {@code 5m 3s}, {@code 3d 4h}. */
    static String age(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return time.toMillis() + "ms";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h " + seconds / 60 % 60 + "m"
                : seconds / 86_400 + "d " + seconds / 3600 % 24 + "h";
    }

    private static String words(List<String> all) {
        return all.stream().map(InfoText::word).collect(Collectors.joining(", "));
    }

    private static String word(String text) {
        return Printable.of(text, LONGEST_WORD);
    }
}
