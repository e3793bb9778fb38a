package dev.landline.server.os;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The accounts of this machine, from wherever the system has them (files, LDAP). A look-up may take
 * as long as that takes. Thread-safe.
 */
public interface Accounts {

    /**
     * The account that this process runs as. Where its number has no entry, as in some containers,
     * the name is the number, the home is {@code /} and the shell {@code /bin/sh}.
     *
     * @return the account of the effective user id
     * @throws IOException when the look-up failed
     */
    LocalAccount current() throws IOException;

    /**
     * Finds an account by number.
     *
     * @param uid 0 to 2^32 − 1
     * @return the account; empty when there is none
     * @throws IOException when the look-up failed
     */
    Optional<LocalAccount> byUid(long uid) throws IOException;

    /**
     * Finds an account by name.
     *
     * @param name the login name
     * @return the account; empty when there is none
     * @throws IOException when the look-up failed
     */
    Optional<LocalAccount> byName(String name) throws IOException;

    /**
     * Lists accounts. A directory such as LDAP often names nobody who is not asked for.
     *
     * @return all that the system names, in its order; where a name comes twice, the first
     * @throws IOException when the look-up failed
     */
    List<LocalAccount> all() throws IOException;

    /**
     * The accounts of the system that this runs on.
     *
     * @return something that can be kept or thrown away
     * @throws UnsupportedOperationException on a system that Landline cannot ask
     */
    static Accounts open() {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            throw new UnsupportedOperationException(
                    "accounts can be looked up on Linux only so far, and this is " + system);
        }
        return new LinuxAccounts();
    }
}
