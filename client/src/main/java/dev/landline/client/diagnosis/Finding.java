package dev.landline.client.diagnosis;

/**
 * What the measurements mean.
 *
 * @param kind how much it matters
 * @param text a sentence for people, and what to do where there is something
 */
public record Finding(Kind kind, String text) {

    /** How much a finding matters. */
    public enum Kind {
        /** It costs time. */
        SLOW,
        /** It is not as it should be, and works. */
        ODD,
        /** Nothing is slow or odd. */
        WELL;

        /**
         * The word for people and programs.
         *
         * @return such as {@code slow}
         */
        public String word() {
            return switch (this) {
                case SLOW -> "slow";
                case ODD -> "odd";
                case WELL -> "well";
            };
        }
    }
}
