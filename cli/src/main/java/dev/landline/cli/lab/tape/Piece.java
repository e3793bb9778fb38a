package dev.landline.cli.lab.tape;

/**
 * What one write or read had of a part.
 *
 * @param part whose bytes
 * @param from the first of them, counted from the beginning of the direction
 * @param to the first byte behind them
 */
public record Piece(Part part, long from, long to) {

    /** Whether there is none of it. */
    public boolean isEmpty() {
        return from == to;
    }

    /** Whether it is all of the part. */
    public boolean isWhole() {
        return from == part.offset() && to == part.end();
    }

    /** The first byte, counted from the beginning of the part. */
    public long first() {
        return from - part.offset();
    }

    /** The last byte, counted from the beginning of the part. */
    public long last() {
        return to - part.offset() - 1;
    }
}
