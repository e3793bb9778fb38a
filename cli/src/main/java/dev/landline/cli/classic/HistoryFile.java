package dev.landline.cli.classic;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the lines of the prompt are kept, for the user alone. */
final class HistoryFile {

    private HistoryFile() {}

    /** The file in a directory of the user's state; made where it is not there. */
    static Path in(Path state) throws IOException {
        Files.createDirectories(
                state,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = state.resolve("classic_history");
        var onlyMine = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(onlyMine));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, onlyMine);
        }
        return file;
    }
}
