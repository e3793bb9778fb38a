package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PemExportTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void whatIsExportedCanBeLoadedAgain(KeyType type) throws Exception {
        IdentityKey key = IdentityKey.of(CertificatesTest.keyPair(type), "");
        Path certificate = directory.resolve("cert.pem");
        Path privateKey = directory.resolve("key.pem");

        PemExport.write(key, certificate, privateKey);

        assertThat(PrivateKeyFile.load(privateKey, PassphraseSource.none()).keyPair().getPrivate())
                .isEqualTo(key.keyPair().getPrivate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate)))
                .isEqualTo("rw-r--r--");
        assertThat(
                        SshKeygen.output(
                                List.of(
                                        "openssl",
                                        "pkey",
                                        "-check",
                                        "-noout",
                                        "-in",
                                        privateKey.toString())))
                .contains("Key is valid");
    }

    @Test
    void neverOverwrites() throws Exception {
        IdentityKey key = IdentityKey.generate("");
        Path taken = Files.writeString(directory.resolve("taken"), "precious");
        Path free = directory.resolve("free");

        assertThatThrownBy(() -> PemExport.write(key, taken, free))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> PemExport.write(key, free, taken))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(taken).hasContent("precious");
        assertThat(free).doesNotExist();
    }
}
