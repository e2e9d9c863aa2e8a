package io.github.vhdlayers.ownership;

import io.github.vhdlayers.format.VhdConstants;
import java.util.List;

/**
 * Where a sector's bytes are, packed into one number: layer and sector of its file; or nowhere; or unknown, and why. Plans
 * hold hundreds of them per window, so they are not objects.
 */
final class Place {
    /** Nobody's. */
    static final long NOBODY = -1;

    /** Where the unknown places begin: downwards from here are all causes for layer 0, then those for layer 1, and so on. */
    private static final long FIRST_UNKNOWN = -2;

    private static final List<UnknownCause> CAUSES = List.of(UnknownCause.values());
    private static final int LAYER_SHIFT = 47;
    private static final long FILE_SECTOR_MASK = (1L << LAYER_SHIFT) - 1;

    private Place() {}

    /** In a layer's file; the layer's number is below 65536 and the file below 64 PiB, both by {@code Limits}. */
    static long stored(int layer, long fileOffset) {
        return (long) layer << LAYER_SHIFT | fileOffset / VhdConstants.SECTOR_BYTES;
    }

    /** Unknown, because of something in a layer. */
    static long unknown(UnknownCause cause, int layer) {
        return FIRST_UNKNOWN - ((long) layer * CAUSES.size() + CAUSES.indexOf(cause));
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

    static boolean isUnknown(long place) {
        return place <= FIRST_UNKNOWN;
    }

    /** Why a place is unknown. */
    static UnknownCause unknownCause(long place) {
        return CAUSES.get((int) ((FIRST_UNKNOWN - place) % CAUSES.size()));
    }

    /** The layer because of which a place is unknown. */
    static int unknownLayer(long place) {
        return (int) ((FIRST_UNKNOWN - place) / CAUSES.size());
    }

    /** The place of the sector {@code sectors} behind one that is at {@code place}, if they lie in one piece. */
    static long advance(long place, long sectors) {
        return isStored(place) ? place + sectors : place;
    }
}
