package dev.landline.client.hosts;

import dev.landline.Printable;
import java.util.regex.Pattern;

/** What a host or a group may be called. */
final class HostName {

    private static final int LONGEST = 512;
    private static final String MARKS = "._-:/%+~";
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{N}_.-]{1,100}");

    private HostName() {}

    static boolean isGroup(String name) {
        return GROUP.matcher(name).matches();
    }

    static void check(String name) throws InventoryException {
        if (name.isEmpty()
                || name.length() > LONGEST
                || name.startsWith("-")
                || !name.chars().allMatch(HostName::mayBe)) {
            throw new InventoryException(
                    "expected a host's name of letters, digits and "
                            + MARKS
                            + ", got '"
                            + Printable.of(name, 80)
                            + "'");
        }
    }

    private static boolean mayBe(int c) {
        return Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
    }
}
