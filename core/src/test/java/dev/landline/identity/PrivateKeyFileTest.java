package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyFileTest {

    @TempDir static Path keys;

    @TempDir Path directory;

    @BeforeAll
    static void makeKeys() throws Exception {
        SshKeygen.generate(keys, "ED25519", "-t", "ed25519");
        SshKeygen.generate(keys, "ECDSA_P256", "-t", "ecdsa", "-b", "256");
        SshKeygen.generate(keys, "ECDSA_P384", "-t", "ecdsa", "-b", "384");
        SshKeygen.generate(keys, "ECDSA_P521", "-t", "ecdsa", "-b", "521");
        SshKeygen.generate(keys, "RSA", "-t", "rsa", "-b", "2048");
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void readsEveryTypeThatSshKeygenWrites(KeyType type) throws Exception {
        Path file = keys.resolve(type.name());

        IdentityKey key = PrivateKeyFile.load(file, PassphraseSource.none());

        assertThat(KeyType.of(key.keyPair().getPublic())).isEqualTo(type);
        assertThat(key.comment()).isEqualTo(type.name() + " key");
        assertThat(key.source()).contains(file);
        assertThat(key.fingerprint().text()).isEqualTo(SshKeygen.fingerprint(file));
        assertThat(key.publicKeyLine().text() + "\n")
                .isEqualTo(Files.readString(PrivateKeyFile.publicFile(file)));
        assertSigns(key);
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void givesTheKeysOfTheJdk(KeyType type) throws Exception {
        IdentityKey key = PrivateKeyFile.load(keys.resolve(type.name()), PassphraseSource.none());

        Class<?> expected =
                switch (type) {
                    case ED25519 -> EdECPublicKey.class;
                    case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> ECPublicKey.class;
                    case RSA -> RSAPublicKey.class;
                };
        assertThat(key.keyPair().getPublic()).isInstanceOf(expected);
        assertThat(key.keyPair().getPrivate().getClass().getModule().getName())
                .isEqualTo("java.base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes256-ctr",
                "aes128-ctr",
                "aes192-ctr",
                "aes256-cbc",
                "aes128-cbc",
                "aes192-cbc",
                "3des-cbc",
                "aes128-gcm@openssh.com",
                "aes256-gcm@openssh.com",
                "chacha20-poly1305@openssh.com"
            })
    void readsKeysUnderEveryCipher(String cipher) throws Exception {
        Path file =
                SshKeygen.generateProtected(
                        directory,
                        "key",
                        SshKeygen.PASSPHRASE,
                        "-t",
                        "ed25519",
                        "-a",
                        "1",
                        "-Z",
                        cipher);

        IdentityKey key = PrivateKeyFile.load(file, answers("wrong", SshKeygen.PASSPHRASE));

        assertThat(key.fingerprint().text()).isEqualTo(SshKeygen.fingerprint(file));
        assertSigns(key);
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void readsEveryTypeUnderAPassphrase(KeyType type) throws Exception {
        Path file = copy(keys.resolve(type.name()));
        SshKeygen.run("-p", "-a", "1", "-N", SshKeygen.PASSPHRASE, "-f", file.toString());

        IdentityKey key = PrivateKeyFile.load(file, answers(SshKeygen.PASSPHRASE));

        assertThat(key.fingerprint().text()).isEqualTo(SshKeygen.fingerprint(file));
        assertSigns(key);
    }

    @ParameterizedTest
    @CsvSource({
        "PEM,RSA", "PEM,ECDSA_P256", "PEM,ECDSA_P384", "PEM,ECDSA_P521",
        "PKCS8,RSA", "PKCS8,ECDSA_P256", "PKCS8,ECDSA_P384", "PKCS8,ECDSA_P521"
    })
    void readsTheOlderFormats(String format, KeyType type) throws Exception {
        Path plain = copy(keys.resolve(type.name()));
        SshKeygen.run("-p", "-m", format, "-N", "", "-f", plain.toString());
        assertThat(Files.readString(plain)).doesNotContain("OPENSSH");
        String expected = SshKeygen.fingerprint(keys.resolve(type.name()));

        IdentityKey key = PrivateKeyFile.load(plain, PassphraseSource.none());
        assertThat(key.fingerprint().text()).isEqualTo(expected);
        assertSigns(key);

        SshKeygen.run("-p", "-m", format, "-N", SshKeygen.PASSPHRASE, "-f", plain.toString());
        assertThat(Files.readString(plain)).contains("ENCRYPTED");
        IdentityKey unlocked = PrivateKeyFile.load(plain, answers("not it", SshKeygen.PASSPHRASE));
        assertThat(unlocked.fingerprint().text()).isEqualTo(expected);
        assertThatThrownBy(() -> PrivateKeyFile.load(plain, answers("a", "b", "c")))
                .isInstanceOf(PassphraseException.class)
                .hasMessageContaining("3 times");
    }

    @Test
    void readsAnEd25519KeyInPkcs8() throws Exception {
        IdentityKey key = IdentityKey.generate("");
        Path file = write("key", PemExport.privateKey(key));

        assertThat(PrivateKeyFile.load(file, PassphraseSource.none()).fingerprint())
                .isEqualTo(key.fingerprint());
    }

    @Test
    void asksThreeTimesAndWipesWhatItWasGiven() throws Exception {
        Path file = protectedKey();
        List<char[]> given = new ArrayList<>();
        PassphraseSource source =
                (asked, attempt) -> {
                    assertThat(asked).isEqualTo(file);
                    assertThat(attempt).isEqualTo(given.size() + 1);
                    given.add("wrong".toCharArray());
                    return given.getLast();
                };

        assertThatThrownBy(() -> PrivateKeyFile.load(file, source))
                .isInstanceOf(PassphraseException.class)
                .hasMessage(file + ": the passphrase was wrong 3 times");
        assertThat(given).hasSize(3).allMatch(each -> new String(each).equals("\0".repeat(5)));
    }

    @Test
    void acceptsTheRightPassphraseAtTheThirdAttempt() throws Exception {
        Path file = protectedKey();

        assertThat(PrivateKeyFile.load(file, answers("no", "", SshKeygen.PASSPHRASE)).comment())
                .isEqualTo("protected key");
    }

    @Test
    void saysThatAPassphraseIsMissing() throws Exception {
        Path file = protectedKey();

        assertThatThrownBy(() -> PrivateKeyFile.load(file, PassphraseSource.none()))
                .isInstanceOf(PassphraseException.class)
                .hasMessageContaining("protected by a passphrase, none was given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-rw-rw-", "rw----r--", "rwx--x---"})
    void refusesAKeyThatOthersCanTouch(String permissions) throws Exception {
        Path file = copy(keys.resolve("ED25519"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> PrivateKeyFile.load(file, PassphraseSource.none()))
                .isInstanceOf(KeyPermissionsException.class)
                .hasMessageContaining("run: chmod 600 " + file);
    }

    @Test
    void takesAKeyOfAnotherAccountThatMayBeReadAsSshDoes() throws Exception {
        assumeThat(FilePermissions.processUid()).as("only root can give files away").isZero();
        Path file = copy(keys.resolve("ED25519"));
        Files.setAttribute(file, "unix:uid", 12_345);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(PrivateKeyFile.load(file, PassphraseSource.none()).fingerprint().text())
                .isEqualTo(SshKeygen.fingerprint(keys.resolve("ED25519")));
    }

    @Test
    void refusesAnRsaKeyThatIsTooShort() throws Exception {
        Path file = SshKeygen.generate(directory, "short", "-t", "rsa", "-b", "1024");

        assertThatThrownBy(() -> PrivateKeyFile.load(file, PassphraseSource.none()))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageContaining("expected an RSA key of 2048 to 16384 bits, got one of 1024");
    }

    @Test
    void refusesDsa() throws Exception {
        byte[] blob = new BlobWriter().text("ssh-dss").positive(BigInteger.TEN).toByteArray();
        byte[] file =
                new BlobWriter()
                        .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                        .text("none")
                        .text("none")
                        .text("")
                        .uint32(1)
                        .string(blob)
                        .text("12345678")
                        .toByteArray();

        assertRefused(PemBlock.write(OpenSshPrivateKey.LABEL, file), "DSA keys are too weak");
        assertRefused(PemBlock.write("DSA PRIVATE KEY", file), "DSA keys are too weak");
    }

    @Test
    void saysWhatElseAFileIs() throws Exception {
        Path ca = SshKeygen.generate(directory, "ca", "-t", "ed25519");
        Path user = copy(keys.resolve("ED25519"));
        Path publicKey = keys.resolve("ED25519.pub");
        Files.copy(publicKey, PrivateKeyFile.publicFile(user));
        SshKeygen.run(
                "-q", "-s", ca.toString(), "-I", "id", PrivateKeyFile.publicFile(user).toString());
        String certificate =
                Files.readString(user.resolveSibling(user.getFileName() + "-cert.pub"));

        assertRefused("", "the file is empty");
        assertRefused(" \n\n", "the file is empty");
        assertRefused("hello world\n", "this is none");
        assertRefused(Files.readString(publicKey), "public key; give the private key");
        assertRefused(certificate, "this is an OpenSSH certificate");
        assertRefused(SshKeygen.run("-e", "-f", publicKey.toString()), "this is a public key");
        assertRefused(
                SshKeygen.run("-e", "-m", "PEM", "-f", keys.resolve("RSA.pub").toString()),
                "this is a public key");
        assertRefused(PemExport.certificate(IdentityKey.generate("")), "this is a certificate");
        assertRefused("PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen");
        assertRefused("sk-ssh-ed25519@openssh.com AAAA\n", "this is none");
        assertRefused("\u001b[31m-cert-v01@openssh.com AAAA\n", "('?[31m-cert-v01@openssh.com')");
    }

    @Test
    void publicKeyIsNamedAsSuchEvenThoughEverybodyCanReadIt() {
        Path file = keys.resolve("ED25519.pub");

        assertThatThrownBy(() -> PrivateKeyFile.load(file, PassphraseSource.none()))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageStartingWith(file + ": this is a public key");
    }

    @Test
    void missingFileAndDirectoryAreNamed() {
        assertThatThrownBy(() ->
                        PrivateKeyFile.load(directory.resolve("none"), PassphraseSource.none()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(directory.resolve("none") + ": no such file");
        assertThatThrownBy(() -> PrivateKeyFile.load(directory, PassphraseSource.none()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("this is a directory");
    }

    @Test
    void readsAKeyWithWindowsLineBreaks() throws Exception {
        Path file = write("crlf", Files.readString(keys.resolve("ED25519")).replace("\n", "\r\n"));

        assertThat(PrivateKeyFile.load(file, PassphraseSource.none()).fingerprint().text())
                .isEqualTo(SshKeygen.fingerprint(keys.resolve("ED25519")));
    }

    @Test
    void writesWhatSshKeygenReads() throws Exception {
        IdentityKey key = IdentityKey.generate("mönika@box");
        Path file = directory.resolve("new/dir/id");

        PrivateKeyFile.write(key, file);

        assertThat(SshKeygen.run("-y", "-f", file.toString()).strip())
                .isEqualTo(key.publicKeyLine().text());
        assertThat(SshKeygen.fingerprint(file)).isEqualTo(key.fingerprint().text());
        assertThat(Files.readString(PrivateKeyFile.publicFile(file)))
                .isEqualTo(key.publicKeyLine().text() + "\n");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(PrivateKeyFile.load(file, PassphraseSource.none()).keyPair().getPrivate())
                .isEqualTo(key.keyPair().getPrivate());
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactlyInAnyOrder(file, PrivateKeyFile.publicFile(file));
        }
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void writesEveryType(KeyType type) throws Exception {
        IdentityKey key = PrivateKeyFile.load(keys.resolve(type.name()), PassphraseSource.none());
        Path file = directory.resolve("id");

        PrivateKeyFile.write(key, file);

        assertThat(SshKeygen.run("-y", "-f", file.toString()).strip())
                .isEqualTo(key.publicKeyLine().text());
        assertThat(PrivateKeyFile.load(file, PassphraseSource.none()).keyPair().getPrivate())
                .isEqualTo(key.keyPair().getPrivate());
    }

    @Test
    void writesUnderAPassphrase() throws Exception {
        IdentityKey key = IdentityKey.generate("me@box");
        Path file = directory.resolve("id");

        PrivateKeyFile.write(key, file, SshKeygen.PASSPHRASE.toCharArray());

        assertThat(SshKeygen.run("-y", "-P", SshKeygen.PASSPHRASE, "-f", file.toString()).strip())
                .isEqualTo(key.publicKeyLine().text());
        assertThat(PrivateKeyFile.load(file, answers(SshKeygen.PASSPHRASE)).keyPair().getPrivate())
                .isEqualTo(key.keyPair().getPrivate());
    }

    @Test
    void neverOverwrites() throws Exception {
        IdentityKey key = IdentityKey.generate("");
        Path privateFile = write("id", "precious");
        Path publicFile = write("other.pub", "precious");

        assertThatThrownBy(() -> PrivateKeyFile.write(key, privateFile))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(privateFile + ": it exists already and is not overwritten");
        assertThatThrownBy(() -> PrivateKeyFile.write(key, directory.resolve("other")))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(privateFile).hasContent("precious");
        assertThat(publicFile).hasContent("precious");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(privateFile, publicFile);
        }
    }

    @Test
    void ofManyThatCreateAKeyAtOnceOneDoes() throws Exception {
        Path file = directory.resolve("id");
        List<Optional<IdentityKey>> made = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    var key = PrivateKeyFile.createIfAbsent(file, "one");
                                    var read = PrivateKeyFile.load(file, PassphraseSource.none());
                                    synchronized (made) {
                                        made.add(key);
                                        made.add(Optional.of(read));
                                    }
                                } catch (IOException | RuntimeException e) {
                                    synchronized (made) {
                                        failures.add(e);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(made.stream().filter(Optional::isPresent).count()).isEqualTo(17);
        assertThat(made.stream().flatMap(Optional::stream).map(IdentityKey::fingerprint).distinct())
                .hasSize(1);
    }

    @Test
    void registersNoSecurityProvider() throws Exception {
        Provider[] before = Security.getProviders();

        PrivateKeyFile.load(protectedKey(), answers(SshKeygen.PASSPHRASE));
        PrivateKeyFile.load(keys.resolve("RSA"), PassphraseSource.none());

        assertThat(Security.getProviders()).containsExactly(before);
    }

    @Test
    void toStringHidesThePrivateKey() throws Exception {
        IdentityKey key = PrivateKeyFile.load(keys.resolve("ED25519"), PassphraseSource.none());

        assertThat(key)
                .hasToString(
                        "IdentityKey["
                                + key.fingerprint()
                                + " from "
                                + keys.resolve("ED25519")
                                + "]");
    }

    private Path protectedKey() throws Exception {
        return SshKeygen.generateProtected(
                directory, "protected", SshKeygen.PASSPHRASE, "-t", "ed25519", "-a", "1");
    }

    private void assertRefused(String content, String reason) throws IOException {
        Path file = Files.createTempFile(directory, "key", "");
        Files.writeString(file, content);
        assertThatThrownBy(() -> PrivateKeyFile.load(file, PassphraseSource.none()))
                .isInstanceOf(KeyFormatException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    private Path copy(Path file) throws IOException {
        return write("copy", Files.readString(file));
    }

    private Path write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        KeyFiles.write(file, content.getBytes(StandardCharsets.UTF_8), KeyFiles.OWNER_ONLY);
        return file;
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static PassphraseSource answers(String... passphrases) {
        return (file, attempt) -> passphrases[attempt - 1].toCharArray();
    }

    private static void assertSigns(IdentityKey key) throws GeneralSecurityException, IOException {
        String algorithm = KeyType.of(key.keyPair().getPublic()).signatureAlgorithm();
        byte[] message = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key.keyPair().getPrivate());
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(key.keyPair().getPublic());
        signature.update(message);
        assertThat(signature.verify(signed)).isTrue();
    }
}
