package dev.landline.cli.fan;

import dev.landline.Printable;
import dev.landline.cli.console.Messages;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.HostSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all hosts: a line for each outcome, with the hosts that had it, and why. */
final class FanTable {

    private static final int MOST_REASONS = 20;
    private static final int TIMED_OUT = 124;
    private static final int INTERRUPTED = 130;

    private final EnumMap<Outcome.Kind, Map<Integer, List<String>>> hosts =
            new EnumMap<>(Outcome.Kind.class);
    private final Map<String, List<String>> reasons = new LinkedHashMap<>();
    private int count;

    void add(HostResult<?> result) {
        Outcome<?> outcome = result.outcome();
        String name = result.host().name();
        int status = outcome instanceof Outcome.Failed<?> failed ? failed.status() : 0;
        hosts.computeIfAbsent(outcome.kind(), kind -> new TreeMap<>())
                .computeIfAbsent(status, number -> new ArrayList<>())
                .add(name);
        count++;
        boolean tells =
                !outcome.message().isEmpty() && !outcome.message().startsWith("exit status ");
        if (tells) {
            String reason = Printable.of(outcome.message().replace(name, "HOST"));
            reasons.computeIfAbsent(reason, text -> new ArrayList<>()).add(name);
        }
    }

    boolean isAllOk() {
        return hosts.getOrDefault(Outcome.Kind.OK, Map.of()).getOrDefault(0, List.of()).size()
                == count;
    }

    void say(Messages messages) {
        hosts.forEach((kind, byStatus) ->
                byStatus.forEach((status, names) ->
                        messages.say(
                                kind.word()
                                        + (kind == Outcome.Kind.FAILED ? " (" + status + ")" : "")
                                        + (kind == Outcome.Kind.LOST ? " (may have run)" : "")
                                        + " "
                                        + names.size()
                                        + ": "
                                        + folded(names))));
        reasons.entrySet().stream()
                .limit(MOST_REASONS)
                .forEach(reason ->
                        messages.say(
                                folded(reason.getValue())
                                        + ": "
                                        + reason.getKey()
                                                .replace("HOST", placeholder(reason.getValue()))));
        if (reasons.size() > MOST_REASONS) {
            messages.say((reasons.size() - MOST_REASONS) + " more reasons are not shown");
        }
    }

    private static String placeholder(List<String> names) {
        return names.size() == 1 ? names.getFirst() : "HOST";
    }

    private static String folded(List<String> names) {
        return HostSet.of(names).fold();
    }

    /**
     * The exit status of the whole.
     *
     * @param failure of what Landline itself could not do
     * @param interrupted whether somebody has pressed Ctrl-C
     */
    int status(int failure, boolean interrupted) {
        int highest = interrupted ? INTERRUPTED : 0;
        for (Map.Entry<Outcome.Kind, Map<Integer, List<String>>> entry : hosts.entrySet()) {
            int status =
                    switch (entry.getKey()) {
                        case OK -> 0;
                        case FAILED ->
                                entry.getValue().keySet().stream()
                                        .mapToInt(Integer::intValue)
                                        .max()
                                        .orElse(0);
                        case TIMED_OUT -> TIMED_OUT;
                        case LOST, UNREACHABLE, REFUSED -> failure;
                        case SKIPPED -> 1;
                    };
            highest = Math.max(highest, status);
        }
        return highest;
    }
}
