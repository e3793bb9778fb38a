package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where entries go: the names that a sender gives are checked, and only then believed. For one
 * thread.
 */
final class ReceivedNames {

    private final Optional<FileName> as;
    private final NameCheck expected;
    private boolean contents;

    /**
     * Makes one.
     *
     * @param as what the top of the one thing that comes is called, whatever the sender calls it
     * @param expected what may come
     */
    ReceivedNames(Optional<FileName> as, NameCheck expected) {
        this.as = as;
        this.expected = expected;
    }

    /**
     * Where an entry goes.
     *
     * @param entry what the sender says
     * @param inside the directory whose entries come; null where the top of something comes
     * @return its path beneath the destination's root
     * @throws FileException where nothing can be given that name here
     * @throws ChannelException where it is not in that directory
     */
    FileName place(SenderMessage.Entry entry, @Nullable FileName inside)
            throws FileException, ChannelException {
        FileName name = entry.name();
        List<FileName> parts = name.components();
        boolean top = inside == null;
        boolean dot = name.equals(Walk.DOT);
        if (dot && (!top || entry.kind() != FileKind.DIRECTORY)) {
            throw refused(name, "only the top of a tree can be .");
        }
        if (!dot) {
            check(name, parts);
            if (top ? parts.size() > 1 : !name.parent().orElse(Walk.DOT).equals(inside)) {
                throw MessageInput.violated(
                        "the entry " + name + " is not in the directory that was named last");
            }
        }
        if (top && !expected.accepts(entry.source(), name)) {
            throw refused(name, "it was not asked for");
        }
        contents |= dot;
        return as.map(other -> renamed(other, dot ? List.of() : beneathTop(parts))).orElse(name);
    }

    private static void check(FileName name, List<FileName> parts) throws FileException {
        for (FileName part : parts) {
            if (!part.isComponent() || PartNames.matches(part)) {
                throw refused(name, "it is not a name that a file can be given here");
            }
        }
        int joined = parts.stream().mapToInt(FileName::length).sum() + parts.size() - 1;
        if (parts.isEmpty() || name.isAbsolute() || name.length() != joined) {
            throw refused(name, "it is not a path of plain names");
        }
    }

    private static FileException refused(FileName name, String why) {
        return new FileException(name, Reason.BAD_NAME, why);
    }

    private List<FileName> beneathTop(List<FileName> parts) {
        return contents ? parts : parts.subList(1, parts.size());
    }

    private static FileName renamed(FileName top, List<FileName> beneath) {
        FileName path = top;
        for (FileName part : beneath) {
            path = path.resolve(part);
        }
        return path;
    }

    /** The path that exclusions are about: without what the top of the tree is called. */
    String beneathTop(FileName path) {
        String text = path.text();
        return contents ? text : text.substring(text.indexOf('/') + 1);
    }

    /** In how many directories of its tree an entry is. */
    int depth(SenderMessage.Entry entry) {
        return entry.name().components().size() - (contents ? 1 : 2);
    }
}
