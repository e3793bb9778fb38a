package dev.landline.cli.console;

import java.io.IOException;
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

    /** Asks for a line; null where there is no answer. */
    @Nullable String ask(String prompt) throws IOException;

    /** Asks without showing what is typed; null where there is no answer. */
    char @Nullable [] askSecret(String prompt) throws IOException;
}
