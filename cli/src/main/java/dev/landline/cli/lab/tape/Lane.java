package dev.landline.cli.lab.tape;

import java.util.List;

/**
 * One direction of a connection and all that happened on it.
 *
 * @param from who wrote
 * @param to who read
 * @param parts the messages that the writer had in mind, in order
 * @param writes every write, in order
 * @param reads every read that returned bytes, in order
 * @param intact whether every byte that was read equals the one that was written in its place
 */
public record Lane(
        String from,
        String to,
        List<Part> parts,
        List<Block.Write> writes,
        List<Block.Read> reads,
        boolean intact) {

    /** Copies the lists. */
    public Lane {
        parts = List.copyOf(parts);
        writes = List.copyOf(writes);
        reads = List.copyOf(reads);
    }

    /** How many bytes were written. */
    public long written() {
        return writes.stream().mapToLong(Block::bytes).sum();
    }

    /** How many bytes were read. */
    public long read() {
        return reads.stream().mapToLong(Block::bytes).sum();
    }

    /** Whose bytes a write or read consists of, in order. */
    public List<Piece> pieces(Block block) {
        return parts.stream()
                .map(part -> part.in(block))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }
}
