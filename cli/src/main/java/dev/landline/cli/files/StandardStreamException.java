package dev.landline.cli.files;

import java.io.IOException;

/** Standard input or output cannot be used: the fault lies neither with files nor with a server. */
final class StandardStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    StandardStreamException(String what, IOException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
