package dev.landline.cli.lab;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.view.SvgView;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The directory that pictures go into. */
final class Pictures {

    private final Path directory;

    private Pictures(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory where it is missing. */
    static Pictures in(Path directory) throws Complaint {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new Complaint(
                    directory + ": expected a directory, or a place to make one: " + reason(e),
                    List.of("name a directory that you may write to: --svg DIR"),
                    e);
        }
        return new Pictures(directory);
    }

    /** Writes or replaces a picture. */
    Path write(Findings findings) throws Complaint {
        Path file = directory.resolve(findings.name() + ".svg");
        try {
            return Files.writeString(file, SvgView.document(findings));
        } catch (IOException e) {
            throw new Complaint(
                    file + ": the picture could not be written: " + reason(e),
                    List.of("name a directory that you may write to: --svg DIR"),
                    e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case NoSuchFileException _ -> "nothing can be made there";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
