package dev.landline.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.identity.IdentityKey;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer.Decision;
import dev.landline.server.os.LocalAccount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With directories of this process's account as homes, so that it need not be root. */
@Timeout(60)
class AccountKeysAuthorizerTest {

    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");

    @TempDir private Path directory;

    private final IdentityKey key = IdentityKey.generate("ada@laptop");
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-07-31T12:00:00Z"));
    private final FakeAccounts machine = new FakeAccounts();
    private long uid;
    private LocalAccount root;
    private Path ownKeys;

    @BeforeEach
    void makeMachine() throws IOException {
        uid = ((Integer) Files.getAttribute(directory, "unix:uid")).longValue();
        root = account("root", "/bin/bash");
        ownKeys = directory.resolve("root_keys");
        account("ada", "/bin/bash");
        account("ben", "/bin/bash");
    }

    private LocalAccount account(String name, String shell) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        LocalAccount account = new LocalAccount(uid, uid, name, home.toString(), shell);
        machine.list.add(account);
        return account;
    }

    private Path keysOf(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name).resolve(".ssh"))
                .resolve("authorized_keys");
    }

    private Path authorize(String name, String options) throws IOException {
        return Files.writeString(keysOf(name), options + key.publicKeyLine().text() + "\n");
    }

    private AccountKeysAuthorizer authorizer(String... served) throws IOException {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        Path shells = Files.writeString(directory.resolve("shells"), "# of people\n/bin/bash\n");
        List<String> names = List.of(served);
        return new AccountKeysAuthorizer(
                root,
                List.of(ownKeys),
                names,
                new ServedAccounts(machine, names, root, shells, source),
                AccessRules.open(),
                clock);
    }

    private Decision ask(AccountKeysAuthorizer authorizer) {
        return authorizer.authorize(key.keyPair().getPublic(), CLIENT);
    }

    private static List<String> accounts(Decision decision) {
        return switch (decision) {
            case Decision.Granted(var grant) ->
                    grant.accounts().stream().map(one -> one.account().orElse("OWN")).toList();
            case Decision.Denied(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String reason(Decision decision) {
        return decision instanceof Decision.Denied(String reason)
                ? reason
                : "granted " + accounts(decision);
    }

    @Test
    void aKeyIsEachAccountWhoseFilesHaveItOnThatAccountsTerms() throws Exception {
        authorize("ada", "command=\"date\",no-pty ");
        Path landline = directory.resolve("ben/.config/landline/authorized_keys");
        Files.createDirectories(landline.getParent());
        Files.writeString(landline, key.publicKeyLine().text());

        assertThat(ask(authorizer("*")))
                .isInstanceOfSatisfying(
                        Decision.Granted.class,
                        granted ->
                                assertThat(granted.grant().accounts())
                                        .containsExactly(
                                                new AccountGrant(
                                                        Optional.of("ada"),
                                                        Optional.of("date"),
                                                        false),
                                                new AccountGrant(
                                                        Optional.of("ben"),
                                                        Optional.empty(),
                                                        true)));
    }

    @Test
    void theServersOwnAccountGoesByTheSettingAndNotByItsHome() throws Exception {
        authorize("root", "");
        assertThat(reason(ask(authorizer("*")))).contains(ownKeys + " does not exist");

        Files.writeString(ownKeys, key.publicKeyLine().text());
        assertThat(accounts(ask(authorizer("*")))).containsExactly("OWN");
        assertThat(accounts(ask(authorizer("ada", "root")))).containsExactly("OWN");
        assertThat(reason(ask(authorizer("ada")))).isEqualTo("no account has a file of keys");
    }

    @Test
    void onlyThoseAreServedThatAreToBe() throws Exception {
        authorize("ada", "");
        authorize("ben", "");

        assertThat(accounts(ask(authorizer("ben")))).containsExactly("ben");
        assertThat(accounts(ask(authorizer("zoe", "ben", "ada")))).containsExactly("ben", "ada");
    }

    @Test
    void anAccountWithoutALoginShellIsNotServed() throws Exception {
        for (String shell : List.of("/usr/sbin/nologin", "/bin/false", "/usr/bin/git-shell")) {
            String name = "with" + shell.replace('/', '-');
            account(name, shell);
            authorize(name, "");
        }

        assertThat(reason(ask(authorizer("*")))).doesNotContain("granted");
        assertThat(reason(ask(authorizer("with-bin-false")))).doesNotContain("granted");
        assertThat(accounts(ask(authorizer("with-usr-bin-git-shell"))))
                .as("one that is named may have a shell for a purpose")
                .hasSize(1);
    }

    @Test
    void accountsThatComeAndGoAreNoticedWithinSeconds() throws Exception {
        AccountKeysAuthorizer authorizer = authorizer("*");
        ask(authorizer);
        account("zoe", "/bin/bash");
        authorize("zoe", "");
        ask(authorizer);
        assertThat(machine.listings).as("asked once in five seconds").hasValue(1);

        now.updateAndGet(time -> time.plusSeconds(5));
        assertThat(accounts(ask(authorizer))).containsExactly("zoe");

        machine.list.removeLast();
        now.updateAndGet(time -> time.plusSeconds(5));
        assertThat(reason(ask(authorizer))).doesNotContain("granted");
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepOldAccounts() throws Exception {
        AccountKeysAuthorizer authorizer = authorizer("*");
        authorize("ada", "");
        assertThat(accounts(ask(authorizer))).containsExactly("ada");

        machine.list.clear();
        now.updateAndGet(time -> time.minusSeconds(3_600));
        assertThat(reason(ask(authorizer))).doesNotContain("granted");
    }

    @Test
    void aKeyThatIsAddedOrRemovedCountsAtOnce() throws Exception {
        AccountKeysAuthorizer authorizer = authorizer("*");
        assertThat(reason(ask(authorizer))).doesNotContain("granted");

        Path file = authorize("ada", "");
        assertThat(accounts(ask(authorizer))).containsExactly("ada");

        Files.writeString(file, "");
        assertThat(reason(ask(authorizer))).contains("is not in " + file);
    }

    @Test
    void aDirectoryThatDoesNotAnswerStopsNobodyButOthers() throws Exception {
        machine.broken = true;
        assertThat(reason(ask(authorizer("*"))))
                .contains("listing the accounts failed: the directory does not answer");

        Files.writeString(ownKeys, key.publicKeyLine().text());
        assertThat(accounts(ask(authorizer("*")))).containsExactly("OWN");
        assertThat(accounts(authorizer("*").authorize(uid, "root"))).containsExactly("OWN");
    }

    /** What somebody puts into a home holds nobody else up. */
    @Test
    void whatIsNoOrdinaryFileIsPassedOver() throws Exception {
        authorize("ben", "");
        Path file = keysOf("ada");
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
        assertThat(accounts(ask(authorizer("*")))).containsExactly("ben");
        assertThat(reason(ask(authorizer("ada")))).contains("this is no ordinary file");

        for (String target : List.of("/dev/zero", "/dev/null", "/dev/tty", "/proc/kmsg", "/tmp")) {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of(target));
            assertThat(accounts(ask(authorizer("*")))).containsExactly("ben");
        }

        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertThat(accounts(ask(authorizer("*")))).containsExactly("ben");

        Files.delete(file);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 40);
        }
        assertThat(accounts(ask(authorizer("*")))).containsExactly("ben");
        assertThat(reason(ask(authorizer("ada")))).contains("expected at most 1,048,576 bytes");
    }

    @Test
    void aFileThatOthersCanWriteIsPassedOver() throws Exception {
        Path file = authorize("ada", "");
        authorize("ben", "");
        Files.setPosixFilePermissions(
                file.getParent(), PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(accounts(ask(authorizer("*")))).containsExactly("ben");
        assertThat(reason(ask(authorizer("ada")))).contains("can be written by others");
    }

    @Test
    void anEntryThatMakesNoSenseIsPassedOver() throws Exception {
        authorize("ben", "");
        machine.list.add(new LocalAccount(uid, uid, "odd", "no/path", "/bin/bash"));
        machine.list.add(new LocalAccount(uid, uid, "odder", "", "/bin/bash"));

        assertThat(accounts(ask(authorizer("*", "odd")))).containsExactly("ben");
    }

    @Test
    void overAUnixSocketRootMayBeEverybodyAndNobodyElseAnybody() throws Exception {
        AccountKeysAuthorizer authorizer = authorizer("*");

        assertThat(accounts(authorizer.authorize(uid, "root")))
                .containsExactly("OWN", "ada", "ben");
        assertThat(reason(authorizer.authorize(uid + 1, "ada")))
                .isEqualTo("account ada is not the server's own");
    }
}
