package dev.landline.cli.lab.tape;

/**
 * A message, or the header of one, and where it lies among all bytes of its direction.
 *
 * @param letter what it is called: a capital for a message, the same small letter for its header
 * @param what the same in words
 * @param offset its first byte
 * @param bytes how long it is
 */
public record Part(char letter, String what, long offset, int bytes) {

    /** The first byte behind it. */
    public long end() {
        return offset + bytes;
    }

    /** The bytes of a block that are this part's. */
    public Piece in(Block block) {
        long from = Math.max(offset, block.offset());
        long to = Math.max(from, Math.min(end(), block.end()));
        return new Piece(this, from, to);
    }
}
