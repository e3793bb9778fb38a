package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Lane;
import java.util.List;

/** One run on one pair of sockets, and how it is best looked at. */
public sealed interface Scene {

    /** What is different about this run. */
    String title();

    /** What happened in each direction. */
    List<Lane> lanes();

    /** What else there is to say, computed from the record. */
    List<String> notes();

    /** Few messages, so that each byte can be followed. */
    record Conversation(String title, List<Lane> lanes, List<String> notes) implements Scene {
        /** Copies the lists. */
        public Conversation {
            lanes = List.copyOf(lanes);
            notes = List.copyOf(notes);
        }
    }

    /** Too many messages to follow each; what counts is which of them arrived. */
    record Burst(String title, Lane lane, List<String> notes) implements Scene {
        /** Copies the notes. */
        public Burst {
            notes = List.copyOf(notes);
        }

        @Override
        public List<Lane> lanes() {
            return List.of(lane);
        }
    }

    /**
     * The same again and again; what counts is how long it takes.
     *
     * @param rounds nanoseconds of each round that was measured, in order
     */
    record Rounds(String title, List<Lane> lanes, List<Long> rounds, List<String> notes)
            implements Scene {
        /** Copies the lists; there is at least one round. */
        public Rounds {
            lanes = List.copyOf(lanes);
            rounds = List.copyOf(rounds);
            notes = List.copyOf(notes);
            if (rounds.isEmpty()) {
                throw new IllegalArgumentException("rounds: expected one or more, got none");
            }
        }

        /** The time that half of the rounds took no longer than. */
        public long median() {
            return rounds.stream().sorted().toList().get(rounds.size() / 2);
        }

        /** The longest round. */
        public long longest() {
            return rounds.stream().mapToLong(Long::longValue).max().orElseThrow();
        }
    }
}
