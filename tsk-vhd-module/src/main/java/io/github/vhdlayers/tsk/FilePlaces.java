package io.github.vhdlayers.tsk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where a file is on the disk, in whole sectors.
 *
 * @param content its content, in the order of the content
 * @param metadata its MFT records, or its lists of blocks; empty where the Sleuth Kit does not tell
 * @param resident whether the content lies in the MFT record, so that it cannot be told from the metadata
 */
record FilePlaces(List<Range> content, List<Range> metadata, boolean resident) {
    private static final int SECTOR = 512;

    FilePlaces {
        content = List.copyOf(content);
        metadata = List.copyOf(metadata);
    }

    /** Consecutive sectors of the disk. */
    record Range(long firstSector, long sectorCount) {}

    /** Where a file system is on the disk, and its master file table if it is NTFS. */
    record Volume(long imageOffset, long blockBytes, int recordBytes, List<IstatText.Run> mft) {
        /** A file system without a master file table. */
        static Volume plain(long imageOffset, long blockBytes) {
            return new Volume(imageOffset, blockBytes, 0, List.of());
        }

        boolean isNtfs() {
            return recordBytes > 0;
        }
    }

    /** Of a file on NTFS. */
    static FilePlaces ntfs(
            Volume volume, IstatText text, long record, int type, int id, boolean directory, long diskSectors)
            throws IstatText.UnclearException {
        IstatText.Attribute attribute = text.attribute(type, id);
        if (attribute == null) {
            throw new IstatText.UnclearException("attribute " + type + "-" + id + " is not listed");
        }
        List<IstatText.Run> runs = new ArrayList<>(attribute.runs());
        if (directory) {
            runs.addAll(text.runsOfType(160));
        }
        List<Range> metadata = new ArrayList<>();
        TreeSet<Long> records = new TreeSet<>(text.otherRecords());
        records.add(record);
        for (long one : records) {
            addRecord(volume, one, metadata, diskSectors);
        }
        boolean resident = attribute.resident() && runs.isEmpty();
        return new FilePlaces(resident ? List.of() : ranges(volume, runs, diskSectors), metadata, resident);
    }

    /** Of the master file table itself, which is all metadata. */
    static FilePlaces ofTable(Volume volume, long diskSectors) throws IstatText.UnclearException {
        return new FilePlaces(List.of(), ranges(volume, volume.mft(), diskSectors), false);
    }

    /** Of a file on another file system. */
    static FilePlaces plain(Volume volume, IstatText text, long diskSectors) throws IstatText.UnclearException {
        return new FilePlaces(
                ranges(volume, text.blocks(), diskSectors), ranges(volume, text.indirectBlocks(), diskSectors), false);
    }

    private static void addRecord(Volume volume, long record, List<Range> into, long diskSectors)
            throws IstatText.UnclearException {
        long at = Math.multiplyExact(record, volume.recordBytes());
        long end = at + volume.recordBytes();
        long start = 0;
        for (IstatText.Run run : volume.mft()) {
            long runEnd = start + Math.multiplyExact(run.blockCount(), volume.blockBytes());
            // A record can be larger than a cluster, and then lie in two runs.
            long from = Math.max(at, start);
            long to = Math.min(end, runEnd);
            if (from < to) {
                long place = volume.imageOffset() + run.firstBlock() * volume.blockBytes() + (from - start);
                into.add(range(place, to - from, diskSectors));
            }
            start = runEnd;
        }
    }

    private static List<Range> ranges(Volume volume, List<IstatText.Run> runs, long diskSectors)
            throws IstatText.UnclearException {
        List<Range> ranges = new ArrayList<>();
        try {
            for (IstatText.Run run : runs) {
                long place =
                        Math.addExact(volume.imageOffset(), Math.multiplyExact(run.firstBlock(), volume.blockBytes()));
                if (run.blockCount() > 0) {
                    ranges.add(range(place, Math.multiplyExact(run.blockCount(), volume.blockBytes()), diskSectors));
                }
            }
        } catch (ArithmeticException e) {
            throw new IstatText.UnclearException("a run that lies nowhere");
        }
        return ranges;
    }

    private static Range range(long place, long bytes, long diskSectors) throws IstatText.UnclearException {
        long first = place / SECTOR;
        long end = (place + bytes + SECTOR - 1) / SECTOR;
        if (place < 0 || end <= first || end > diskSectors) {
            throw new IstatText.UnclearException("a run behind the disk's end");
        }
        return new Range(first, end - first);
    }
}
