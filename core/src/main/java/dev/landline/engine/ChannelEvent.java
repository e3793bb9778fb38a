package dev.landline.engine;

import dev.landline.LandlineException;
import dev.landline.TerminalSize;

/** What happens to a served channel besides its streams. */
public sealed interface ChannelEvent {

    /**
     * The other side wants a signal sent to what runs.
     *
     * @param name the signal's name without {@code SIG}
     */
    record Signal(String name) implements ChannelEvent {}

    /**
     * The other side's terminal has another size.
     *
     * @param size the new one
     */
    record Resize(TerminalSize size) implements ChannelEvent {}

    /**
     * What runs must end: the other side asked for it, broke the rules, or is gone.
     *
     * @param cause why
     */
    record End(LandlineException cause) implements ChannelEvent {}

    /** The handler itself said that it is done; nothing comes after it. */
    record Done() implements ChannelEvent {}
}
