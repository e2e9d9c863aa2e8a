package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the BSD disklabel in the second sector of what it divides. */
final class LabelReader {
    static final String LABEL = "BSD disklabel";

    private final DiskSectors disk;
    private final FindingLog log;

    LabelReader(DiskSectors disk, FindingLog log) {
        this.disk = disk;
        this.log = log;
    }

    /**
     * What a label divides a piece of the disk into.
     *
     * @param partitions at least one
     */
    record Found(PartitionTable.Area area, List<Partition> partitions) {}

    /**
     * Reads the label of a partition.
     *
     * @param firstNumber the number of the first partition in it
     * @param isListed whether what is outside is a partition that the table lists anyway
     * @return null if a label is not to be expected, or there is none that has a partition inside
     */
    @Nullable
    Found inSlice(Partition slice, int firstNumber, Predicate<BsdLabel.Entry> isListed) throws IOException {
        BsdLabel.Flavour flavour = BsdLabel.Flavour.of(slice.type());
        return flavour == null ? null : read(flavour, slice.firstSector(), slice.endSector(), firstNumber, isListed);
    }

    /** Reads the label of a disk without a boot record; null if there is none that has a partition inside. */
    @Nullable
    Found onDisk() throws IOException {
        return read(BsdLabel.Flavour.NETBSD, 0, disk.count(), 1, entry -> false);
    }

    private @Nullable Found read(
            BsdLabel.Flavour flavour, long start, long end, int firstNumber, Predicate<BsdLabel.Entry> isListed)
            throws IOException {
        long at = start + 1;
        if (at >= end || !disk.has(at, 1)) {
            return null;
        }
        ByteBuffer sector = disk.read(at, 1);
        if (sector == null) {
            log.add(FindingCode.TABLE_UNREADABLE, LABEL, disk.failure());
            return null;
        }
        BsdLabel label = BsdLabel.decode(sector, flavour, start);
        if (label == null) {
            return null;
        }
        List<Partition> inside = new ArrayList<>();
        for (BsdLabel.Entry entry : label.entries()) {
            if (entry.first() >= start && entry.first() + entry.count() <= end) {
                inside.add(partition(firstNumber + inside.size(), entry, at));
            } else if (!isListed.test(entry)) {
                log.add(
                        FindingCode.BSD_ENTRY_OUTSIDE,
                        LABEL,
                        "partition '" + entry.letter() + "', sectors " + entry.first() + " + " + entry.count()
                                + ", in a slice that has " + start + " to " + (end - 1));
            }
        }
        return inside.isEmpty() ? null : new Found(new PartitionTable.Area(LABEL, at, 1), inside);
    }

    private static Partition partition(int number, BsdLabel.Entry entry, long at) {
        return new Partition(
                number,
                Partition.Kind.BSD,
                new PartitionType.Bsd(entry.type()),
                entry.first(),
                entry.count(),
                null,
                String.valueOf(entry.letter()),
                0,
                at,
                null);
    }
}
