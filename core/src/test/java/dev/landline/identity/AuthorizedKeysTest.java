package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.landline.identity.KeyOptions.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedKeysTest {

    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.7");
    private static final Instant NOW = Instant.parse("2026-07-31T12:00:00Z");

    private static final String NO_FILE = ": expected a file of keys, this is no ordinary file";

    private static PublicKey key;
    private static PublicKey stranger;
    private static String line;

    @TempDir Path directory;

    private Path file;
    private AuthorizedKeys authorized;

    @BeforeAll
    static void makeKeys() throws Exception {
        IdentityKey identity = IdentityKey.generate("me@box");
        key = identity.keyPair().getPublic();
        line = identity.publicKeyLine().text();
        stranger = IdentityKey.generate("").keyPair().getPublic();
    }

    @BeforeEach
    void name() {
        file = directory.resolve("authorized_keys");
        authorized = new AuthorizedKeys(file, true, ZoneOffset.UTC);
    }

    @Test
    void grantsWhatSshKeygenMadeAndRefusesAStranger() throws Exception {
        Path other = SshKeygen.generate(directory, "id", "-t", "ecdsa");
        write("# team\n\n" + line + "\n" + Files.readString(PrivateKeyFile.publicFile(other)));
        PublicKey second = PublicKeyLine.read(PrivateKeyFile.publicFile(other)).key();

        AuthorizedKey entry = granted(authorize(key));
        assertThat(entry)
                .isEqualTo(
                        new AuthorizedKey(
                                file, 3, Fingerprint.of(key), "me@box", KeyOptions.none()));
        assertThat(granted(authorize(second)).comment()).isEqualTo("id key");
        assertThat(refused(authorize(stranger)))
                .isEqualTo(Fingerprint.of(stranger) + " is not in " + file);
        assertThat(authorized.problems()).isEmpty();
    }

    @Test
    void optionsComeWithTheEntry() throws Exception {
        write("restrict,command=\"/bin/backup \\\"now now\\\"\" " + line);

        KeyOptions options = granted(authorize(key)).options();
        assertThat(options.command()).contains("/bin/backup \"now now\"");
        assertThat(options.permits(Permission.PTY)).isFalse();
    }

    @Test
    void unknownOptionRefusesItsKeyAndNoOther() throws Exception {
        write(
                "no-such-option "
                        + line
                        + "\n"
                        + new PublicKeyLine(stranger, "").text()
                        + "\nnot a key at all\n");

        assertThat(refused(authorize(key)))
                .contains("in " + file + ": line 1: unknown option 'no-such-option'");
        assertThat(granted(authorize(stranger)).line()).isEqualTo(2);
        assertThat(authorized.problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("line 1: unknown option"))
                .anyMatch(problem -> problem.startsWith("line 3: no key found"));
    }

    @Test
    void aLineThatRefusesLetsALaterOneHaveItsSay() throws Exception {
        write(
                "from=\"10.0.0.0/8\" "
                        + line
                        + "\nfrobnicate "
                        + line
                        + "\nfrom=\"192.0.2.0/24\",no-pty "
                        + line
                        + "\n"
                        + line);

        assertThat(granted(authorize(key)).line()).isEqualTo(3);
        assertThat(granted(authorized.authorize(key, InetAddress.ofLiteral("::1"), NOW)).line())
                .isEqualTo(4);
    }

    @Test
    void everyRefusalIsNamed() throws Exception {
        write("from=\"10.0.0.0/8\" " + line + "\nexpiry-time=\"20260731\" " + line);

        assertThat(refused(authorize(key)))
                .contains("line 1: from=\"10.0.0.0/8\" does not allow 192.0.2.7")
                .contains("line 2: the key expired at 2026-07-31T00:00:00Z");
    }

    @Test
    void expiryCountsToTheSecond() throws Exception {
        write("expiry-time=\"20260731120000Z\" " + line);

        granted(authorized.authorize(key, CLIENT, NOW.plusMillis(999)));
        refused(authorized.authorize(key, CLIENT, NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert-authority", "principals=\"me\"", "frobnicate=\"1\"", "no-"})
    void linesThatAreNotForPlainKeysAreRefused(String options) throws Exception {
        write(options + " " + line);

        assertThat(refused(authorize(key))).contains("line 1: ");
    }

    @Test
    void readsWindowsFilesAndCommentsInOtherCharacterSets() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("\ufeff# keys\r\n\t " + line).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("caf\u00e9\r\n".getBytes(StandardCharsets.ISO_8859_1));
        write(bytes.toByteArray());

        assertThat(granted(authorize(key)).comment()).isEqualTo("me@boxcaf\ufffd");
    }

    @Test
    void commandThatIsNotUtf8IsRefused() throws Exception {
        write(("command=\"caf\u00e9\" " + line).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused(authorize(key))).contains("not valid UTF-8");
    }

    @Test
    void aVeryLongLineIsPassedOver() throws Exception {
        write(line + " " + "x".repeat(70_000) + "\n" + new PublicKeyLine(stranger, "").text());

        refused(authorize(key));
        granted(authorize(stranger));
        assertThat(authorized.problems()).containsExactly("line 1: expected at most 65,536 bytes");
    }

    @Test
    void unsupportedTypesAreNamed() throws Exception {
        byte[] blob = new BlobWriter().text("ssh-dss").text("x").toByteArray();
        write("ssh-dss " + Base64.getEncoder().encodeToString(blob) + " old\n");

        assertThat(authorized.problems()).singleElement().asString().contains("DSA");
    }

    @Test
    void tenThousandLinesAreReadOnceAndFoundAtOnce() throws Exception {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        byte[] point = new byte[32];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(point);
            byte[] blob = new BlobWriter().text("ssh-ed25519").string(point).toByteArray();
            text.append("no-pty,from=\"192.0.2.0/24\" ssh-ed25519 ")
                    .append(Base64.getEncoder().encodeToString(blob))
                    .append(" user")
                    .append(i)
                    .append('\n');
        }
        write(text + line);
        authorized = later();

        long start = System.nanoTime();
        assertThat(granted(authorize(key)).line()).isEqualTo(10_001);
        Duration first = Duration.ofNanos(System.nanoTime() - start);
        start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            granted(authorize(key));
        }
        Duration thousand = Duration.ofNanos(System.nanoTime() - start);

        assertThat(first).isLessThan(Duration.ofSeconds(5));
        assertThat(thousand).isLessThan(first.multipliedBy(20));
    }

    @Test
    void noticesAddedAndRemovedKeys() throws Exception {
        assertThat(refused(authorize(key))).isEqualTo(file + " does not exist");
        write("");
        refused(authorize(key));
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        granted(authorize(key));
        write("# gone\n");
        refused(authorize(key));
        Files.delete(file);
        refused(authorize(key));
    }

    @Test
    void noticesAReplacementOfTheSameSizeAndTime() throws Exception {
        String other = new PublicKeyLine(stranger, "me@box").text();
        write(line);
        authorized = later();
        granted(authorize(key));
        FileTime time = Files.getLastModifiedTime(file);

        Path replacement = directory.resolve("new");
        Files.writeString(replacement, other);
        Files.setLastModifiedTime(replacement, time);
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(other).hasSameSizeAs(line);
        refused(authorize(key));
        granted(authorize(stranger));
    }

    @Test
    void noticesAChangeInTheSameInstant() throws Exception {
        String other = new PublicKeyLine(stranger, "me@box").text();
        for (int i = 0; i < 50; i++) {
            write(line);
            granted(authorize(key));
            write(other);
            refused(authorize(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----rw-", "rwxrwxrwx"})
    void refusesAFileThatOthersCanWrite(String permissions) throws Exception {
        write(line);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(refused(authorize(key)))
                .startsWith(file.toRealPath() + " can be written by others than its owner: mode 0")
                .contains("run: chmod go-w " + file.toRealPath());
        granted(new AuthorizedKeys(file, false, ZoneOffset.UTC).authorize(key, CLIENT, NOW));
    }

    @Test
    void refusesAFileInADirectoryThatOthersCanWrite() throws Exception {
        Path open = Files.createDirectories(directory.resolve("open/inner"));
        Path inside = open.resolve("authorized_keys");
        Files.writeString(inside, line);
        AuthorizedKeys keys = new AuthorizedKeys(inside);
        granted(keys.authorize(key, CLIENT, NOW));

        Files.setPosixFilePermissions(
                open.getParent(), PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(refused(keys.authorize(key, CLIENT, NOW)))
                .startsWith(open.getParent().toRealPath() + " can be written by others");
    }

    @Test
    void refusesAFileOfAnotherAccount() throws Exception {
        assumeThat(FilePermissions.processUid()).as("only root can give files away").isZero();
        write(line);
        granted(authorize(key));

        Files.setAttribute(file, "unix:uid", 12_345);

        assertThat(refused(authorize(key)))
                .isEqualTo(file.toRealPath() + " belongs to uid 12345; expected uid 0 or root");
    }

    @Test
    void looksBehindSymbolicLinks() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path real = open.resolve("keys");
        Files.writeString(real, line);
        Files.createSymbolicLink(file, real);
        granted(authorize(key));

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(refused(authorize(key))).startsWith(open.toRealPath() + " can be written");
    }

    @Test
    void opensNothingThatIsNoOrdinaryFile() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

        assertThat(refused(authorize(key))).isEqualTo(file + NO_FILE);

        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        AuthorizedKeys lenient = new AuthorizedKeys(file, false, ZoneOffset.UTC);
        assertThat(refused(lenient.authorize(key, CLIENT, NOW))).isEqualTo(file + NO_FILE);
    }

    @Test
    void readsNothingOfAFileThatIsTooLarge() throws Exception {
        write(line);
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 40);
        }

        assertThat(refused(authorize(key)))
                .isEqualTo(file + ": expected at most 16,777,216 bytes, got 1,099,511,627,776");
    }

    @Test
    void theFileOfAnotherAccountMustBelongToItOrBeOpenToAll() throws Exception {
        assumeThat(FilePermissions.processUid()).as("only root can give files away").isZero();
        KeysOwner owner = new KeysOwner(12_345, directory);
        AuthorizedKeys keys = new AuthorizedKeys(file, owner, PinnedFile.Finder.BY_NAME);
        write(line);
        Files.setAttribute(directory, "unix:uid", 12_345);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(refused(keys.authorize(key, CLIENT, NOW)))
                .isEqualTo(
                        file.toRealPath()
                                + " belongs to root, and not everybody can read it: mode 0600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        granted(keys.authorize(key, CLIENT, NOW));
        Files.setAttribute(file, "unix:uid", 12_345);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        granted(keys.authorize(key, CLIENT, NOW));
        Files.setAttribute(file, "unix:uid", 12_346);
        assertThat(refused(keys.authorize(key, CLIENT, NOW)))
                .isEqualTo(file.toRealPath() + " belongs to uid 12346; expected uid 12345 or root");
    }

    @Test
    void addsAKeyOnceAndAfterAnUnfinishedLine() throws Exception {
        write("# no line break at the end");
        PublicKeyLine added = PublicKeyLine.parse(line);

        assertThat(authorized.add(added)).isTrue();
        assertThat(authorized.add(added)).isFalse();

        assertThat(file).hasContent("# no line break at the end\n" + line + "\n");
        granted(authorize(key));
    }

    @Test
    void addCreatesAPrivateFile() throws Exception {
        Path fresh = directory.resolve("a/b/authorized_keys");

        assertThat(new AuthorizedKeys(fresh).add(PublicKeyLine.parse(line))).isTrue();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-------");
        granted(new AuthorizedKeys(fresh).authorize(key, CLIENT, NOW));
    }

    @Test
    void randomBytesGrantNothing() throws Exception {
        Random random = new Random(99);
        for (int round = 0; round < 200; round++) {
            byte[] content = new byte[random.nextInt(2_000)];
            random.nextBytes(content);
            write(content);
            refused(authorize(key));
        }
    }

    private Authorization authorize(PublicKey presented) {
        return authorized.authorize(presented, CLIENT, NOW);
    }

    private void write(String content) throws IOException {
        write(content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Looks at the file at a time when its last change is long ago. */
    private AuthorizedKeys later() {
        InstantSource clock = () -> Instant.now().plus(Duration.ofHours(1));
        return new AuthorizedKeys(file, true, ZoneOffset.UTC, clock);
    }

    private static AuthorizedKey granted(Authorization authorization) {
        assertThat(authorization).isInstanceOf(Authorization.Granted.class);
        return ((Authorization.Granted) authorization).entry();
    }

    private static String refused(Authorization authorization) {
        assertThat(authorization).isInstanceOf(Authorization.Refused.class);
        return ((Authorization.Refused) authorization).reason();
    }
}
