package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes through the pieces of a {@link ComparedDisk}: consecutive sectors that are in one state, and if stored, in one place. */
final class ComparedRuns {
    /** What is known about a sector before it is read. */
    enum State {
        /** Its bytes are in a file. */
        STORED,
        /** A layer owns it and says that it is zeros; no file stores it. */
        ZEROED,
        /** Stored in no layer, or past the end. */
        UNWRITTEN,
        /** The content is unknown. */
        UNKNOWN,
        /** The scan is not about it. */
        NOT_ASKED
    }

    private final ComparedDisk side;
    private @Nullable RunCursor runs;
    private long ownEnd;
    private long limit;
    private long first;
    private long end;
    private State state = State.NOT_ASKED;
    private @Nullable Object identity;
    private long fileOffset;

    ComparedRuns(ComparedDisk side) {
        this.side = side;
    }

    /** Goes to a range of sectors, in front of its first piece; pieces that reach out of it are cut. */
    void seek(long firstSector, long endSector) {
        first = firstSector;
        end = firstSector;
        limit = endSector;
        ownEnd = Math.min(endSector, side.sectors());
        runs = side.runs(firstSector, ownEnd);
    }

    /** Goes to the next piece, and returns false if there is none. */
    boolean next() throws IOException {
        if (end >= limit) {
            return false;
        }
        first = end;
        identity = null;
        if (first >= ownEnd) {
            end = limit;
            state = side.behindEnd();
        } else if (runs == null) {
            end = ownEnd;
            state = State.STORED;
            identity = side.identityOf(0);
            fileOffset = first * ComparedDisk.SECTOR;
        } else {
            takeRun(runs);
        }
        return true;
    }

    private void takeRun(RunCursor cursor) throws IOException {
        if (!cursor.next()) {
            throw new IllegalStateException("the runs end at sector " + first + " of " + ownEnd);
        }
        end = Math.min(ownEnd, cursor.firstSector() + cursor.sectorCount());
        if (cursor.isZeroed()) {
            state = side.asksFor(cursor.layer()) ? State.ZEROED : State.NOT_ASKED;
        } else if (cursor.isStored()) {
            if (side.asksFor(cursor.layer())) {
                state = State.STORED;
                identity = side.identityOf(cursor.layer());
                fileOffset = cursor.fileOffset();
            } else {
                state = State.NOT_ASKED;
            }
        } else if (side.behindEnd() == State.NOT_ASKED && !isDamageOf(cursor)) {
            state = State.NOT_ASKED;
        } else {
            state = cursor.owner() == Owner.Unowned.UNWRITTEN ? State.UNWRITTEN : State.UNKNOWN;
            if (cursor.unknownCause() == UnknownCause.MISSING_PARENT) {
                // Whatever it is, both take it from the same missing layer.
                identity = side.identityOfMissing();
                fileOffset = first * ComparedDisk.SECTOR;
            }
        }
    }

    /** Whether the layer that is asked for would say more if its own file were whole. */
    private boolean isDamageOf(RunCursor cursor) {
        UnknownCause cause = cursor.unknownCause();
        return cause != null && cause.isOfLayer() && side.asksFor(cursor.unknownLayer());
    }

    long firstSector() {
        return first;
    }

    long endSector() {
        return end;
    }

    State state() {
        return state;
    }

    /**
     * Whether a sector has the same bytes on both sides because they are the same bytes of the same file, which may be one that is
     * missing.
     */
    static boolean samePlace(ComparedRuns a, ComparedRuns b, long sector) {
        return a.identity != null && a.identity.equals(b.identity) && a.placeOf(sector) == b.placeOf(sector);
    }

    private long placeOf(long sector) {
        return fileOffset + (sector - first) * ComparedDisk.SECTOR;
    }
}
