package dev.landline.file;

/** What kind of thing a name stands for. */
public enum FileKind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    LINK,
    /** A named pipe, a socket or a device. */
    OTHER
}
