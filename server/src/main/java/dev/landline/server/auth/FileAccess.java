package dev.landline.server.auth;

import dev.landline.identity.KeyOptions;

/**
 * Which files an identity may read and write.
 *
 * @param read for {@code get} and {@code list}
 * @param write for {@code put}
 */
public record FileAccess(Reach read, Reach write) {

    /** Whatever the account itself may. */
    public static final FileAccess ALL =
            new FileAccess(new Reach.Everything(), new Reach.Everything());

    /** No files at all. */
    public static final FileAccess NONE = new FileAccess(new Reach.Nothing(), new Reach.Nothing());

    /** How far it reaches. */
    public sealed interface Reach {

        /** Nowhere. */
        record Nothing() implements Reach {}

        /** Wherever the account itself may go. */
        record Everything() implements Reach {}

        /**
         * Below a directory.
         *
         * @param directory begins with {@code /}, or with {@code ~/} for the account's home
         */
        record Below(String directory) implements Reach {}
    }

    /**
     * What a line of {@code authorized_keys} says.
     *
     * @param options its options
     * @return everything where it names nothing and lets the client choose its commands
     */
    public static FileAccess of(KeyOptions options) {
        if (!options.isNamed() && options.command().isEmpty()) {
            return ALL;
        }
        return new FileAccess(
                options.read().<Reach>map(Reach.Below::new).orElseGet(Reach.Nothing::new),
                options.write().<Reach>map(Reach.Below::new).orElseGet(Reach.Nothing::new));
    }
}
