package dev.landline.client.classic;

import dev.landline.classic.ContentHash;
import java.util.Optional;

/**
 * What the server says about an upload. Its texts are foreign: make them harmless before they go to
 * a terminal. Source: {@code spec/CLASSIC.md}, section 7.
 *
 * @param filename the name that the server gave the file; empty where it stored nothing, or does
 *     not say
 * @param hash what the stored bytes hash to, where the server says so; it has been compared
 * @param error why nothing was stored
 * @param text the sentence in the body, at most 64 KiB of it
 */
public record UploadResult(
        Optional<String> filename,
        Optional<ContentHash> hash,
        Optional<String> error,
        String text) {

    /**
     * Whether the file is there now.
     *
     * @return true where the server named what it stored and gave no error; a server that knows no
     *     uploads does neither
     */
    public boolean stored() {
        return error.isEmpty() && filename.isPresent();
    }
}
