package dev.landline.cli.lab.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The messages that were to be sent, in order, and what the receiver took for messages. A cure is
 * one if the two are the same.
 */
final class Delivery {

    private final List<byte[]> sent;
    private final List<byte[]> received = new ArrayList<>();

    Delivery(List<byte[]> sent) {
        this.sent = List.copyOf(sent);
    }

    void received(byte[] message) {
        received.add(message);
    }

    /** Whether every message arrived as it was, and nothing else did. */
    boolean complete() {
        return equal() == sent.size() && received.size() == sent.size();
    }

    /** How many messages arrived as they were, in their place. */
    int equal() {
        int equal = 0;
        for (int i = 0; i < Math.min(sent.size(), received.size()); i++) {
            equal += Arrays.equals(sent.get(i), received.get(i)) ? 1 : 0;
        }
        return equal;
    }

    /** The comparison in words. */
    String text() {
        return Wording.count(sent.size(), "message")
                + " sent, "
                + received.size()
                + " received, "
                + (complete() ? "each equal" : "only " + equal() + " equal");
    }

    List<Figure> figures() {
        return List.of(
                new Figure("messages_sent", sent.size()),
                new Figure("messages_received", received.size()),
                new Figure("messages_equal", equal()));
    }
}
