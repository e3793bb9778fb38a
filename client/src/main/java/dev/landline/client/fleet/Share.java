package dev.landline.client.fleet;

/** So many hosts, or so many of a hundred. */
public sealed interface Share {

    /**
     * A number of hosts.
     *
     * @param hosts 0 or more
     */
    record Count(int hosts) implements Share {
        /** Checks it. */
        public Count {
            if (hosts < 0) {
                throw new IllegalArgumentException("hosts: expected 0 or more, got " + hosts);
            }
        }
    }

    /**
     * A part of all hosts.
     *
     * @param percent 0 to 100
     */
    record Percent(int percent) implements Share {
        /** Checks it. */
        public Percent {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("percent: expected 0 to 100, got " + percent);
            }
        }
    }

    /**
     * Reads {@code 20} or {@code 20%}.
     *
     * @param text what a person typed
     * @return the share
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    static Share parse(String text) {
        try {
            return text.endsWith("%")
                    ? new Percent(Integer.parseInt(text.substring(0, text.length() - 1)))
                    : new Count(Integer.parseInt(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a number of hosts, or a part of all such as 20%, got '" + text + "'",
                    e);
        }
    }

    /**
     * How many of so many hosts that is.
     *
     * @param all how many there are
     * @return a part that is no whole number is rounded up
     */
    default int of(int all) {
        return switch (this) {
            case Count(int hosts) -> hosts;
            case Percent(int percent) -> Math.toIntExact((all * (long) percent + 99) / 100);
        };
    }
}
