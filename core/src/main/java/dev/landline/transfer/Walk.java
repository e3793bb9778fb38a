package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what is to be sent, one step at a time: a directory before what is in it, names
 * sorted by their bytes. It holds a handle for each level that it is in and never follows a link
 * unless told to. For one thread.
 */
final class Walk implements AutoCloseable {

    /** How deep directories may be nested: each level is an open descriptor. */
    static final int DEEPEST = 128;

    static final FileName DOT = FileName.of(".");

    /** What the walk has come to. */
    sealed interface Step {

        /**
         * Something that can be sent.
         *
         * @param source where it belongs to
         * @param path what it is called on the way
         * @param directory the directory that it is in, open until the next step
         * @param name its name there
         * @param facts what it is; of what a link leads to where links are followed
         */
        record Found(
                Source source, FileName path, Directory directory, FileName name, FileFacts facts)
                implements Step {}

        /**
         * All in a directory was gone through.
         *
         * @param path what it is called on the way
         * @param complete whether all of it could be looked at
         */
        record Left(FileName path, boolean complete) implements Step {}

        /**
         * Something that cannot be sent.
         *
         * @param path what it would be called on the way
         * @param problem why
         */
        record Trouble(FileName path, FileException problem) implements Step {}
    }

    /** A directory that the walk is in. */
    private static final class Level {
        final FileName path;
        final Directory directory;
        final FileFacts facts;
        final Iterator<FileName> names;
        @Nullable FileName from;
        boolean complete = true;

        Level(FileName path, Directory directory, FileFacts facts, List<FileName> names) {
            this.path = path;
            this.directory = directory;
            this.facts = facts;
            this.names = names.iterator();
        }
    }

    private final Iterator<Source> sources;
    private final SendOptions options;
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable Source source;
    private @Nullable Directory parent;
    private Step.@Nullable Found descend;

    /** Of a directory that was found and could not be entered: it ends all the same. */
    private Step.@Nullable Left unentered;

    private @Nullable Position after;

    /**
     * Begins a walk.
     *
     * @param sources what to go through
     * @param options what is left out, and whether links are followed
     */
    Walk(Iterator<Source> sources, SendOptions options) {
        this.sources = sources;
        this.options = options;
        this.after = options.after().orElse(null);
    }

    /**
     * Takes a step.
     *
     * @return what was found; null at the end
     */
    @Nullable Step next() {
        Step.Left left = unentered;
        if (left != null) {
            unentered = null;
            return left;
        }
        Step.Found entered = descend;
        if (entered != null) {
            descend = null;
            Step trouble = enter(entered);
            if (trouble != null) {
                unentered = new Step.Left(entered.path(), false);
                return trouble;
            }
        }
        while (true) {
            Level level = levels.peek();
            Step step;
            if (level == null) {
                if (!nextSource()) {
                    return null;
                }
                step = top();
            } else if (level.names.hasNext()) {
                step = inside(level, level.names.next());
            } else {
                levels.pop();
                level.directory.close();
                step = new Step.Left(level.path, level.complete);
            }
            if (step != null) {
                return step;
            }
        }
    }

    private boolean nextSource() {
        closeParent();
        if (!sources.hasNext()) {
            return false;
        }
        source = sources.next();
        return true;
    }

    private Source source() {
        Source current = source;
        if (current == null) {
            throw new IllegalStateException("the walk has not begun");
        }
        return current;
    }

    private @Nullable Step top() {
        Source current = source();
        int order = after == null ? 1 : orderOf(current, after);
        if (order < 0) {
            return null;
        }
        try {
            Directory directory = current.parent().open();
            parent = directory;
            if (order == 0) {
                return goOn(directory, current.name(), current.as());
            }
            after = null;
            return look(directory, current.name(), current.as());
        } catch (IOException e) {
            after = null;
            return new Step.Trouble(current.as(), FileException.of(current.as(), e));
        }
    }

    private static int orderOf(Source source, Position reached) {
        int order = Integer.compare(source.number(), reached.source());
        return order != 0 || source.as().equals(DOT)
                ? order
                : source.as().compareTo(reached.name().components().getFirst());
    }

    private @Nullable Step inside(Level level, FileName name) {
        FileName from = level.from;
        FileName path = level.path.equals(DOT) ? name : level.path.resolve(name);
        if (from != null) {
            int order = name.compareTo(from);
            if (order < 0) {
                return null;
            }
            level.from = null;
            if (order == 0) {
                return goOn(level.directory, name, path);
            }
            after = null;
        }
        return PartNames.matches(name) ? null : look(level.directory, name, path);
    }

    /**
     * The last thing that was dealt with, or a directory above it. A directory that was named has
     * all that is in it still before it.
     */
    private @Nullable Step goOn(Directory directory, FileName name, FileName path) {
        Position reached = after;
        Step step = look(directory, name, path);
        if (step instanceof Step.Found found && found.facts().kind() == FileKind.DIRECTORY) {
            return step;
        }
        after = null;
        return reached != null && reached.name().equals(path) ? null : step;
    }

    private @Nullable Step look(Directory directory, FileName name, FileName path) {
        try {
            FileFacts facts = facts(directory, name);
            boolean isDirectory = facts.kind() == FileKind.DIRECTORY;
            if (!levels.isEmpty() && options.exclude().excludes(beneathTop(path), isDirectory)) {
                return null;
            }
            if (facts.kind() == FileKind.OTHER) {
                return trouble(
                        path,
                        FileException.Reason.UNSUPPORTED,
                        "neither file, directory nor link; not sent");
            }
            if (isDirectory && !options.recursive()) {
                return trouble(
                        path,
                        FileException.Reason.IS_A_DIRECTORY,
                        "a directory, which is sent only with -r");
            }
            Step.Found found = new Step.Found(source(), path, directory, name, facts);
            if (isDirectory) {
                descend = found;
            }
            return found;
        } catch (FileException e) {
            return failed(path, e);
        }
    }

    private FileFacts facts(Directory directory, FileName name) throws FileException {
        if (name.equals(DOT)) {
            return directory.facts();
        }
        return follows() ? directory.followed(name) : directory.facts(name);
    }

    private Directory open(Step.Found found) throws FileException {
        Directory in = found.directory();
        FileName name = found.name();
        if (name.equals(DOT)) {
            return in.openBeneath(DOT);
        }
        return options.follow() ? in.openFollowing(name) : in.openDirectory(name);
    }

    private boolean follows() {
        return options.follow() || (levels.isEmpty() && source().follow());
    }

    /** The path that exclusions are about: without the name of the tree's top. */
    private String beneathTop(FileName path) {
        if (source().as().equals(DOT)) {
            return path.text();
        }
        return path.text().substring(source().as().text().length() + 1);
    }

    private static Step trouble(FileName path, FileException.Reason reason, String what) {
        return new Step.Trouble(path, new FileException(path, reason, what));
    }

    private Step failed(FileName path, FileException e) {
        Level level = levels.peek();
        if (level != null) {
            level.complete = false;
        }
        return new Step.Trouble(path, e);
    }

    private @Nullable Step enter(Step.Found found) {
        FileFacts facts = found.facts();
        if (levels.size() >= DEEPEST) {
            return failed(
                    found.path(),
                    new FileException(
                            found.path(),
                            FileException.Reason.OTHER,
                            "directories are nested more than " + DEEPEST + " deep"));
        }
        for (Level level : levels) {
            if (level.facts.isSameFile(facts)) {
                return failed(
                        found.path(),
                        new FileException(
                                found.path(),
                                FileException.Reason.OTHER,
                                "a link leads back to a directory that it is in"));
            }
        }
        try {
            Directory directory = open(found);
            try {
                Level level = new Level(found.path(), directory, facts, directory.names());
                level.from = continuation(found.path());
                levels.push(level);
                return null;
            } catch (FileException e) {
                directory.close();
                throw e;
            }
        } catch (FileException e) {
            return failed(found.path(), e);
        }
    }

    /** The name to go on at, in a directory that an earlier walk has ended in. */
    private @Nullable FileName continuation(FileName path) {
        Position start = after;
        if (start == null) {
            return null;
        }
        List<FileName> steps = start.name().components();
        List<FileName> above = path.equals(DOT) ? List.of() : path.components();
        boolean inside =
                !start.name().equals(DOT)
                        && steps.size() > above.size()
                        && steps.subList(0, above.size()).equals(above);
        if (inside) {
            return steps.get(above.size());
        }
        after = null; // the last thing was the directory itself, or is gone
        return null;
    }

    private void closeParent() {
        Directory open = parent;
        if (open != null) {
            open.close();
            parent = null;
        }
    }

    /** What a link leads to, as its text says. */
    static Optional<FileName> target(Step.Found found) throws FileException {
        return found.facts().kind() == FileKind.LINK
                ? Optional.of(found.directory().readLink(found.name()))
                : Optional.empty();
    }

    @Override
    public void close() {
        levels.forEach(level -> level.directory.close());
        levels.clear();
        closeParent();
    }
}
