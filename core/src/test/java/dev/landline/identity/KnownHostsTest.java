package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

    private static PublicKey key;
    private static PublicKey other;
    private static PublicKey ecdsa;
    private static String text;
    private static String otherText;

    @TempDir Path directory;

    private Path file;
    private KnownHosts hosts;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = IdentityKey.generate("").keyPair().getPublic();
        other = IdentityKey.generate("").keyPair().getPublic();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        ecdsa = generator.generateKeyPair().getPublic();
        text = new PublicKeyLine(key, "").text();
        otherText = new PublicKeyLine(other, "").text();
    }

    @BeforeEach
    void name() {
        file = directory.resolve("config/landline/known_hosts");
        hosts = new KnownHosts(file);
    }

    @Test
    void aHostIsUnknownThenKnownThenChanged() throws Exception {
        assertThat(hosts.lookup("box", 7022, key)).isEqualTo(new HostTrust.Unknown());
        assertThat(file).doesNotExist();

        assertThat(hosts.add("box", 7022, key)).isEqualTo(new HostTrust.Known(1));

        assertThat(file).hasContent("[box]:7022 " + text + "\n");
        assertThat(hosts.lookup("BOX", 7022, key)).isEqualTo(new HostTrust.Known(1));
        assertThat(hosts.lookup("box", 7023, key)).isEqualTo(new HostTrust.Unknown());
        assertThat(hosts.lookup("box", 7022, other))
                .isEqualTo(
                        new HostTrust.Changed(file, 1, Fingerprint.of(key), Fingerprint.of(other)));
        assertThat(hosts.lookup("box", 7022, ecdsa)).isInstanceOf(HostTrust.Changed.class);
    }

    @Test
    void filesAndDirectoriesAreForTheOwnerOnly() throws Exception {
        hosts.add("box", 7022, key);

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file.getParent().getParent())).isEqualTo("rwx------");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void addNeitherRepeatsNorOverrules() throws Exception {
        hosts.add("box", 7022, key);

        assertThat(hosts.add("box", 7022, key)).isEqualTo(new HostTrust.Known(1));
        assertThat(hosts.add("box", 7022, other)).isInstanceOf(HostTrust.Changed.class);

        assertThat(file).hasContent("[box]:7022 " + text + "\n");
    }

    @Test
    void anyOfSeveralKeysIsKnown() throws Exception {
        write(
                "[box]:7022 "
                        + text
                        + "\n"
                        + "[box]:7022 "
                        + new PublicKeyLine(ecdsa, "").text()
                        + "\n");

        assertThat(hosts.lookup("box", 7022, key)).isEqualTo(new HostTrust.Known(1));
        assertThat(hosts.lookup("box", 7022, ecdsa)).isEqualTo(new HostTrust.Known(2));
    }

    @Test
    void changedShowsTheKeyOfTheSameType() throws Exception {
        write(
                "[box]:7022 "
                        + new PublicKeyLine(ecdsa, "").text()
                        + "\n"
                        + "[box]:7022 "
                        + text
                        + "\n");

        assertThat(hosts.lookup("box", 7022, other))
                .isEqualTo(
                        new HostTrust.Changed(file, 2, Fingerprint.of(key), Fingerprint.of(other)));
    }

    @Test
    void revokedGoesBeforeKnown() throws Exception {
        write("[box]:7022 " + text + "\n@revoked * " + text + "\n");

        assertThat(hosts.lookup("box", 7022, key)).isEqualTo(new HostTrust.Revoked(file, 2));
        assertThat(hosts.lookup("new", 7022, key)).isEqualTo(new HostTrust.Revoked(file, 2));
        assertThat(hosts.lookup("new", 7022, other)).isEqualTo(new HostTrust.Unknown());
        assertThat(hosts.add("new", 7022, key)).isInstanceOf(HostTrust.Revoked.class);
    }

    @Test
    void certificateAuthoritiesAreNotTrusted() throws Exception {
        write("@cert-authority * " + text + "\n");

        assertThat(hosts.lookup("box", 7022, key)).isEqualTo(new HostTrust.Unknown());
    }

    @Test
    void listsAndPatternsAreUnderstood() throws Exception {
        write("!bad.example,*.example,box,[box]:70?? " + text + " comment here\n");

        assertThat(hosts.lookup("good.example", 22, key)).isInstanceOf(HostTrust.Known.class);
        assertThat(hosts.lookup("bad.example", 22, key)).isInstanceOf(HostTrust.Unknown.class);
        assertThat(hosts.lookup("box", 22, key)).isInstanceOf(HostTrust.Known.class);
        assertThat(hosts.lookup("box", 7099, key)).isInstanceOf(HostTrust.Known.class);
        assertThat(hosts.lookup("box", 8022, key)).isInstanceOf(HostTrust.Unknown.class);
    }

    @Test
    void damagedLinesDoNotHideTheOthers() throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("[box]:7022 ssh-ed25519 AAAA\n\n# caf".getBytes(StandardCharsets.UTF_8));
        content.writeBytes(new byte[] {(byte) 0xe9, '\n', 0, '\n'});
        content.writeBytes("|1|x|y ssh-rsa\n|1|==|== ".getBytes(StandardCharsets.UTF_8));
        content.writeBytes((text + "\n|1 " + text + "\n").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(("[box]:7022 " + text).getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(file.getParent());
        Files.write(file, content.toByteArray());

        assertThat(hosts.lookup("box", 7022, key)).isEqualTo(new HostTrust.Known(8));
    }

    @Test
    void sshKeygenFindsHashesAndRemovesWhatWeWrite() throws Exception {
        hosts.add("box.example", 7022, key);
        hosts.add("::1", 7022, other);
        hosts.add("plain", 22, key);

        assertThat(SshKeygen.run("-F", "[box.example]:7022", "-f", file.toString()))
                .contains("found: line 1");
        assertThat(SshKeygen.run("-F", "[::1]:7022", "-f", file.toString()))
                .contains("found: line 2");
        assertThat(SshKeygen.run("-F", "plain", "-f", file.toString())).contains("found: line 3");

        SshKeygen.run("-H", "-f", file.toString());
        assertThat(file).content().doesNotContain("box.example").contains("|1|");
        assertThat(hosts.lookup("box.example", 7022, key)).isEqualTo(new HostTrust.Known(1));
        assertThat(hosts.lookup("[::1]", 7022, other)).isEqualTo(new HostTrust.Known(2));
        assertThat(hosts.lookup("box.example", 7022, other)).isInstanceOf(HostTrust.Changed.class);

        SshKeygen.run("-R", "[box.example]:7022", "-f", file.toString());
        assertThat(hosts.lookup("box.example", 7022, key)).isEqualTo(new HostTrust.Unknown());
        assertThat(hosts.forget("::1", 7022)).isEqualTo(1);
        assertThat(hosts.lookup("::1", 7022, other)).isEqualTo(new HostTrust.Unknown());
        assertThat(hosts.lookup("plain", 22, key)).isInstanceOf(HostTrust.Known.class);
    }

    @Test
    void forgetKeepsEverythingElseByteForByte() throws Exception {
        String before = "# my hosts\r\n\r\n  [a]:7022 " + otherText + "\n\t";
        String shared = "[c]:7022,[BOX]:7022,[d]:7022\t" + text + " shared \r\n";
        String after =
                "@revoked [box]:7022 " + text + "\n* " + otherText + "\nrubbish\n[z]:1 " + text;
        write(
                before
                        + shared
                        + "[box]:7022 "
                        + text
                        + " mine\n"
                        + "[box]:7022 "
                        + otherText
                        + "\n"
                        + after);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(hosts.forget("box", 7022)).isEqualTo(3);

        assertThat(Files.readString(file))
                .isEqualTo(before + shared.replace("[BOX]:7022,", "") + after);
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(hosts.forget("box", 7022)).isZero();
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void forgetKeepsNamesThatAreNotUtf8() throws Exception {
        byte[] others = {'c', (byte) 0xff, ','};
        byte[] rest = ("[box]:7022 " + text).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.getParent());
        Files.write(file, new BlobWriter().raw(others).raw(rest).toByteArray());

        assertThat(hosts.forget("box", 7022)).isEqualTo(1);

        byte[] left = (" " + text).getBytes(StandardCharsets.UTF_8);
        assertThat(file)
                .hasBinaryContent(
                        new BlobWriter().raw(Arrays.copyOf(others, 2)).raw(left).toByteArray());
    }

    @Test
    void forgetInAMissingFileRemovesNothing() throws Exception {
        assertThat(hosts.forget("box", 7022)).isZero();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void aSymbolicLinkStaysOne() throws Exception {
        Path real = directory.resolve("real");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, real);
        Files.writeString(real, "# kept");

        hosts.add("box", 7022, key);
        hosts.add("other", 7022, key);
        hosts.forget("box", 7022);

        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent("# kept\n[other]:7022 " + text + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "box, 7022, [box]:7022",
        "BOX.Example, 22, box.example",
        "::1, 7022, [::1]:7022",
        "[::1], 22, ::1",
        "fe80::1%eth0, 7022, [fe80::1%eth0]:7022"
    })
    void namesAreThoseOfOpenssh(String host, int port, String name) {
        assertThat(KnownHosts.name(host, port)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "a b", "a\nb", "*", "a,b", "!a", "|1|x|y", "#a", "@revoked"})
    void namesThatCouldMeanSomethingElseAreRefused(String host) {
        assertThatThrownBy(() -> hosts.add(host, 7022, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("host: expected a name or an address");
        assertThat(file).doesNotExist();
    }

    @Test
    void aLockLeftBehindIsNamedAndHindersNoLookup() throws Exception {
        hosts.add("box", 7022, key);
        Path lock = Files.createFile(file.resolveSibling("known_hosts.lock"));
        LineFile lines = new LineFile(file, KnownHosts.MAX_SIZE, Duration.ofMillis(50));

        assertThatThrownBy(() -> lines.append("line", content -> true))
                .hasMessageContaining("another process has been changing it for 50 ms")
                .hasMessageContaining("delete " + lock.toRealPath());

        assertThat(hosts.lookup("box", 7022, key)).isInstanceOf(HostTrust.Known.class);
        assertThat(lock).exists();
    }

    @Test
    void threadsThatAddAndForgetAtOnceLoseNothing() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            threads.add(
                    Thread.ofVirtual()
                            .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                            .start(() -> addAndForget(number)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(4 * 10).doesNotHaveDuplicates();
    }

    private void addAndForget(int number) {
        try {
            for (int i = 0; i < 10; i++) {
                hosts.add("host" + number + "-" + i, 7022, key);
                hosts.add("passing" + number, 7022, key);
                assertThat(hosts.forget("passing" + number, 7022)).isEqualTo(1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void processesThatAddAtOnceLoseNothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    classPath(),
                                    KnownHostsAdder.class.getName(),
                                    file.toString(),
                                    "p" + p)
                            .inheritIO()
                            .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(Files.readAllLines(file))
                .hasSize(2 * KnownHostsAdder.COUNT)
                .doesNotHaveDuplicates()
                .allMatch(each -> each.contains("ssh-ed25519 "));
    }

    private static String classPath() throws Exception {
        List<String> places = new ArrayList<>();
        List<Class<?>> needed =
                List.of(KnownHosts.class, KnownHostsAdder.class, OpenSSHPublicKeyUtil.class);
        for (Class<?> type : needed) {
            places.add(
                    Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                            .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    private void write(String content) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
