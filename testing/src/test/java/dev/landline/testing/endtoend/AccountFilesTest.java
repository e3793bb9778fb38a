package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.client.Landline;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileName;
import dev.landline.identity.IdentityKey;
import dev.landline.server.config.AccountSettings;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that a server of root reads and writes as an account, with its rights and no others. Runs
 * only where the tests run as root; elsewhere it is skipped and says so.
 */
@Timeout(60)
class AccountFilesTest {

    private static final int TEXT = 20_000;

    private static MadeAccount ada;

    private final IdentityKey key = IdentityKey.generate("ada");
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final TransferListener report =
            new TransferListener() {
                @Override
                public void failed(FileName name, Reason reason, String message) {
                    failures.add(name + " " + reason.wire());
                }
            };

    @TempDir private Path directory;
    private Path source;

    @BeforeAll
    static void makeAccount() throws Exception {
        MadeAccount.assumeRoot();
        ada = MadeAccount.with("-s", "/bin/bash", "-G", "users");
    }

    @AfterAll
    static void removeAccount() {
        if (ada != null) {
            ada.close();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        ada.authorize(key, "");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        source = Files.createDirectory(directory.resolve("source"));
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        Files.write(source.resolve("large"), large);
        Files.writeString(source.resolve("small"), "x".repeat(TEXT));
        Files.createDirectory(source.resolve("sub"));
        Files.writeString(source.resolve("sub/file"), "deeper");
        Files.createSymbolicLink(source.resolve("link"), Path.of("small"));
        for (String each : List.of("large", "small", "sub/file")) {
            mode(source.resolve(each), "rw-rw-rw-");
        }
        mode(source.resolve("sub"), "rwxrwxrwx");
        mode(source, "rwxrwxrwx");
    }

    private static Path mode(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String modeOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void remove(Path tree) throws Exception {
        MadeAccount.tool(List.of("rm", "-rf", tree.toString()));
    }

    @Test
    void whatIsWrittenBelongsToTheAccountAndItsUmaskCounts() throws Exception {
        for (boolean strict : List.of(false, true)) {
            Path copy = ada.home().resolve("copy");
            AccountSettings settings =
                    new AccountSettings(List.of(ada.name()), strict ? 0077 : 0022);
            try (LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.with().accounts(settings).start();
                    Landline line = server.client(key).connect()) {
                line.put(List.of(source), "copy").recursive(true).listener(report).run();
                assertThat(line.exec("cat", "copy/sub/file").run().stdoutText())
                        .isEqualTo("deeper");
            }
            assertThat(failures).isEmpty();
            for (String each : List.of("", "large", "small", "sub", "sub/file")) {
                Path made = copy.resolve(each);
                assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo((int) ada.uid());
                assertThat(Files.getAttribute(made, "unix:gid"))
                        .isEqualTo(Files.getAttribute(ada.home(), "unix:gid"));
                boolean isDirectory = Files.isDirectory(made);
                assertThat(modeOf(made))
                        .as(each)
                        .isEqualTo(
                                strict
                                        ? isDirectory ? "rwx------" : "rw-------"
                                        : isDirectory ? "rwxr-xr-x" : "rw-r--r--");
            }
            assertThat(
                            Files.getOwner(
                                    copy.resolve("link"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .isEqualTo(Files.getOwner(ada.home()));
            assertThat(copy.resolve("large")).hasSameBinaryContentAs(source.resolve("large"));
            remove(copy);
        }
    }

    @Test
    void whatOnlyRootMayReadIsNamedAndTheRestArrives() throws Exception {
        mode(source.resolve("large"), "rw-------");
        mode(source.resolve("sub"), "rwx------");
        Files.writeString(source.resolve("then"), "after it");
        Path back = directory.resolve("back");
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.client(key).connect()) {
            line.get(List.of(source.toString()), back).recursive(true).listener(report).run();
            assertThat(failures)
                    .containsExactlyInAnyOrder("source/large denied", "source/sub denied");
            failures.clear();
            line.get(List.of("/etc/shadow", "/root/*", "/root/.ssh"), back).listener(report).run();
            assertThat(failures).hasSize(3).contains("shadow denied", "/root/* not_found");
            server.assertServing();
        }
        assertThat(back.resolve("small")).hasContent("x".repeat(TEXT));
        assertThat(back.resolve("then")).hasContent("after it");
        assertThat(back.resolve("large")).doesNotExist();
        assertThat(back.resolve("sub/file")).doesNotExist();
        assertThat(back.resolve("shadow")).doesNotExist();
    }

    @Test
    void whatOnlyRootMayWriteStaysAsItIs() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        Files.writeString(locked.resolve("small"), "of root");
        Files.createDirectory(ada.home().resolve("copy"));
        Path sub = Files.createDirectory(ada.home().resolve("copy/sub"));
        Files.writeString(sub.resolve("file"), "of root");
        MadeAccount.tool(List.of("chown", ada.name(), ada.home().resolve("copy").toString()));
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.client(key).connect()) {
            line.put(List.of(source.resolve("small"), source.resolve("large")), locked.toString())
                    .listener(report)
                    .run();
            assertThat(failures).containsExactly("small denied", "large denied");
            failures.clear();
            assertThatThrownBy(() -> line.put(List.of(source.resolve("small")), "/root/new").run())
                    .isInstanceOf(ChannelException.class)
                    .hasMessageContaining("permission denied");
            line.put(List.of(source), "copy").recursive(true).contents(true).listener(report).run();
            assertThat(failures).containsExactly("sub/file denied");
            server.assertServing();
        }
        assertThat(locked.resolve("small")).hasContent("of root");
        assertThat(locked.resolve("large")).doesNotExist();
        assertThat(Path.of("/root/new")).doesNotExist();
        assertThat(sub.resolve("file")).hasContent("of root");
        assertThat(ada.home().resolve("copy/small")).hasContent("x".repeat(TEXT));
        remove(ada.home().resolve("copy"));
    }

    @Test
    void aSupplementaryGroupCounts() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.writeString(shared.resolve("read"), "for the group");
        MadeAccount.tool(List.of("chgrp", "-R", "users", shared.toString()));
        mode(shared.resolve("read"), "rw-r-----");
        mode(shared, "rwxrwx---");
        Path back = directory.resolve("back");
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.client(key).connect()) {
            line.get(List.of(shared + "/read"), back).listener(report).run();
            line.put(List.of(source.resolve("small")), shared.toString()).listener(report).run();
        }
        assertThat(failures).isEmpty();
        assertThat(back).hasContent("for the group");
        assertThat(Files.getOwner(shared.resolve("small")).getName()).isEqualTo(ada.name());
    }
}
