package io.github.vhdlayers.ownership;

import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import java.util.List;

/**
 * Where a sector's bytes are, packed into one number: layer and sector of its file; or nowhere, because a layer says that they are
 * zeros or because no layer stores them; or unknown, and why. Plans hold hundreds of them per window, so they are not objects.
 */
final class SectorLocation {
    /** Stored in no layer. */
    static final long UNWRITTEN = -1;

    /**
     * Where the places begin that belong to a layer and are not in its file: downwards from here zeros of layer 0, all causes for
     * which it makes sectors unknown, then the same for layer 1, and so on.
     */
    private static final long FIRST_NOT_STORED = -2;

    private static final List<UnknownCause> CAUSES = List.of(UnknownCause.values());
    /** How many numbers each layer takes: one for its zeros, and one for each cause. */
    private static final int KINDS = CAUSES.size() + 1;

    private static final int LAYER_SHIFT = 47;
    private static final long FILE_SECTOR_MASK = (1L << LAYER_SHIFT) - 1;

    private SectorLocation() {}

    /** In a layer's file; the layer's number is below 65536 and the file below 64 PiB, both by {@code Limits}. */
    static long stored(int layer, long fileOffset) {
        return (long) layer << LAYER_SHIFT | fileOffset / VhdConstants.SECTOR_BYTES;
    }

    /** Unknown, because of something in a layer. */
    static long unknown(UnknownCause cause, int layer) {
        return FIRST_NOT_STORED - ((long) layer * KINDS + 1 + CAUSES.indexOf(cause));
    }

    /** Zeros that a layer owns without storing them. */
    static long zeros(int layer) {
        return FIRST_NOT_STORED - (long) layer * KINDS;
    }

    static boolean isStored(long place) {
        return place >= 0;
    }

    static int layer(long place) {
        return (int) (place >>> LAYER_SHIFT);
    }

    static long fileOffset(long place) {
        return (place & FILE_SECTOR_MASK) * VhdConstants.SECTOR_BYTES;
    }

    static boolean isZeros(long place) {
        return place <= FIRST_NOT_STORED && (FIRST_NOT_STORED - place) % KINDS == 0;
    }

    static boolean isUnknown(long place) {
        return place <= FIRST_NOT_STORED && (FIRST_NOT_STORED - place) % KINDS != 0;
    }

    /** Why a place is unknown. */
    static UnknownCause unknownCause(long place) {
        return CAUSES.get((int) ((FIRST_NOT_STORED - place) % KINDS) - 1);
    }

    /** The layer that owns zeros, or because of which a place is unknown. */
    static int notStoredLayer(long place) {
        return (int) ((FIRST_NOT_STORED - place) / KINDS);
    }

    /** The place of the sector {@code sectors} behind one that is at {@code place}, if they are in one piece. */
    static long advance(long place, long sectors) {
        return isStored(place) ? place + sectors : place;
    }
}
