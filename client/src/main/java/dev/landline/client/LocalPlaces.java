package dev.landline.client;

import dev.landline.file.Directory;
import dev.landline.file.FileName;
import dev.landline.transfer.Places;
import java.io.IOException;
import java.nio.file.Path;

/** Where paths of this machine lead to: relative ones start from the working directory. */
final class LocalPlaces implements Places {

    private final FileName here = FileName.of(Path.of("").toAbsolutePath());

    @Override
    public Directory open(FileName path) throws IOException {
        return Directory.open(path.isAbsolute() ? path : here.resolve(path));
    }

    @Override
    public boolean unlimited() {
        return true;
    }
}
