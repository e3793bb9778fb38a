package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.Optional;

/** Finds where a destination's path leads to. */
public final class Destinations {

    private static final FileName DOT = FileName.of(".");

    private Destinations() {}

    /**
     * A path that names a directory which is there means: into it. Any other is the new name of the
     * one thing that comes.
     *
     * @param places where paths lead to
     * @param path as it was written
     * @param place what it means
     * @return the destination
     * @throws FileException where there is no such directory, or none that the new name could be in
     * @throws IOException where it may not be used
     */
    public static Destination of(Places places, FileName path, PutRequest.Place place)
            throws IOException {
        return place == PutRequest.Place.NAME && !Places.isNameless(path)
                ? named(places, path)
                : found(places, path, place == PutRequest.Place.DIRECTORY);
    }

    private static Destination found(Places places, FileName path, boolean directory)
            throws IOException {
        try (Directory there = places.open(path)) {
            there.facts();
            return new Destination(() -> places.open(path), Optional.empty());
        } catch (FileException e) {
            boolean mayBeName =
                    e.reason() == FileException.Reason.NOT_FOUND
                            || e.reason() == FileException.Reason.NOT_A_DIRECTORY;
            if (directory || !mayBeName || Places.isNameless(path)) {
                throw e;
            }
        }
        return named(places, path);
    }

    private static Destination named(Places places, FileName path) throws IOException {
        FileName parent = path.parent().orElse(DOT);
        try (Directory there = places.open(parent)) {
            there.facts();
        }
        return new Destination(() -> places.open(parent), Optional.of(path.last()));
    }
}
