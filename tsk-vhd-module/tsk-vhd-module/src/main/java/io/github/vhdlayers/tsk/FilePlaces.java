package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is on the disk.
 *
 * @param content its content, in the order of the content
 * @param metadata its MFT records; its directory entry or inode and its lists of blocks; empty where that is not known
 * @param resident whether the content is in the MFT record or the inode
 */
record FilePlaces(List<DiskExtent> content, List<DiskExtent> metadata, boolean resident) {
    private static final int INDEX_ALLOCATION = 160;
    private static final int LARGEST_INODE = 4096;

    FilePlaces {
        content = List.copyOf(content);
        metadata = List.copyOf(metadata);
    }

    /**
     * Where a file system is on the disk.
     *
     * @param diskBytes how large the disk is
     */
    record Volume(long imageOffset, long blockBytes, long diskBytes) {}

    /** Finds records of metadata by their numbers. */
    @FunctionalInterface
    interface Records {
        /** Where a record is; empty if there is none. */
        List<DiskExtent> places(long number) throws IOException;
    }

    /**
     * As the reader of file systems says that compared its layers.
     *
     * @return null if it does not know all
     */
    static @Nullable FilePlaces of(FileOwnership row) {
        FileStream stream = row.stream();
        boolean isLost = stream == null && row.file().size() == null;
        if (isLost || row.content().sectors() == null || row.metadata().sectors() == null) {
            return null;
        }
        List<DiskExtent> metadata = row.file().metadata();
        List<DiskExtent> content = new ArrayList<>();
        boolean isResident = stream == null || stream.resident();
        if (stream != null && !isResident) {
            for (FileExtent extent : stream.extents()) {
                if (extent.diskOffset() >= 0) {
                    content.add(new DiskExtent(extent.diskOffset(), extent.length()));
                }
            }
        }
        return new FilePlaces(content, metadata, isResident);
    }

    /**
     * Of a file on NTFS.
     *
     * @throws IOException if a record of it cannot be found
     */
    static FilePlaces ntfs(
            Volume volume, Records records, IstatText text, long record, int type, int id, boolean directory)
            throws IstatText.UnclearException, IOException {
        IstatText.Attribute attribute = text.attribute(type, id);
        if (attribute == null) {
            throw new IstatText.UnclearException("attribute " + type + "-" + id + " is not listed");
        }
        List<IstatText.Run> runs = new ArrayList<>(attribute.runs());
        if (directory) {
            runs.addAll(text.runsOfType(INDEX_ALLOCATION));
        }
        List<DiskExtent> metadata = new ArrayList<>();
        addRecord(records, record, metadata);
        for (long other : new TreeSet<>(text.otherRecords())) {
            if (other != record) {
                addRecord(records, other, metadata);
            }
        }
        boolean resident = attribute.resident() && runs.isEmpty();
        return new FilePlaces(resident ? List.of() : extents(volume, runs), metadata, resident);
    }

    /**
     * Of the master file table itself, which is all metadata.
     *
     * @param table where it is
     */
    static FilePlaces ofTable(List<DiskExtent> table) {
        return new FilePlaces(List.of(), table, false);
    }

    /**
     * Of a file on another file system.
     *
     * @param own its directory entries, or its inode with its extended attributes; empty if that is not known
     * @param size how many bytes the content has
     * @param mayBeInInode whether a content without blocks is within its inode
     */
    static FilePlaces plain(Volume volume, IstatText text, List<DiskExtent> own, long size, boolean mayBeInInode)
            throws IstatText.UnclearException {
        boolean isNowhere = size > 0 && !text.listsContent();
        boolean isInInode = isNowhere && mayBeInInode && size <= LARGEST_INODE && !own.isEmpty();
        if (isNowhere && !isInInode) {
            throw new IstatText.UnclearException("no run of its " + size + " bytes is listed");
        }
        List<DiskExtent> metadata = new ArrayList<>(own);
        metadata.addAll(extents(volume, text.indirectBlocks()));
        return new FilePlaces(extents(volume, text.blocks()), metadata, isInInode);
    }

    private static void addRecord(Records records, long record, List<DiskExtent> into)
            throws IstatText.UnclearException, IOException {
        List<DiskExtent> places = records.places(record);
        if (places.isEmpty()) {
            throw new IstatText.UnclearException("record " + record + " is not in the table of records");
        }
        into.addAll(places);
    }

    /** Where a run begins in the image. */
    private static long place(Volume volume, IstatText.Run run) {
        return Math.addExact(volume.imageOffset(), Math.multiplyExact(run.firstBlock(), volume.blockBytes()));
    }

    private static List<DiskExtent> extents(Volume volume, List<IstatText.Run> runs) throws IstatText.UnclearException {
        List<DiskExtent> extents = new ArrayList<>();
        try {
            for (IstatText.Run run : runs) {
                long place = place(volume, run);
                if (run.blockCount() > 0) {
                    extents.add(extent(volume, place, Math.multiplyExact(run.blockCount(), volume.blockBytes())));
                }
            }
        } catch (ArithmeticException e) {
            throw new IstatText.UnclearException("a run that is nowhere on the disk");
        }
        return extents;
    }

    private static DiskExtent extent(Volume volume, long place, long bytes) throws IstatText.UnclearException {
        if (place < 0 || bytes < 1 || place > volume.diskBytes() - bytes) {
            throw new IstatText.UnclearException("a run behind the disk's end");
        }
        return new DiskExtent(place, bytes);
    }
}
