package dev.landline.cli.console;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The person at the terminal. Questions never go through the standard streams, for those may carry
 * a command's bytes.
 */
public interface Terminal {

    /** Nobody is there. */
    Terminal NONE =
            new Terminal() {
                @Override
                public boolean isPresent() {
                    return false;
                }

                @Override
                public @Nullable String ask(String prompt) {
                    return null;
                }

                @Override
                public char @Nullable [] askSecret(String prompt) {
                    return null;
                }
            };

    /** Whether somebody can be asked. */
    boolean isPresent();

    /**
     * Whether a standard stream of the process leads to a terminal, so that a person reads or types
     * there.
     *
     * @param descriptor 0, 1 or 2
     */
    default boolean isAt(int descriptor) {
        return false;
    }

    /** How many columns it has; empty where that cannot be found out. */
    default OptionalInt columns() {
        return OptionalInt.empty();
    }

    /** Shows something that is no line. */
    default void show(String text) throws IOException {}

    /** Asks for a line; null where there is no answer. */
    @Nullable String ask(String prompt) throws IOException;

    /** Asks without showing what is typed; null where there is no answer. */
    char @Nullable [] askSecret(String prompt) throws IOException;
}
