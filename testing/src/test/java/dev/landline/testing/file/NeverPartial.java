package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at a file whenever a copy says anything: under its name it has one of these sizes, or is
 * not there.
 */
final class NeverPartial implements TransferListener {

    private static final long ABSENT = -1;

    private final Path file;
    private final Set<Long> seen = Collections.synchronizedSet(new TreeSet<>());

    NeverPartial(Path file) {
        this.file = file;
    }

    private void look() {
        try {
            seen.add(Files.size(file));
        } catch (NoSuchFileException e) {
            seen.add(ABSENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begun(FileName name, long offset, OptionalLong size) {
        look();
    }

    @Override
    public void progress(long bytes, long moved) {
        look();
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        look();
    }

    /** Sizes that may have been seen besides none at all. */
    void assertOnly(Long... sizes) {
        List<Long> allowed = List.of(sizes);
        assertThat(seen).as("sizes of %s", file).isNotEmpty();
        assertThat(seen).allMatch(size -> size == ABSENT || allowed.contains(size));
    }
}
