package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which MiB of a file blocks take. Kept in pieces that are made when something in them is taken: a few blocks far behind one another
 * cost a few kilobytes, and a full disk of the largest size 8 MiB. For one thread.
 */
final class TakenPlaces {
    private static final int PIECE = 1 << 14;

    private final @Nullable BitSet[] pieces;

    /** Makes room for places before {@code end}, a file offset. */
    TakenPlaces(long end) {
        pieces = new BitSet[(int) (end / VhdxConstants.MIB / PIECE) + 1];
    }

    /** Takes a MiB by its number; false if it was taken already. */
    boolean take(long mib) {
        int number = (int) (mib / PIECE);
        BitSet piece = pieces[number];
        if (piece == null) {
            piece = new BitSet(PIECE);
            pieces[number] = piece;
        }
        int bit = (int) (mib % PIECE);
        boolean free = !piece.get(bit);
        piece.set(bit);
        return free;
    }
}
