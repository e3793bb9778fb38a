package dev.landline.server.setting;

import java.io.IOException;
import java.util.Optional;

/** A setting that there is not, or that cannot be changed in this way. */
public final class SettingException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    SettingException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /**
     * What to do.
     *
     * @return a sentence, where there is one
     */
    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
