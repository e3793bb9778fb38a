package dev.landline.client.hosts;

import dev.landline.client.UserFiles;
import dev.landline.client.hosts.HostExpression.Chosen;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hosts, groups and what is said of them, as {@code hosts.toml} or a program tells it, and
 * expressions over them. {@code docs/fan-out.md} describes the file and the expressions.
 *
 * <p>Groups that a program tells are asked for when an expression names them, once. For one thread
 * at a time.
 */
public final class Inventory {

    /** The group that every host is in. */
    static final String ALL = "all";

    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(30);

    private final Content content;
    private final Members members;
    private final Memberships saying;
    private final Memberships groups;

    private Inventory(Content content, Path directory, Path home) {
        this.content = content;
        this.members = new Members(content, directory, home);
        this.saying =
                new Memberships(
                        content.groups(),
                        members,
                        group -> !group.variables().equals(Variables.NONE));
        this.groups = new Memberships(content.groups(), members, group -> true);
    }

    /**
     * An inventory that says nothing: every name is a host's, and the only group is {@code @all}.
     *
     * @return the inventory
     */
    public static Inventory empty() {
        Path here = Path.of("").toAbsolutePath();
        return new Inventory(Content.empty(), here, here);
    }

    /**
     * The user's own: {@code hosts.toml} beside their other files.
     *
     * @param files where those are
     * @return the inventory; an empty one where there is no such file
     * @throws InventoryException where it cannot be read or is wrong
     */
    public static Inventory usual(UserFiles files) throws InventoryException {
        Path file = files.config().resolve("hosts.toml");
        return Files.exists(file) ? load(file, files.home()) : empty();
    }

    /**
     * Reads a file, or runs a program that prints one as JSON.
     *
     * @param file a file in the form of {@code hosts.toml}, or an executable, which is run without
     *     arguments and has 30 seconds; a file whose name ends with {@code .toml} is never run
     * @param home what {@code ~/} in paths stands for
     * @return the inventory
     * @throws InventoryException where it cannot be read or is wrong; it says where
     */
    public static Inventory load(Path file, Path home) throws InventoryException {
        Path whole = file.toAbsolutePath();
        Path directory = whole.getParent() == null ? whole : whole.getParent();
        if (isProgram(whole)) {
            JsonValue said =
                    new InventoryProgram(List.of(whole.toString()), directory, PROGRAM_LIMIT).run();
            Inventory inventory = new Inventory(Content.empty(), directory, home);
            String where = "the program " + file;
            return switch (said) {
                case JsonValue.Array(List<JsonValue> items) -> {
                    for (String expression : Members.texts(where, items)) {
                        inventory
                                .members
                                .evaluate(expression)
                                .keySet()
                                .forEach(name ->
                                        inventory.content.hosts().put(name, Variables.NONE));
                    }
                    yield inventory;
                }
                case JsonObject object ->
                        new Inventory(
                                new ContentReader(path -> where, directory, home).read(object),
                                directory,
                                home);
                case JsonValue.Scalar scalar ->
                        throw new InventoryException(
                                where
                                        + ": expected a list of names or an object like hosts.toml,"
                                        + " got "
                                        + scalar.describe());
            };
        }
        return new Inventory(new InventoryFile(file).read(home), directory, home);
    }

    /** On some file systems every file may be executed. */
    private static boolean isProgram(Path file) {
        return !file.toString().endsWith(".toml")
                && Files.isRegularFile(file)
                && Files.isExecutable(file);
    }

    /**
     * The hosts that an expression means.
     *
     * @param expression names, ranges such as {@code web[01-40]}, patterns such as {@code web*},
     *     groups such as {@code @web}, with {@code ,} for more, {@code !} for all but these, {@code
     *     &} for those in both and parentheses; {@code user@} before a name and {@code :port}
     *     behind it hold for that name; {@code file:PATH} is an expression that stands in a file
     * @return the hosts in their order, each name once
     * @throws InventoryException where it is none, names a group that is not there, or a program
     *     fails
     */
    public List<Host> select(String expression) throws InventoryException {
        List<Host> hosts = new ArrayList<>();
        for (Map.Entry<String, Chosen> chosen : members.evaluate(expression).entrySet()) {
            hosts.add(host(chosen.getKey(), chosen.getValue()));
        }
        return hosts;
    }

    /**
     * One host with all that is said of it.
     *
     * @param name its name; one that the inventory does not know is an address, too
     * @return the host
     * @throws InventoryException where the groups are wrong
     */
    public Host host(String name) throws InventoryException {
        return host(name, Members.NOTHING);
    }

    /**
     * Whether the inventory says something of a host of this name.
     *
     * @param name the name
     * @return false where it is a name like any other
     */
    public boolean knows(String name) {
        return content.hosts().containsKey(name);
    }

    /**
     * The names of the groups.
     *
     * @return in the order of the file; {@code all} is not among them
     */
    public List<String> groups() {
        return List.copyOf(content.groups().keySet());
    }

    /**
     * The members of a group.
     *
     * @param group its name
     * @return their names
     * @throws InventoryException where there is none, it is wrong, or its program fails
     */
    public HostSet group(String group) throws InventoryException {
        return HostSet.of(members.of(group).keySet());
    }

    /**
     * All hosts: those that stand in the file, and those that its groups name. Groups that a
     * program tells count where they were asked for already.
     *
     * @return their names
     * @throws InventoryException where a group is wrong
     */
    public HostSet all() throws InventoryException {
        return HostSet.of(members.all().keySet());
    }

    /**
     * The groups that a host is in. Groups that a program tells count where they were asked for
     * already.
     *
     * @param name its name; a port behind it makes no difference
     * @return their names, in the order of the file; {@code all} is not among them
     * @throws InventoryException where a group is wrong
     */
    public List<String> groupsOf(String name) throws InventoryException {
        List<Map.Entry<String, Group>> own = groups.of(name);
        int colon = name.lastIndexOf(':');
        return (own.isEmpty() && colon > 0 ? groups.of(name.substring(0, colon)) : own)
                .stream().map(Map.Entry::getKey).toList();
    }

    private Host host(String name, Chosen chosen) throws InventoryException {
        String base = chosen.port().isPresent() ? withoutPort(name) : name;
        Variables said = content.hosts().getOrDefault(base, Variables.NONE);
        for (Map.Entry<String, Group> group : saying.of(base).reversed()) {
            said = said.over(group.getValue().variables());
        }
        said = said.over(content.defaults());
        return new Host(
                name,
                said.address().orElse(bare(base)),
                chosen.user().or(said::user),
                chosen.port().isPresent() ? chosen.port() : said.port(),
                said.key());
    }

    /** An address as it is connected to: brackets belong to the way of writing it with a port. */
    private static String bare(String name) {
        return name.startsWith("[") && name.endsWith("]")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private static String withoutPort(String name) {
        return name.substring(0, name.lastIndexOf(':'));
    }
}
