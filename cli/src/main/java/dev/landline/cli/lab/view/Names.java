package dev.landline.cli.lab.view;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Part;
import dev.landline.cli.lab.tape.Piece;
import java.util.stream.Collectors;

/** Parts and pieces of them in words. */
final class Names {

    private Names() {}

    /** Whose bytes a write or read has: "A", or "A 0-1023" where it is not all of A. */
    static String of(Lane lane, Block block) {
        return lane.pieces(block).stream().map(Names::of).collect(Collectors.joining(", "));
    }

    private static String of(Piece piece) {
        char letter = piece.part().letter();
        return piece.isWhole() ? String.valueOf(letter) : letter + " " + range(piece);
    }

    private static String range(Piece piece) {
        return piece.first() == piece.last()
                ? String.valueOf(piece.first())
                : piece.first() + "-" + piece.last();
    }

    /** What a letter stands for. */
    static String meaning(Part part) {
        return part.letter() + " = " + part.what() + ", " + part.bytes();
    }
}
