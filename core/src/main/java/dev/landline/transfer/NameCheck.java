package dev.landline.transfer;

import dev.landline.file.FileName;

/** Which things may come: a receiver that has asked for some takes no others. */
@FunctionalInterface
public interface NameCheck {

    /** Takes what comes, as a server does that was not the one to ask. */
    NameCheck ANY = (source, top) -> true;

    /**
     * Whether something was asked for.
     *
     * @param source which of the things asked for the sender says that it belongs to
     * @param top the first part of its name
     * @return false where it must not be taken
     */
    boolean accepts(int source, FileName top);
}
