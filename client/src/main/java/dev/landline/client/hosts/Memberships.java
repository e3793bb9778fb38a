package dev.landline.client.hosts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which groups a host is in: the members of groups turned round. That is done once, and again where
 * a program has told its group since; so each host costs one look-up, however many groups there
 * are.
 */
final class Memberships {

    private final Map<String, Group> all;
    private final Members members;
    private final Predicate<Group> which;
    private Map<String, List<Map.Entry<String, Group>>> groups = Map.of();
    private int asked = -1;

    /**
     * Prepares.
     *
     * @param all groups by their names
     * @param members knows who is in them
     * @param which says which groups matter; nobody is asked for the others
     */
    Memberships(Map<String, Group> all, Members members, Predicate<Group> which) {
        this.all = all;
        this.members = members;
        this.which = which;
    }

    /** A host's groups and their names, in the order of the file. */
    List<Map.Entry<String, Group>> of(String host) throws InventoryException {
        while (asked != members.asked()) {
            int before = members.asked();
            groups = turned();
            asked = before;
        }
        return groups.getOrDefault(host, List.of());
    }

    private Map<String, List<Map.Entry<String, Group>>> turned() throws InventoryException {
        Map<String, List<Map.Entry<String, Group>>> turned = new HashMap<>();
        for (Map.Entry<String, Group> group : all.entrySet()) {
            if (which.test(group.getValue()) && members.isKnown(group.getKey())) {
                for (String host : members.of(group.getKey()).keySet()) {
                    turned.computeIfAbsent(host, name -> new ArrayList<>(2)).add(group);
                }
            }
        }
        return turned;
    }
}
