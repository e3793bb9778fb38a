package dev.landline.server.handler.jar;

import org.jspecify.annotations.Nullable;

/** A jar offers nothing, as it is. */
final class JarRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** What may help. */
    enum Remedy {
        /** Another jar. */
        ANOTHER,
        /** Time: it may not have been written to its end yet. */
        TIME,
        /** That the jar which has one of its names goes, or gives the name up. */
        A_FREE_NAME
    }

    private final Remedy remedy;

    JarRefusedException(Remedy remedy, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** One that only another jar helps against. */
    JarRefusedException(String message, @Nullable Throwable cause) {
        this(Remedy.ANOTHER, message, cause);
    }

    Remedy remedy() {
        return remedy;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
