package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.ExitStatus.Exited;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileIdentity;
import dev.landline.file.FileName;
import dev.landline.file.OpenFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an account may do by way of a server that is root, which the tests have to be, too. */
@Timeout(60)
class AccountFilesTest {

    // No accounts of any system's.
    private static final LocalAccount ADA = account(4_000_000_001L, "no-such-ada");
    private static final LocalAccount BOB = account(4_000_000_002L, "no-such-bob");
    private static final long PROJECT = 4_000_000_009L;

    @TempDir private Path path;

    private static LocalAccount account(long number, String name) {
        return new LocalAccount(number, number, name, "/", "/bin/sh");
    }

    @BeforeEach
    void beRoot() throws Exception {
        assumeTrue(Accounts.open().current().uid() == 0, "needs root");
        mode(path, "rwxr-xr-x");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static FileName name(String text) {
        return FileName.of(text);
    }

    private static MemorySegment groups(long... all) {
        int[] ints = Arrays.stream(all).mapToInt(each -> (int) each).toArray();
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_INT, ints);
    }

    private Directory as(LocalAccount account) throws IOException {
        return Directory.open(FileName.of(path), AccountFiles.of(account));
    }

    private static void refused(ThrowingCallable call) {
        FileException refusal = catchThrowableOfType(FileException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void whatIsOfRootAloneIsNotForTheAccount() throws Exception {
        mode(Files.writeString(path.resolve("secret"), "s"), "rw-------");
        mode(Files.createDirectory(path.resolve("closed")), "rwx------");
        Files.createFile(path.resolve("closed/file"));

        try (Directory directory = as(ADA)) {
            refused(() -> directory.read(name("secret")));
            refused(() -> directory.readFollowing(name("secret")));
            refused(() -> directory.reopen(name("secret")));
            refused(() -> directory.openDirectory(name("closed")));
            refused(() -> directory.openBeneath(name("closed")));
            refused(() -> directory.followed(name("closed/file")));
            refused(() -> directory.create(name("new"), 0600));
            refused(() -> directory.makeDirectory(name("new"), 0700));
            refused(() -> directory.makeLink(name("new"), name("x")));
            refused(() -> directory.remove(name("secret")));
            refused(() -> directory.removeDirectory(name("closed")));
            refused(() -> directory.rename(name("secret"), directory, name("x")));
            refused(() -> directory.renameNew(name("secret"), directory, name("x")));
            refused(() -> directory.setMode(name("secret"), 0666));
            refused(() -> directory.setTimes(name("secret"), 0, 0));
            refused(() -> directory.setMode(0777));
            refused(() -> directory.setTimes(0, 0));
        }
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.read(name("secret"))) {
            assertThat(file.read(ByteBuffer.allocateDirect(2), 0)).isEqualTo(1);
        }
    }

    @Test
    void whatTheAccountMakesIsItsOwn() throws Exception {
        mode(path, "rwxrwxrwx");
        try (Directory directory = as(ADA)) {
            directory.makeDirectory(name("d"), 0700);
            try (Directory child = directory.openDirectory(name("d"));
                    OpenFile file = child.create(name("f"), 0600)) {
                file.write(ByteBuffer.allocateDirect(10), 0);
                file.setMode(0400);
                file.setTimes(1, 2);
                assertThat(file.facts().uid()).isEqualTo(ADA.uid());
                assertThat(file.facts().gid()).isEqualTo(ADA.gid());
                assertThat(child.facts().uid()).isEqualTo(ADA.uid());
            }
            directory.makeLink(name("l"), name("d"));
            assertThat(directory.facts(name("l")).uid()).isEqualTo(ADA.uid());
        }
        assertThat(Files.getAttribute(path.resolve("d/f"), "unix:uid")).isEqualTo((int) ADA.uid());
    }

    @Test
    void groupsCount() throws Exception {
        Path file = Files.createFile(path.resolve("shared"));
        Files.setAttribute(file, "unix:gid", (int) PROJECT);
        mode(file, "rw-r-----");

        FileIdentity member = AccountFiles.of(ADA, groups(ADA.gid(), PROJECT));
        try (Directory directory = Directory.open(FileName.of(path), member)) {
            directory.read(name("shared")).close();
            refused(() -> directory.reopen(name("shared")));
        }
        try (Directory directory = as(ADA)) {
            refused(() -> directory.read(name("shared")));
        }
    }

    /** The server's own group would open more than the account may. */
    @Test
    void groupsOfTheServerDoNotCount() throws Exception {
        Path file = Files.createFile(path.resolve("group"));
        mode(file, "---rw----");
        try (Directory directory = as(ADA)) {
            refused(() -> directory.read(name("group")));
        }
    }

    @Test
    void theSystemsGroupsAreThoseOfEachAccount() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            for (LocalAccount account : Accounts.open().all()) {
                var id = commands.run("id", "-G", account.name());
                assertThat(id.status()).isEqualTo(new Exited(0));
                TreeSet<Integer> expected = new TreeSet<>();
                for (String each : id.out().strip().split(" ", -1)) {
                    expected.add(Integer.parseUnsignedInt(each));
                }
                int[] found = SupplementaryGroups.of(account).toArray(ValueLayout.JAVA_INT);
                assertThat(Arrays.stream(found).boxed())
                        .as(account.name())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    /** Nor those to go beyond quotas and reserves, which the kernel leaves with another user. */
    @Test
    void noCapabilityCounts() throws Exception {
        FileIdentity ada = AccountFiles.of(ADA);
        ada.enter();
        String inside = status("thread-self");
        ada.leave();

        assertThat(inside)
                .contains("CapEff:\t0000000000000000\n")
                .contains("Uid:\t0\t0\t0\t" + ADA.uid() + "\n");
        assertThat(status("thread-self"))
                .doesNotContain("CapEff:\t0000000000000000\n")
                .contains("Uid:\t0\t0\t0\t0\n", "Gid:\t0\t0\t0\t0\n");
    }

    @Test
    void theThreadIsItselfAgainAlsoAfterRefusals() throws Exception {
        String before = identity(status("thread-self"));
        try (Directory directory = as(ADA)) {
            for (int i = 0; i < 100; i++) {
                refused(() -> directory.create(name("new"), 0600));
                directory.names();
            }
        }
        assertThat(identity(status("thread-self"))).isEqualTo(before);
    }

    @Test
    void itNestsWithItselfAndNotWithOthers() throws Exception {
        FileIdentity ada = AccountFiles.of(ADA);
        FileIdentity bob = AccountFiles.of(BOB);
        mode(path, "rwxrwxrwx");
        ada.enter();
        try (Directory directory = Directory.open(FileName.of(path), ada)) {
            directory.create(name("f"), 0600).close();
            assertThat(status("thread-self")).contains("\t" + ADA.uid() + "\n");
            assertThatThrownBy(bob::enter)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no-such-ada");
            assertThatThrownBy(bob::leave).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> AccountFiles.of(BOB))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            ada.leave();
        }
        assertThatThrownBy(ada::leave).isInstanceOf(IllegalStateException.class);
        assertThat(status("thread-self")).contains("Uid:\t0\t0\t0\t0\n");
    }

    @Test
    void accountsDoNotDisturbEachOtherNorTheServer() throws Exception {
        mode(path, "rwxrwxrwx");
        CyclicBarrier together = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (LocalAccount each : List.of(ADA, BOB, ADA, account(0, "root"))) {
                FileIdentity identity = AccountFiles.of(each);
                String prefix = each.name() + all.size() + "-";
                all.add(
                        threads.submit(() -> {
                            together.await();
                            try (Directory directory =
                                    Directory.open(FileName.of(path), identity)) {
                                for (int i = 0; i < 300; i++) {
                                    FileName file = name(prefix + i);
                                    directory.create(file, 0600).close();
                                    assertThat(directory.facts(file).uid()).isEqualTo(each.uid());
                                }
                            }
                            return null;
                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    /** A thread is born with the identity of the one that starts it. */
    @Test
    void noThreadIsLeftWithTheIdentity() throws Exception {
        try (Directory directory = as(ADA)) {
            CountDownLatch started = new CountDownLatch(8);
            CountDownLatch end = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                directory.names();
                threads.add(Thread.startVirtualThread(() -> meet(started, end)));
            }
            started.await();
            try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
                for (Path task : tasks.toList()) {
                    assertThat(ofTask(task)).doesNotContain(Long.toString(ADA.uid()));
                }
            }
            end.countDown();
            for (Thread each : threads) {
                each.join();
            }
        }
    }

    private static void meet(CountDownLatch started, CountDownLatch end) {
        started.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** They lead past directories that the account may not enter. */
    @Test
    void linksToWhatTheServerHasOpenAreNotFollowed() throws Exception {
        Path closed = Files.createDirectory(path.resolve("closed"));
        mode(Files.createFile(closed.resolve("file")), "rw-r--r--");
        mode(closed, "rwx------");
        try (Directory root = Directory.open(FileName.of(closed));
                OpenFile file = root.read(name("file"));
                Directory directory = as(ADA)) {
            assertThat(file.facts().size()).isZero();
            for (String link : openLinks(closed)) {
                assertThatThrownBy(() -> directory.readFollowing(name(link)))
                        .isInstanceOf(FileException.class);
                assertThatThrownBy(() -> directory.followed(name(link)))
                        .isInstanceOf(FileException.class);
                assertThatThrownBy(() -> Directory.open(name(link), AccountFiles.of(ADA)))
                        .isInstanceOf(FileException.class);
            }
        }
    }

    private static List<String> openLinks(Path below) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                try {
                    if (Files.readSymbolicLink(link).startsWith(below)) {
                        found.add(link.toString());
                    }
                } catch (NoSuchFileException e) {
                    // That of the listing itself.
                }
            }
        }
        assertThat(found).hasSize(2);
        return found;
    }

    private static String ofTask(Path task) throws IOException {
        try {
            return Files.readString(task.resolve("status"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String status(String task) throws IOException {
        return Files.readString(Path.of("/proc/" + task + "/status"));
    }

    private static String identity(String status) {
        return status.lines()
                .filter(line -> line.matches("(Uid|Gid|Groups|Cap...):.*"))
                .toList()
                .toString();
    }
}
