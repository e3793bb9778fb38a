package dev.landline.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.identity.Fingerprint;
import dev.landline.server.account.CommandAccounts.RunAs;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.os.AccountSwitch;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.LocalAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandAccountsTest {

    private static final Identity KEY =
            new Identity.Key(
                    new Fingerprint("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"), "");
    private static final LocalAccount ROOT = new LocalAccount(0, 0, "root", "/root", "/bin/bash");
    private static final LocalAccount ADA =
            new LocalAccount(1001, 1001, "ada", "/home/ada", "/bin/bash");
    private static final LocalAccount BEN =
            new LocalAccount(1002, 1002, "ben", "/home/ben", "/bin/sh");
    private static final LocalAccount CLOSED =
            new LocalAccount(1003, 1003, "eve", "/home/eve", "/usr/sbin/nologin");

    private final FakeAccounts machine = new FakeAccounts(ROOT, ADA, BEN, CLOSED);
    private final CommandAccounts root =
            new CommandAccounts(
                    ROOT, machine, Optional.of(new AccountSwitch(Path.of("/bin/setpriv"), 0022)));
    private final CommandAccounts ordinary = new CommandAccounts(ADA, machine, Optional.empty());

    private static AccountGrant as(String name) {
        return new AccountGrant(Optional.of(name), Optional.of("for " + name), false);
    }

    private static Grant key(AccountGrant... accounts) {
        return new Grant(KEY, Set.of("exec"), List.of(accounts));
    }

    private static String refusal(CommandAccounts accounts, Grant grant, String... named) {
        ChannelException e =
                catchThrowableOfType(
                        ChannelException.class,
                        () -> accounts.choose(grant, Stream.of(named).findFirst()));
        assertThat(e.code()).isEqualTo(ErrorCode.NOT_PERMITTED);
        return String.valueOf(e.getMessage());
    }

    @Test
    void theOnlyAccountOfAKeyNeedsNoName() throws Exception {
        assertThat(root.choose(key(as("ben")), Optional.empty()))
                .isEqualTo(new RunAs(BEN, as("ben"), false));
        assertThat(root.choose(key(AccountGrant.OWN), Optional.empty()))
                .isEqualTo(new RunAs(ROOT, AccountGrant.OWN, true));
    }

    @Test
    void theOneThatIsNamedIsTakenWithItsOwnTerms() throws Exception {
        Grant grant = key(AccountGrant.OWN, as("ada"), as("ben"));

        assertThat(root.choose(grant, Optional.of("ben")))
                .isEqualTo(new RunAs(BEN, as("ben"), false));
        assertThat(root.choose(grant, Optional.of("root")))
                .isEqualTo(new RunAs(ROOT, AccountGrant.OWN, true));
    }

    @Test
    void aKeyOfSeveralAccountsMustSayWhich() {
        assertThat(refusal(root, key(as("ada"), as("ben"))))
                .isEqualTo("this key belongs to ada and ben: say which, as in ada@host");
        assertThat(refusal(root, key(AccountGrant.OWN, as("ada"), as("ben"))))
                .isEqualTo("this key belongs to root, ada and ben: say which, as in root@host");
    }

    @Test
    void aListOfManyAccountsIsCutShort() {
        AccountGrant[] many =
                IntStream.range(0, 100).mapToObj(i -> as("u" + i)).toArray(AccountGrant[]::new);

        assertThat(refusal(root, key(many)))
                .isEqualTo(
                        "this key belongs to u0, u1, u2, u3, u4, u5, u6, u7 and 92 others:"
                                + " say which, as in u0@host");
    }

    @Test
    void anAccountThatTheKeyDoesNotBelongToIsRefused() {
        assertThat(refusal(root, key(as("ada")), "ben"))
                .isEqualTo("this key belongs to ada, and not to ben");
        assertThat(refusal(root, key(as("ada")), "root"))
                .isEqualTo("this key belongs to ada, and not to root");
        assertThat(refusal(root, key(as("ada")), "")).endsWith(", and not to ");
    }

    @Test
    void anAccountThatWasClosedOrRemovedSinceIsRefused() {
        assertThat(refusal(root, key(as("eve"))))
                .isEqualTo("the account eve is closed: its shell is /usr/sbin/nologin");
        machine.list.remove(ADA);
        assertThat(refusal(root, key(as("ada")))).isEqualTo("there is no account ada");
    }

    @Test
    void whoComesOverAUnixSocketIsSomebodyAlready() throws Exception {
        Grant grant =
                new Grant(
                        new Identity.Local(0, "root"),
                        Set.of("exec"),
                        List.of(AccountGrant.OWN, as("ada")));

        assertThat(root.choose(grant, Optional.empty()).account()).isEqualTo(ROOT);
        assertThat(root.choose(grant, Optional.of("ada")).account()).isEqualTo(ADA);
        assertThat(refusal(root, grant, "zoe")).isEqualTo("root may be root and ada, and not zoe");
    }

    @Test
    void aServerThatIsNotRootHasItsOwnAccountOnly() throws Exception {
        Grant grant = key(AccountGrant.OWN);

        assertThat(ordinary.choose(grant, Optional.empty()).account()).isEqualTo(ADA);
        assertThat(ordinary.choose(grant, Optional.of("ada")).account()).isEqualTo(ADA);
        assertThat(refusal(ordinary, grant, "ben"))
                .isEqualTo("this server runs commands as ada only, and was asked for ben");
        assertThat(refusal(ordinary, key(as("ben"))))
                .isEqualTo("this server is not root and runs commands as ada only, not as ben");
        Grant fromRoot =
                new Grant(new Identity.Local(0, "root"), Set.of("exec"), List.of(AccountGrant.OWN));
        assertThat(ordinary.choose(fromRoot, Optional.empty()).account()).isEqualTo(ADA);
    }

    @Test
    void withoutSetprivRootHasItsOwnAccountOnly() throws Exception {
        CommandAccounts bare = new CommandAccounts(ROOT, machine, Optional.empty());

        assertThat(bare.choose(key(AccountGrant.OWN), Optional.empty()).account()).isEqualTo(ROOT);
        assertThat(refusal(bare, key(as("ada"))))
                .isEqualTo("this server can run commands as root only: it has no setpriv");
    }

    @Test
    void aGrantWithoutAccountsIsGoodForNothing() {
        assertThat(refusal(root, key())).endsWith("may not run commands as any account");
    }

    @Test
    void aDirectoryThatDoesNotAnswerIsNoRefusal() {
        machine.broken = true;

        assertThat(
                        catchThrowableOfType(
                                        ChannelException.class,
                                        () -> root.choose(key(as("ada")), Optional.empty()))
                                .code())
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void onlyAnotherAccountHasToBeChangedTo() throws Exception {
        CommandSpec spec = new CommandSpec(List.of("id"), Map.of("A", "b"), Path.of("/tmp"));

        assertThat(root.started(root.choose(key(AccountGrant.OWN), Optional.empty()), spec))
                .isSameAs(spec);
        assertThat(root.started(root.choose(key(as("ada")), Optional.empty()), spec).argv())
                .contains("/bin/setpriv", "--reuid=1001", "--init-groups")
                .endsWith("/tmp", "id");
    }

    @Test
    void thePathOfRootIsForRoot() throws Exception {
        Map<String, String> env = Map.of("PATH", "/root/bin:/bin", "LANG", "C.UTF-8");

        assertThat(root.choose(key(AccountGrant.OWN), Optional.empty()).visible(env))
                .isEqualTo(env);
        assertThat(root.choose(key(as("ada")), Optional.empty()).visible(env))
                .isEqualTo(Map.of("LANG", "C.UTF-8"));
    }
}
