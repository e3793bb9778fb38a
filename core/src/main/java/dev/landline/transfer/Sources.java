package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.select.GlobPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what paths stand for. Patterns are matched here, one directory after the other; no shell
 * has a part in it. For one thread, which must be one that may look at the files.
 */
public final class Sources {

    private static final FileName DOT = FileName.of(".");
    private static final int MOST = 1_000_000;

    private final Places places;
    private final boolean globs;
    private final boolean contents;
    private final List<Source> found = new ArrayList<>();
    private final List<SenderMessage.Problem> problems = new ArrayList<>();

    /**
     * Makes a finder.
     *
     * @param places where paths lead to
     * @param globs whether patterns in paths stand for what they match
     * @param contents whether the destination itself becomes what a path names
     */
    public Sources(Places places, boolean globs, boolean contents) {
        this.places = places;
        this.globs = globs;
        this.contents = contents;
    }

    /**
     * Finds them.
     *
     * @param paths what was asked for
     * @throws IOException where something may not be looked at, or there are too many
     */
    public void find(List<FileName> paths) throws IOException {
        for (int number = 0; number < paths.size(); number++) {
            FileName path = paths.get(number);
            try {
                find(number, path);
            } catch (FileException e) {
                problem(path, e);
            }
        }
    }

    private void problem(FileName path, FileException e) {
        problems.add(new SenderMessage.Problem(path, e.reason(), e.what()));
    }

    /**
     * What was found.
     *
     * @return in the order of the paths
     */
    public List<Source> found() {
        return found;
    }

    /**
     * What was not.
     *
     * @return in the order of the paths
     */
    public List<SenderMessage.Problem> problems() {
        return problems;
    }

    private void find(int number, FileName path) throws IOException {
        if (!globs || !path.isUtf8() || !GlobPattern.isGlob(path.text()) || isThere(path)) {
            add(number, path);
            return;
        }
        List<Source> before = List.copyOf(found);
        found.clear();
        expand(number, path.isAbsolute() ? FileName.of("/") : DOT, path.components());
        if (found.isEmpty()) {
            problem(
                    path,
                    new FileException(path, FileException.Reason.NOT_FOUND, "nothing matches"));
        }
        found.sort(Comparator.comparing(Source::as));
        for (int i = 1; i < found.size(); i++) {
            if (found.get(i).as().equals(found.get(i - 1).as())) {
                FileName twice = found.remove(i--).as();
                problem(
                        twice,
                        new FileException(
                                twice,
                                FileException.Reason.EXISTS,
                                "the pattern matches several of that name"));
            }
        }
        found.addAll(0, before);
    }

    private boolean isThere(FileName path) throws IOException {
        try (Directory directory = places.open(parent(path))) {
            return directory.factsOrNull(path.last()) != null;
        } catch (FileException e) {
            return false;
        }
    }

    private static FileName parent(FileName path) {
        return path.parent().orElse(DOT);
    }

    private static FileName join(FileName directory, FileName name) {
        return directory.equals(DOT) ? name : directory.resolve(name);
    }

    private void expand(int number, FileName base, List<FileName> rest) throws IOException {
        FileName first = rest.getFirst();
        List<FileName> later = rest.subList(1, rest.size());
        if (!GlobPattern.isGlob(first.text())) {
            FileName next = join(base, FileName.of(GlobPattern.literal(first.text())));
            if (later.isEmpty()) {
                addQuietly(number, next);
            } else {
                expand(number, next, later);
            }
            return;
        }
        GlobPattern pattern = GlobPattern.of(first.text());
        List<FileName> names;
        try (Directory directory = places.open(base)) {
            names = directory.names();
        } catch (FileException e) {
            return;
        }
        for (FileName name : names) {
            if (pattern.matches(name.text()) && !PartNames.matches(name)) {
                FileName next = join(base, name);
                if (later.isEmpty()) {
                    addQuietly(number, next);
                } else {
                    expand(number, next, later);
                }
            }
        }
    }

    /** What a pattern has led to and cannot be had is no error: it may have just gone. */
    private void addQuietly(int number, FileName path) throws IOException {
        if (found.size() >= MOST) {
            throw new IOException("a pattern matches more than " + MOST + " files");
        }
        try {
            add(number, path);
        } catch (FileException e) {
            if (e.reason() != FileException.Reason.NOT_FOUND
                    && e.reason() != FileException.Reason.NOT_A_DIRECTORY) {
                problem(path, e);
            }
        }
    }

    private void add(int number, FileName path) throws IOException {
        FileName last = path.last();
        if (Places.isNameless(last)) {
            try (Directory directory = places.open(path)) {
                directory.facts();
            }
            found.add(new Source(number, () -> places.open(path), DOT, DOT, false));
            return;
        }
        Root parent = () -> places.open(parent(path));
        boolean isDirectory;
        boolean follow = false;
        try (Directory directory = parent.open()) {
            FileFacts facts = directory.facts(last);
            if (facts.kind() == FileKind.LINK && places.unlimited()) {
                facts = directory.followed(last);
                follow = true;
            }
            isDirectory = facts.kind() == FileKind.DIRECTORY;
        }
        if (contents && !isDirectory) {
            throw new FileException(
                    path, FileException.Reason.NOT_A_DIRECTORY, "expected a directory");
        }
        FileName as = contents ? DOT : last;
        found.add(
                isDirectory && follow
                        ? new Source(number, () -> places.open(path), DOT, as, false)
                        : new Source(number, parent, last, as, follow));
    }
}
