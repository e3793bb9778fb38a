package dev.landline.client.hosts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes hosts of what stands under {@code [hosts]}: a name or a range of names, and addresses to
 * match.
 *
 * @param places says where something stands
 */
record HostEntries(Places places) {

    private static final String ADDRESS = "address";
    private static final String UNIX = "unix:";

    /** Adds the hosts of an entry. */
    void add(List<String> path, String range, Variables variables, Map<String, Variables> hosts)
            throws InventoryException {
        List<String> names = names(path, range);
        if (hosts.size() + names.size() > NamePattern.MOST_NAMES) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected at most "
                            + NamePattern.MOST_NAMES
                            + " hosts, got more");
        }
        List<String> addresses =
                variables.address().isPresent()
                        ? expanded(Places.inside(path, ADDRESS), variables.address().get())
                        : List.of();
        if (addresses.size() > 1 && addresses.size() != names.size()) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected as many addresses as names ("
                            + names.size()
                            + "), got "
                            + addresses.size());
        }
        if (addresses.size() == 1 && names.size() > 1) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected an address for each of "
                            + names.size()
                            + " hosts, such as 10.0.0.[1-"
                            + names.size()
                            + "], got one for all");
        }
        for (int i = 0; i < names.size(); i++) {
            Variables own = addresses.isEmpty() ? variables : at(path, addresses.get(i), variables);
            if (hosts.putIfAbsent(names.get(i), own) != null) {
                throw new InventoryException(
                        places.of(path)
                                + ": the host '"
                                + names.get(i)
                                + "': expected once, got it again");
            }
        }
    }

    /** An address may have a port behind it. */
    private Variables at(List<String> path, String text, Variables others)
            throws InventoryException {
        List<String> key = Places.inside(path, ADDRESS);
        Address address =
                text.startsWith(UNIX)
                        ? new Address(text, OptionalInt.empty())
                        : places.placed(key, () -> Address.parse(text));
        if (address.port().isPresent() && others.port().isPresent()) {
            throw new InventoryException(
                    places.of(key)
                            + ": expected a port once, got it in the address '"
                            + text
                            + "' and by itself");
        }
        return new Variables(
                Optional.of(address.host()),
                others.user(),
                address.port().isPresent() ? address.port() : others.port(),
                others.key());
    }

    private List<String> names(List<String> path, String range) throws InventoryException {
        List<String> names = expanded(path, range);
        for (String name : names) {
            if (!name.startsWith(UNIX)
                    && places.placed(path, () -> Address.parse(name)).port().isPresent()) {
                throw new InventoryException(
                        places.of(path)
                                + ": expected a host's name without a port, got '"
                                + name
                                + "'; the port stands in its table");
            }
        }
        return names;
    }

    private List<String> expanded(List<String> path, String range) throws InventoryException {
        return range.startsWith(UNIX) || Address.isBracketed(range)
                ? List.of(range)
                : places.placed(path, () -> NamePattern.parse(range).names());
    }
}
