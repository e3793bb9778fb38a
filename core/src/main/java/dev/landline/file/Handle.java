package dev.landline.file;

import dev.landline.libc.Descriptor;

/**
 * What a call needs to know of what is open.
 *
 * @param descriptor the kernel's number for it
 * @param identity as whom it is used
 */
record Handle(Descriptor descriptor, FileIdentity identity) {

    /** Where paths from the root begin: the kernel does not look at the descriptor. */
    static Handle nowhere(FileIdentity identity) {
        return of(-1, identity);
    }

    /** Takes a descriptor over. */
    static Handle of(int number, FileIdentity identity) {
        return new Handle(new Descriptor(number), identity);
    }

    /** Another descriptor that is used as the same. */
    Handle with(int number) {
        return of(number, identity);
    }

    /** Closes the descriptor once nobody uses it any more. */
    void close() {
        descriptor.close();
    }
}
