package dev.landline.file;

import dev.landline.Printable;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.util.Locale;

/** What the kernel said no with, about which file. */
public final class FileException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why, as a word that travels on the wire and that a program can act on. */
    public enum Reason {
        /** There is nothing of that name. */
        NOT_FOUND("no such file or directory"),
        /** The account may not do this. */
        DENIED("permission denied"),
        /** There is something of that name already. */
        EXISTS("exists already"),
        /** A directory was needed. */
        NOT_A_DIRECTORY("is not a directory"),
        /** Anything but a directory was needed. */
        IS_A_DIRECTORY("is a directory"),
        /** Anything but a symbolic link was needed. */
        IS_A_LINK("is a symbolic link, which is not followed here"),
        /** A directory still holds something. */
        NOT_EMPTY("directory is not empty"),
        /** The file system is full. */
        NO_SPACE("no space left on the device"),
        /** The account has no room left on the file system. */
        QUOTA("disk quota exceeded"),
        /** Nothing can be written on the file system. */
        READ_ONLY("file system is read-only"),
        /** The name is longer than the file system takes. */
        NAME_TOO_LONG("name is too long for the file system"),
        /** The process, or the machine, has no descriptor left. */
        TOO_MANY_OPEN("too many open files"),
        /** The file would be larger than the file system, or a limit, allows. */
        TOO_LARGE("file is too large"),
        /** The name leads out of the directory that it has to stay in. */
        OUTSIDE("leads out of its directory"),
        /** It is in use. */
        BUSY("is busy"),
        /** The file, or the file system, is of a kind that this cannot be done with. */
        UNSUPPORTED("not supported for this file"),
        /** The file was changed each time that it was read. */
        CHANGED("changed while it was read"),
        /** What has come is not what was sent. */
        HASH_MISMATCH("came with another content than was sent"),
        /** A name from the other side that nothing can be given here. */
        BAD_NAME("is not a name that can be taken"),
        /** A symbolic link from the other side that leads out of its tree. */
        UNSAFE_LINK("leads out of its tree"),
        /** The directory that it would be in is not there. */
        SKIPPED("was left out with its directory"),
        /** Anything else. */
        OTHER("failed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * The reason on the wire.
         *
         * @return the name in lower case
         */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The reason for people.
         *
         * @return what can follow a name and a colon
         */
        public String text() {
            return text;
        }

        /**
         * The reason that a word stands for.
         *
         * @param wire from the wire
         * @return {@link #OTHER} where the word is unknown
         */
        public static Reason fromWire(String wire) {
            for (Reason reason : values()) {
                if (reason.wire().equals(wire)) {
                    return reason;
                }
            }
            return OTHER;
        }
    }

    private final Reason reason;
    private final String what;

    /**
     * Makes one.
     *
     * @param name what it is about
     * @param reason why, for a program
     * @param what why, for people: follows the name and a colon; made harmless here
     */
    public FileException(FileName name, Reason reason, String what) {
        super(name + ": " + Printable.of(what));
        this.reason = reason;
        this.what = Printable.of(what);
    }

    /**
     * One for whatever else has gone wrong with a file.
     *
     * @param name what it is about
     * @param problem what has happened; itself where it is one of these
     * @return the exception, for the caller to throw
     */
    public static FileException of(FileName name, IOException problem) {
        return problem instanceof FileException known
                ? known
                : new FileException(name, Reason.OTHER, String.valueOf(problem.getMessage()));
    }

    /** One with the reason's own words. */
    FileException(FileName name, Reason reason) {
        this(name, reason, reason.text);
    }

    /**
     * Why, for a program.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Why, for people, without the name, for whoever knows a better one.
     *
     * @return what can follow a name and a colon
     */
    public String what() {
        return what;
    }

    /**
     * What a failed call means.
     *
     * @param name what it is about
     * @param error the error number, negated or not
     */
    static FileException of(FileName name, long error) {
        int number = (int) Math.abs(error);
        Reason reason = reason(number);
        return switch (number) {
            case Errno.EPERM -> new FileException(name, reason, describe(number));
            default ->
                    reason == Reason.OTHER
                            ? new FileException(name, reason, describe(number))
                            : new FileException(name, reason);
        };
    }

    private static String describe(int number) {
        return LibC.describe(number).toLowerCase(Locale.ROOT);
    }

    private static Reason reason(int number) {
        return switch (number) {
            case Errno.ENOENT -> Reason.NOT_FOUND;
            case Errno.EACCES, Errno.EPERM -> Reason.DENIED;
            case Errno.EEXIST -> Reason.EXISTS;
            case Errno.ENOTDIR -> Reason.NOT_A_DIRECTORY;
            case Errno.EISDIR -> Reason.IS_A_DIRECTORY;
            case Errno.ENOTEMPTY -> Reason.NOT_EMPTY;
            case Errno.ENOSPC -> Reason.NO_SPACE;
            case Errno.EDQUOT -> Reason.QUOTA;
            case Errno.EROFS -> Reason.READ_ONLY;
            case Errno.ENAMETOOLONG -> Reason.NAME_TOO_LONG;
            case Errno.EMFILE, Errno.ENFILE -> Reason.TOO_MANY_OPEN;
            case Errno.EFBIG, Errno.EOVERFLOW -> Reason.TOO_LARGE;
            case Errno.EBUSY, Errno.ETXTBSY, Errno.EAGAIN -> Reason.BUSY;
            case Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EILSEQ -> Reason.UNSUPPORTED;
            default -> Reason.OTHER;
        };
    }
}
