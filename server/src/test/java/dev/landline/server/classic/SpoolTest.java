package dev.landline.server.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 3_000_000})
    void givesBackWhatItWasGiven(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Spool spool = new Spool(Long.MAX_VALUE, "");
        for (int at = 0; at < size; at += 50_000) {
            spool.write(bytes, at, Math.min(50_000, size - at));
        }
        assertThat(spool.size()).isEqualTo(size);
        for (int again = 0; again < 2; again++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            spool.writeTo(out);
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
        spool.discard();
    }

    @Test
    void itsFileHasNoName() throws IOException {
        Set<Path> before = answers();
        Spool spool = new Spool(Long.MAX_VALUE, "");
        spool.write(new byte[1_000_000]);
        assertThat(answers()).isEqualTo(before);
        spool.discard();
    }

    private static Set<Path> answers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".answer"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void takesNoMoreThanItMay() throws IOException {
        Spool spool = new Spool(10, "that is too much");
        spool.write(new byte[10]);
        assertThatThrownBy(() -> spool.write(new byte[1])).hasMessage("that is too much");
        assertThat(spool.size()).isEqualTo(10);
    }

    @Test
    void theLogGetsItsBeginning() throws IOException {
        Spool spool = new Spool(Long.MAX_VALUE, "");
        spool.write("héllo".getBytes(StandardCharsets.UTF_8));
        assertThat(spool.written(StandardCharsets.UTF_8))
                .isEqualTo(new ClassicEvent.Written(6, "héllo", false));
        spool.write(new byte[5000]);
        assertThat(spool.written(StandardCharsets.UTF_8).head()).hasSize(4095).startsWith("héllo");
        assertThat(spool.written(StandardCharsets.UTF_8).more()).isTrue();
    }
}
