package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.client.hosts.HostExpression.Chosen;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.select.GlobPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Finds the hosts that expressions and groups mean. Inside of groups, {@code @all} and patterns are
 * about the hosts that stand in the file: those that groups name would depend on themselves. What a
 * group means is found out once.
 */
final class Members {

    static final Chosen NOTHING = new Chosen(Optional.empty(), OptionalInt.empty());

    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(30);
    private static final String FILE = "file:";
    private static final String UNIX = "unix:";
    private static final String ITSELF = "is it in itself?";

    private final Content content;
    private final Path directory;
    private final Path home;
    private final Map<String, SequencedMap<String, Chosen>> found = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Members(Content content, Path directory, Path home) {
        this.content = content;
        this.directory = directory;
        this.home = home;
    }

    /** Whether it is known without running a program who is in a group. */
    boolean isKnown(String group) {
        Group written = content.groups().get(group);
        return written != null && (written.program().isEmpty() || asked.contains(group));
    }

    /** How many programs have told their groups. */
    int asked() {
        return asked.size();
    }

    SequencedMap<String, Chosen> evaluate(String expression) throws InventoryException {
        return evaluate(expression, 0, false);
    }

    SequencedMap<String, Chosen> of(String group) throws InventoryException {
        return members(group, 0);
    }

    SequencedMap<String, Chosen> all() throws InventoryException {
        SequencedMap<String, Chosen> all = written();
        for (String group : content.groups().keySet()) {
            if (isKnown(group)) {
                members(group, 0).keySet().forEach(name -> all.putIfAbsent(name, NOTHING));
            }
        }
        return all;
    }

    private SequencedMap<String, Chosen> written() {
        SequencedMap<String, Chosen> hosts = new LinkedHashMap<>();
        content.hosts().keySet().forEach(name -> hosts.put(name, NOTHING));
        return hosts;
    }

    private SequencedMap<String, Chosen> evaluate(String expression, int depth, boolean inGroup)
            throws InventoryException {
        if (depth > HostExpression.MOST_DEPTH) {
            throw new InventoryException(
                    "expected groups and files at most "
                            + HostExpression.MOST_DEPTH
                            + " deep in each other; "
                            + ITSELF);
        }
        return HostExpression.evaluate(
                expression,
                new HostExpression.Atoms() {
                    @Override
                    public SequencedMap<String, Chosen> all() throws InventoryException {
                        return inGroup ? written() : Members.this.all();
                    }

                    @Override
                    public SequencedMap<String, Chosen> of(String atom) throws InventoryException {
                        return atom(atom, depth, this, inGroup);
                    }
                });
    }

    private SequencedMap<String, Chosen> atom(
            String atom, int depth, HostExpression.Atoms atoms, boolean inGroup)
            throws InventoryException {
        if (atom.startsWith(FILE)) {
            return listed(atom, depth, inGroup);
        }
        if (atom.startsWith(UNIX)) {
            return one(atom, NOTHING);
        }
        int at = atom.lastIndexOf('@');
        boolean group = at == 0 || (at > 0 && atom.charAt(at - 1) == '@');
        int user = group ? at - 1 : at; // where the name of the account ends
        if (user >= 0) {
            return as(atom, atom.substring(0, user), atoms.of(atom.substring(user + 1)));
        }
        if (group) {
            String name = atom.substring(1);
            return name.equals(Inventory.ALL)
                    ? atoms.all()
                    : new LinkedHashMap<>(members(name, depth + 1));
        }
        if (Address.isBracketed(atom)) {
            return one(atom, chosen(atom));
        }
        if (atom.indexOf('*') >= 0 || atom.indexOf('?') >= 0) {
            return matching(atom, atoms);
        }
        SequencedMap<String, Chosen> hosts = new LinkedHashMap<>();
        for (String name : NamePattern.parse(atom).names()) {
            hosts.put(name, chosen(name));
        }
        return hosts;
    }

    private static SequencedMap<String, Chosen> one(String name, Chosen chosen) {
        SequencedMap<String, Chosen> one = new LinkedHashMap<>();
        one.put(name, chosen);
        return one;
    }

    private static Chosen chosen(String name) throws InventoryException {
        Address typed = Address.parse(name);
        return typed.port().isEmpty() ? NOTHING : new Chosen(Optional.empty(), typed.port());
    }

    /** Hosts on which an account was asked for. */
    private static SequencedMap<String, Chosen> as(
            String atom, String user, SequencedMap<String, Chosen> hosts)
            throws InventoryException {
        if (user.isEmpty()) {
            throw new InventoryException(
                    "'" + Printable.of(atom, 80) + "': expected an account's name before the '@'");
        }
        hosts.replaceAll((name, chosen) -> new Chosen(Optional.of(user), chosen.port()));
        return hosts;
    }

    /** What stands in a file; a group's own files are beside the inventory. */
    private SequencedMap<String, Chosen> listed(String atom, int depth, boolean inGroup)
            throws InventoryException {
        String path = atom.substring(FILE.length());
        Path file;
        try {
            file = path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
            file = inGroup ? directory.resolve(file) : file;
        } catch (IllegalArgumentException e) {
            throw new InventoryException(
                    Printable.of(atom, 200) + ": expected the path of a file", e);
        }
        String text = HostList.read(file);
        try {
            return evaluate(text, depth + 1, inGroup);
        } catch (InventoryException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains(ITSELF)
                    ? e
                    : new InventoryException(FILE + file + ": " + message, e);
        }
    }

    private static SequencedMap<String, Chosen> matching(String pattern, HostExpression.Atoms atoms)
            throws InventoryException {
        if (pattern.indexOf('[') >= 0) {
            throw new InventoryException(
                    "'"
                            + Printable.of(pattern, 80)
                            + "': expected either a range in brackets or a pattern with * and ?");
        }
        GlobPattern glob = GlobPattern.of(pattern);
        SequencedMap<String, Chosen> hosts = atoms.all();
        hosts.keySet().removeIf(name -> !glob.matches(name));
        if (hosts.isEmpty()) {
            throw new InventoryException(
                    "'" + Printable.of(pattern, 80) + "': no host of the inventory is called so");
        }
        return hosts;
    }

    private SequencedMap<String, Chosen> members(String name, int depth) throws InventoryException {
        SequencedMap<String, Chosen> known = found.get(name);
        if (known != null) {
            return known;
        }
        Group group = content.groups().get(name);
        if (group == null) {
            throw new InventoryException(
                    "no group is called '@"
                            + Printable.of(name, 80)
                            + "'"
                            + (content.groups().isEmpty()
                                    ? "; groups stand in hosts.toml"
                                    : "; there are "
                                            + String.join(", ", content.groups().keySet())));
        }
        if (depth > HostExpression.MOST_DEPTH) {
            throw new InventoryException(
                    group.where()
                            + ": the group '"
                            + name
                            + "': expected groups at most "
                            + HostExpression.MOST_DEPTH
                            + " deep in each other; "
                            + ITSELF);
        }
        SequencedMap<String, Chosen> hosts = new LinkedHashMap<>();
        try {
            for (String expression : group.members()) {
                evaluate(expression, depth, true).forEach(hosts::putIfAbsent);
            }
            if (!group.program().isEmpty()) {
                told(group, depth).forEach(hosts::putIfAbsent);
                asked.add(name);
            }
        } catch (InventoryException e) {
            String text = String.valueOf(e.getMessage());
            throw text.startsWith(group.where()) || text.contains(ITSELF)
                    ? e
                    : new InventoryException(
                            group.where() + ": the group '" + name + "': " + text, e);
        }
        found.put(name, hosts);
        return hosts;
    }

    /** What a group's program tells: names, or hosts with what is said of them. */
    private SequencedMap<String, Chosen> told(Group group, int depth) throws InventoryException {
        JsonValue said = new InventoryProgram(group.program(), directory, PROGRAM_LIMIT).run();
        SequencedMap<String, Chosen> hosts = new LinkedHashMap<>();
        switch (said) {
            case JsonValue.Array(List<JsonValue> items) -> {
                for (String expression : texts("its program", items)) {
                    evaluate(expression, depth, true).forEach(hosts::putIfAbsent);
                }
            }
            case JsonObject object -> {
                Content more =
                        new ContentReader(path -> "its program", directory, home).read(object);
                content.add(more.hosts());
                more.hosts().keySet().forEach(name -> hosts.put(name, NOTHING));
            }
            case JsonValue.Scalar scalar ->
                    throw new InventoryException(
                            "its program: expected a list of names or an object like hosts.toml,"
                                    + " got "
                                    + scalar.describe());
        }
        return hosts;
    }

    static List<String> texts(String where, List<JsonValue> items) throws InventoryException {
        List<String> texts = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (!(item instanceof JsonValue.Text(String text))) {
                throw new InventoryException(
                        where + ": expected names, got " + item.describe() + " among them");
            }
            texts.add(text);
        }
        return texts;
    }
}
