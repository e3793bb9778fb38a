package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.file.FileIdentity;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Another account's identity for a server that is root: with its file-system user, its groups and
 * no capabilities, the kernel lets a thread do to files what it lets the account. Source:
 * setfsuid(2), capabilities(7).
 *
 * <p>The calls are the kernel's own: those of the C library for groups change all threads.
 *
 * <p>No thread keeps the identity, since a thread is born with that of the one that starts it, and
 * the JVM starts those that carry virtual threads from whichever thread wakes one.
 */
public final class AccountFiles implements FileIdentity {

    private static final ThreadLocal<Inside> INSIDE = ThreadLocal.withInitial(Inside::new);

    private final LocalAccount account;
    private final MemorySegment groups;
    private final MemorySegment ownGroups;
    private final int ownGroup;

    /** Where a thread is. */
    private static final class Inside {
        final MemorySegment errno = Arena.ofAuto().allocate(JAVA_INT);
        final Capabilities capabilities = new Capabilities();
        @Nullable AccountFiles identity;
        int depth;
    }

    private AccountFiles(LocalAccount account, MemorySegment groups, MemorySegment ownGroups) {
        this.account = account;
        this.groups = groups;
        this.ownGroups = ownGroups;
        this.ownGroup = ThreadIdentity.group(INSIDE.get().errno);
    }

    /**
     * Prepares an account's identity and tries it.
     *
     * @param account whose
     * @return the process's own identity where that is the account's anyway
     * @throws IOException where the account's groups cannot be found out, or the process cannot get
     *     its identity: it is not root, or has been robbed of the rights to change
     * @throws IllegalStateException where the calling thread is in another account's identity
     */
    public static FileIdentity of(LocalAccount account) throws IOException {
        long own = Integer.toUnsignedLong(LibC.call(Function.GETEUID));
        if (own == account.uid()) {
            return OWN;
        }
        if (own != 0) {
            throw new IOException(
                    "files of account "
                            + account.name()
                            + " need a server that runs as root, and this one runs as user id "
                            + own);
        }
        Inside inside = INSIDE.get();
        if (inside.identity != null) {
            throw occupied(inside.identity);
        }
        return of(account, SupplementaryGroups.of(account));
    }

    /** Prepares and tries an identity with groups of the caller's. */
    static FileIdentity of(LocalAccount account, MemorySegment groups) throws IOException {
        MemorySegment ownGroups = SupplementaryGroups.ofThread(INSIDE.get().errno);
        AccountFiles files = new AccountFiles(account, groups, ownGroups);
        files.enter();
        files.leave();
        return files;
    }

    @Override
    public long user() {
        return account.uid();
    }

    @Override
    public void enter() throws IOException {
        Inside inside = INSIDE.get();
        if (inside.identity == this) {
            inside.depth++;
            return;
        }
        if (inside.identity != null) {
            throw occupied(inside.identity);
        }
        if (!inside.capabilities.read(inside.errno)) {
            throw refused();
        }
        if (!change(inside)) {
            restore(inside);
            throw refused();
        }
        inside.identity = this;
        inside.depth = 1;
    }

    private IOException refused() {
        return new IOException("the kernel does not let this server be account " + account.name());
    }

    private boolean change(Inside inside) {
        return ThreadIdentity.setGroups(inside.errno, groups)
                && ThreadIdentity.setGroup(inside.errno, (int) account.gid())
                && ThreadIdentity.setUser(inside.errno, (int) account.uid())
                && inside.capabilities.drop(inside.errno);
    }

    @Override
    public void leave() {
        Inside inside = INSIDE.get();
        if (inside.identity != this) {
            throw new IllegalStateException("not as account " + account.name());
        }
        inside.depth--;
        if (inside.depth == 0) {
            inside.identity = null;
            restore(inside);
        }
    }

    private void restore(Inside inside) {
        // Capabilities first: without them the rest is not allowed. The user before the groups, as
        // root it may.
        if (!(inside.capabilities.restore(inside.errno)
                && ThreadIdentity.setUser(inside.errno, 0)
                && ThreadIdentity.setGroup(inside.errno, ownGroup)
                && ThreadIdentity.setGroups(inside.errno, ownGroups))) {
            throw new IllegalStateException(
                    "thread "
                            + Thread.currentThread().getName()
                            + " remains account "
                            + account.name());
        }
    }

    private static IllegalStateException occupied(AccountFiles by) {
        return new IllegalStateException(
                "the thread is account " + by.account.name() + " already, expected none");
    }

    @Override
    public String toString() {
        return account.name();
    }
}
