package io.github.vhdlayers.analysis.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a scan's plan, small enough for one thread to work on at a time. Pieces are in the order of the disk.
 *
 * @param pieces what to read, and what is clear without reading
 * @param endSector how far the plan has come with this batch
 */
record ScanBatch(List<Piece> pieces, long endSector) {
    private static final int MOST_SECTORS = 2048;
    private static final int MOST_PIECES = 1024;
    /** A plan with nothing to read also stops here and there, so that progress is reported and the scan can be cancelled. */
    private static final int MOST_STEPS = 1 << 16;

    /** What to do with a piece. */
    enum Action {
        /** Read side A, where B has nothing. */
        READ_A,
        /** Read side B, where A has nothing. */
        READ_B,
        /** Read both. */
        READ_BOTH,
        /** Nothing: its code is clear. */
        TELL
    }

    /**
     * Consecutive sectors with one thing to do about them.
     *
     * @param sectorCount at most {@link #MOST_SECTORS}, unless nothing is read
     * @param code only if nothing is read
     */
    record Piece(long firstSector, long sectorCount, Action action, int code) {}

    /** Gathers pieces until there are enough. */
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();
        private int sectors;
        private int steps;

        boolean isFull() {
            return sectors >= MOST_SECTORS || pieces.size() >= MOST_PIECES || steps >= MOST_STEPS;
        }

        /** Counts a step of the plan that gave nothing to do. */
        void step() {
            steps++;
        }

        /** Adds as much of a range as there is room for, at least one sector, and returns how much. */
        long add(long firstSector, long sectorCount, Action action, int code) {
            long taken = action == Action.TELL ? sectorCount : Math.min(sectorCount, MOST_SECTORS - sectors);
            pieces.add(new Piece(firstSector, taken, action, code));
            sectors += action == Action.TELL ? 0 : (int) taken;
            return taken;
        }

        ScanBatch build(long endSector) {
            return new ScanBatch(List.copyOf(pieces), endSector);
        }
    }
}
