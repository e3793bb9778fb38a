package dev.landline.server.auth;

import dev.landline.identity.Glob;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which handlers an identity may call.
 *
 * @param patterns names of handlers, in which {@code *} stands for any characters
 */
public record CallAccess(Set<String> patterns) {

    /** None. */
    public static final CallAccess NONE = new CallAccess(Set.of());

    /** All, whatever they are called. */
    public static final CallAccess ALL = new CallAccess(Set.of("*"));

    /** Copies the patterns. */
    public CallAccess {
        patterns = Set.copyOf(patterns);
    }

    /**
     * Whether a handler may be called.
     *
     * @param name any name, of a handler that is there or not
     * @return true where a pattern stands for it
     */
    public boolean allows(String name) {
        return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, name));
    }

    /**
     * Whether nothing may be called.
     *
     * @return true where there is no pattern
     */
    public boolean isNothing() {
        return patterns.isEmpty();
    }

    CallAccess or(CallAccess other) {
        Set<String> both = new TreeSet<>(patterns);
        both.addAll(other.patterns);
        return new CallAccess(both);
    }
}
