package dev.landline.transfer;

import dev.landline.ChannelException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is at some paths. Source: {@code spec/PROTOCOL.md}, section 6.9.
 *
 * @param entries in the order of the walk: a directory before what is in it
 * @param problems what could not be looked at
 */
public record Listing(List<SenderMessage.Entry> entries, List<SenderMessage.Problem> problems) {

    /** The service that names files. */
    public static final String SERVICE = "list";

    /** Copies the lists. */
    public Listing {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /**
     * Reads what a server names.
     *
     * @param file the stream of the sender
     * @return all of it
     * @throws ChannelException where the server refuses, or breaks the rules
     * @throws IOException where the stream fails
     */
    public static Listing read(InputStream file) throws IOException {
        MessageInput input = new MessageInput(file);
        List<SenderMessage.Entry> entries = new ArrayList<>();
        List<SenderMessage.Problem> problems = new ArrayList<>();
        while (true) {
            switch (input.fromSender()) {
                case null -> throw MessageInput.violated("the files ended without a last word");
                case SenderMessage.Entry entry -> entries.add(entry);
                case SenderMessage.Problem problem -> problems.add(problem);
                case SenderMessage.Finished() -> {
                    return new Listing(entries, problems);
                }
                case SenderMessage _ -> {
                    // Contents do not come here, and the rest is told by the entries.
                }
            }
        }
    }
}
