package dev.landline.client.classic;

import dev.landline.classic.JsonHeader;
import java.util.Optional;

/**
 * An answer whose body has been delivered.
 *
 * @param bytes how many bytes the body had
 * @param header what stood before the body; empty in every dialect but {@code json}
 * @param hashChecked whether the header gave a hash, to which the body hashed
 */
public record Answer(long bytes, Optional<JsonHeader> header, boolean hashChecked) {

    /** An answer without a header. */
    static Answer of(long bytes) {
        return new Answer(bytes, Optional.empty(), false);
    }
}
