package dev.landline.client.hosts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What an inventory says.
 *
 * @param defaults what holds for every host
 * @param hosts the hosts that it names, with what holds for each
 * @param groups its groups, in their order
 */
record Content(
        Variables defaults,
        SequencedMap<String, Variables> hosts,
        SequencedMap<String, Group> groups) {

    static Content empty() {
        return new Content(Variables.NONE, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Takes in what a program has said of its hosts; what is there already holds. */
    void add(Map<String, Variables> more) {
        more.forEach((name, said) -> hosts.merge(name, said, Variables::over));
    }
}
