package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether all of a disk can be read, as far as its tables tell. The Sleuth Kit takes some failed reads for zeros, so that a disk with
 * an unreadable part must not get as far as being read by it.
 */
final class ReadableCheck {
    private static final int SECTOR = 512;
    private static final int SHOWN = 20;

    private ReadableCheck() {}

    /**
     * What is unknown.
     *
     * @param sectors how many sectors
     * @param firstSector the first of them, or -1 if there is none
     * @param ranges the first of the ranges, as a person reads them, and how many more there are
     * @param isDamaged whether some of it is unknown for another reason than that a parent is missing
     */
    record Unknown(long sectors, long firstSector, List<String> ranges, boolean isDamaged) {
        Unknown {
            ranges = List.copyOf(ranges);
        }

        String text() {
            return sectors + " sectors: " + String.join(", ", ranges);
        }
    }

    /**
     * Goes through all runs of a disk.
     *
     * @return what is unknown
     * @throws io.github.vhdlayers.diag.CorruptVhdException if a layer's file does not hold what it owns
     * @throws IOException if a table or bitmap cannot be read
     */
    static Unknown unknown(MergedSource disk) throws IOException {
        long sectors = 0;
        long first = -1;
        long more = 0;
        boolean isDamaged = false;
        List<String> ranges = new ArrayList<>();
        RunCursor runs = disk.ownership().runs(0, disk.sectors());
        while (runs.next()) {
            if (runs.isStored()) {
                requireStored(disk, runs);
            } else if (runs.owner() == Owner.Unowned.UNKNOWN) {
                first = first < 0 ? runs.firstSector() : first;
                sectors += runs.sectorCount();
                isDamaged |= runs.unknownCause() != UnknownCause.MISSING_PARENT;
                if (ranges.size() < SHOWN) {
                    ranges.add(runs.firstSector() + " to " + (runs.firstSector() + runs.sectorCount() - 1));
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            ranges.add("and " + more + " more ranges");
        }
        return new Unknown(sectors, first, ranges, isDamaged);
    }

    /**
     * Refuses a disk of which something is unknown.
     *
     * @throws io.github.vhdlayers.diag.VhdException the one of the first unknown sector, which says why; should a read contradict the map
     *     and succeed, one with all ranges
     */
    static void requireKnown(MergedSource disk, Unknown unknown) throws IOException {
        if (unknown.sectors() > 0) {
            disk.readFully(unknown.firstSector() * SECTOR, ByteBuffer.allocate(SECTOR));
            throw new ParentException(
                    Problem.of(ErrorCode.SECTORS_UNKNOWN, disk.name(), "data", unknown.text() + " are unknown"));
        }
    }

    /** Reading the last byte of a run throws what reading all of it would, if the file is too short for it. */
    private static void requireStored(MergedSource disk, RunCursor run) throws IOException {
        LayerFile file = disk.chain().layer(run.layer()).file();
        long end = run.fileOffset() + run.sectorCount() * SECTOR;
        if (end > file.dataEnd()) {
            file.readData(end - 1, ByteBuffer.allocate(1));
        }
    }
}
