package dev.landline.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException.Reason;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the file system takes as a name comes back byte by byte. */
@Timeout(60)
class OddNamesTest {

    @Test
    void allNamesThatAreOnesWorkEverywhere(@TempDir Path path) throws Exception {
        TreeSet<FileName> names = new TreeSet<>();
        for (int i = 1; i < 256; i++) {
            if (i != '/' && i != '.') {
                names.add(FileName.of(new byte[] {(byte) i}));
            }
        }
        names.add(FileName.of("x".repeat(255)));
        names.add(FileName.of("\u00ff".repeat(255).getBytes(ISO_8859_1)));
        names.add(FileName.of("..."));
        names.add(FileName.of(" \n\t\u202e"));
        try (Directory directory = Directory.open(FileName.of(path))) {
            directory.makeDirectory(FileName.of("other"), 0700);
            try (Directory other = directory.openDirectory(FileName.of("other"))) {
                for (FileName each : names) {
                    directory.create(each, 0600).close();
                    directory.rename(each, other, each);
                    directory.makeLink(each, each);
                    assertThat(directory.readLink(each)).isEqualTo(each);
                    directory.remove(each);
                    other.setMode(each, 0640);
                    other.setTimes(each, 1, 2);
                    other.reopen(each).close();
                    assertThat(other.facts(each).mode()).isEqualTo(0640);
                    assertThat(other.facts(each).mtime()).isEqualTo(1);
                }
                assertThat(other.names()).containsExactlyElementsOf(names);
            }
        }
    }

    @Test
    void aNameThatIsTooLongIsToldByTheKernel(@TempDir Path path) throws Exception {
        FileName name = FileName.of("x".repeat(256));
        try (Directory directory = Directory.open(FileName.of(path))) {
            Refusal.of(() -> directory.create(name, 0600), Reason.NAME_TOO_LONG);
            Refusal.of(() -> directory.facts(name), Reason.NAME_TOO_LONG);
            Refusal.of(() -> directory.openDirectory(name), Reason.NAME_TOO_LONG);
            FileName path5000 = FileName.of("/x".repeat(2500));
            Refusal.of(() -> Directory.open(path5000), Reason.NAME_TOO_LONG);
        }
    }

    @Test
    void theLongestTargetOfALinkIsRead(@TempDir Path path) throws Exception {
        FileName target = FileName.of("x".repeat(4095));
        try (Directory directory = Directory.open(FileName.of(path))) {
            directory.makeLink(FileName.of("l"), target);
            assertThat(directory.readLink(FileName.of("l"))).isEqualTo(target);
        }
    }
}
