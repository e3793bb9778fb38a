package dev.landline.server.classic;

import dev.landline.ExitStatus;
import dev.landline.classic.ClassicAddress;
import dev.landline.classic.ContentHash;
import java.nio.file.Path;

/**
 * Something that happened in a server of the classic dialects. Texts that came from outside are as
 * they came: whoever shows them on a terminal makes them harmless first.
 */
public sealed interface ClassicEvent {

    /**
     * The server listens on an address.
     *
     * @param address as it can be connected to, with the real port
     */
    record Listening(ClassicAddress address) implements ClassicEvent {}

    /**
     * Something needs an operator's attention.
     *
     * @param message what
     */
    record Warning(String message) implements ClassicEvent {}

    /**
     * A client was sent away unheard.
     *
     * @param remote where it came from
     * @param reason why
     */
    record Refused(String remote, String reason) implements ClassicEvent {}

    /**
     * A client has connected.
     *
     * @param client its name, such as {@code c7}
     * @param remote where it comes from
     * @param address what it connected to
     */
    record Opened(String client, String remote, ClassicAddress address) implements ClassicEvent {}

    /**
     * A client is gone.
     *
     * @param client its name
     * @param reason why
     */
    record Closed(String client, String reason) implements ClassicEvent {}

    /**
     * A command was started.
     *
     * @param client who sent it
     * @param pid its process
     * @param command as it was sent
     */
    record CommandStarted(String client, long pid, String command) implements ClassicEvent {}

    /**
     * A command has ended, or could not be started. Its answer is sent next, if there is still
     * somebody to send it to.
     *
     * @param client who sent it
     * @param status how it ended
     * @param stdout what it wrote to its standard output
     * @param stderr what it wrote to its standard error
     */
    record CommandEnded(String client, ExitStatus status, Written stdout, Written stderr)
            implements ClassicEvent {}

    /**
     * What a command wrote.
     *
     * @param bytes how much, as it goes to the client
     * @param head its beginning, up to 4,096 bytes of it
     * @param more whether there is more than that
     */
    record Written(long bytes, String head, boolean more) {}

    /**
     * An upload was stored.
     *
     * @param client who sent it
     * @param file where it is
     * @param bytes how much
     * @param hash what it hashes to
     */
    record Stored(String client, Path file, long bytes, ContentHash hash) implements ClassicEvent {}

    /**
     * An upload was not stored, and nothing of it is left.
     *
     * @param client who sent it
     * @param reason why
     */
    record NotStored(String client, String reason) implements ClassicEvent {}
}
