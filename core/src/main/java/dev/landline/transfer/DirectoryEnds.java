package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a directory when everything in it has come: what the sender does not have goes,
 * then it gets its mode and its time. For one thread.
 */
final class DirectoryEnds {

    private static final int OWNER_ALL = 0700;

    /** Hears that something was removed, or would have been. */
    interface Deleted {
        void deleted(FileName path) throws IOException;
    }

    /** Hears what did not work. */
    interface Problems {
        void problem(FileName path, FileException problem) throws IOException;
    }

    private final Root root;
    private final DirectoryCache directories;
    private final ReceiveOptions options;
    private final ReceivedNames names;
    private final Deleted deleted;
    private final Problems problems;

    /**
     * Makes one.
     *
     * @param root the destination
     * @param directories its directories
     * @param options what is done
     * @param names what things are called beneath the top of their tree
     * @param deleted hears what was removed
     * @param problems hears what did not work
     */
    DirectoryEnds(
            Root root,
            DirectoryCache directories,
            ReceiveOptions options,
            ReceivedNames names,
            Deleted deleted,
            Problems problems) {
        this.root = root;
        this.directories = directories;
        this.options = options;
        this.names = names;
        this.deleted = deleted;
        this.problems = problems;
    }

    /** One thing less is awaited in a directory. */
    void lessPending(@Nullable Entered directory) throws IOException {
        if (directory != null) {
            directory.pending--;
            mayEnd(directory);
        }
    }

    /** Ends a directory when nothing is awaited in it any more. */
    void mayEnd(Entered directory) throws IOException {
        if (!directory.left || directory.pending > 0) {
            return;
        }
        try {
            if (!directory.absent) {
                end(directory);
            }
        } catch (FileException e) {
            problems.problem(directory.entry.name(), e);
        }
        lessPending(directory.parent);
    }

    private void end(Entered entered) throws IOException {
        Set<FileName> sent = entered.names;
        if (options.delete() && sent != null && entered.complete) {
            deleteOthers(entered, sent);
        }
        if (options.dryRun()) {
            return;
        }
        SenderMessage.Entry entry = entered.entry;
        if (options.preserve()) {
            Directory directory = directories.get(root, entered.path);
            directory.setMode(entry.mode());
            directory.setTimes(entry.mtime(), entry.mtimeNanos());
        } else if (entered.made && (entry.mode() & OWNER_ALL) != OWNER_ALL) {
            Directory directory = directories.get(root, entered.path);
            directory.setMode(directory.facts().mode() & (entry.mode() | ~OWNER_ALL));
        }
    }

    private void deleteOthers(Entered entered, Set<FileName> sent) throws IOException {
        Directory directory = directories.get(root, entered.path);
        for (FileName name : directory.names()) {
            if (!sent.contains(name) && !PartNames.matches(name)) {
                FileName path = child(entered.entry.name(), name);
                try {
                    delete(directory, name, path, names.beneathTop(path));
                } catch (FileException e) {
                    problems.problem(path, e);
                }
            }
        }
    }

    private static FileName child(FileName directory, FileName name) {
        return directory.equals(Walk.DOT) ? name : directory.resolve(name);
    }

    /** Removes something, and first what is in it. Whether all of it went. */
    private boolean delete(Directory directory, FileName name, FileName path, String text)
            throws IOException {
        FileFacts facts = directory.facts(name);
        boolean isDirectory = facts.kind() == FileKind.DIRECTORY;
        if (options.exclude().excludes(text, isDirectory)) {
            return false;
        }
        if (isDirectory) {
            boolean empty = true;
            try (Directory inside = directory.openDirectory(name)) {
                for (FileName each : inside.names()) {
                    empty &= delete(inside, each, path.resolve(each), text + "/" + each.text());
                }
            }
            if (!empty) {
                return false;
            }
            if (!options.dryRun()) {
                directory.removeDirectory(name);
            }
        } else if (!options.dryRun()) {
            directory.remove(name);
        }
        deleted.deleted(path);
        return true;
    }
}
