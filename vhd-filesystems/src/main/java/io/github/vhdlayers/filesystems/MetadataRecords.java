package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file system records of its files, by the numbers of the records, for another reader of the same volume: where a record is on
 * the disk, and what it says that the other reader leaves out. The numbers are those of The Sleuth Kit: of NTFS a record of the master
 * file table, of ext an inode, of FAT and exFAT places for entries from the start of the root folder or of the clusters, beginning with 3.
 *
 * <p>A journal of ext is not replayed: the records are those that are stored. Not thread-safe. There is nothing to close; the disk is
 * lent and stays open.
 */
public final class MetadataRecords {
    private static final int SECTOR = 512;

    private final RecordFinder finder;

    private MetadataRecords(RecordFinder finder) {
        this.finder = finder;
    }

    /** Whether {@link #open} reads a type of file system. */
    public static boolean isReadable(String type) {
        return !family(type).isEmpty();
    }

    /**
     * Opens the file system that another reader found.
     *
     * @param disk the disk
     * @param info where the file system is on it, and its type: {@code ntfs}, {@code fat12}, {@code fat16}, {@code fat32}, {@code exfat},
     *     {@code ext2}, {@code ext3} or {@code ext4}
     * @throws IOException if its first structures cannot be read, or say something else here
     */
    public static MetadataRecords open(RandomAccessData disk, FileSystemInfo info) throws IOException {
        Partition partition = info.partition();
        long sectors = partition == null ? Long.MAX_VALUE : partition.sectorCount();
        long there = Math.min(disk.size() - info.diskOffset(), Math.min(sectors, Long.MAX_VALUE / SECTOR) * SECTOR);
        VolumePlace place =
                new VolumePlace(disk, info.number(), partition, info.diskOffset(), Math.max(0, there), false);
        IOException unread = null;
        for (boolean byCopy : new boolean[] {false, true}) {
            for (VolumeFormat format : Formats.ALL) {
                try {
                    VolumeReader found = byCopy ? format.openByCopy(place) : format.open(place);
                    if (found != null && isOf(found.info().type(), info.type())) {
                        return new MetadataRecords(found.records());
                    }
                } catch (ClosedChannelException e) {
                    throw e;
                } catch (IOException e) {
                    unread = unread == null ? e : unread;
                }
            }
        }
        String reason = unread == null ? "the volume does not begin as such" : String.valueOf(unread.getMessage());
        throw new IOException("its records of " + info.type() + " are not found: " + reason, unread);
    }

    private static boolean isOf(String found, String wanted) {
        return isReadable(wanted) && family(found).equals(family(wanted));
    }

    /** The three versions of ext have the same records, those of FAT have tables of their own. */
    private static String family(String type) {
        return switch (type) {
            case "ntfs", "exfat", "fat12", "fat16", "fat32" -> type;
            case "ext2", "ext3", "ext4" -> "ext";
            default -> "";
        };
    }

    /**
     * Where a record is: of NTFS that record alone, of ext the inode and then its extended attributes, of FAT and exFAT all entries of
     * the file in the order of the disk.
     *
     * @return empty if the volume has no such record
     * @throws IOException if it cannot be found
     */
    public List<DiskExtent> places(long number) throws IOException {
        return finder.places(number);
    }

    /**
     * The times in a record: those that users see.
     *
     * @return all null where no file is recorded
     * @throws IOException if it cannot be read
     */
    public FileTimes times(long number) throws IOException {
        return finder.times(number);
    }

    /**
     * What tells the file of a record from a later one of the same number: how often a record of NTFS was used, and the generation of an
     * inode.
     *
     * @return null where the file system keeps nothing of that kind, or nothing is recorded
     * @throws IOException if the record cannot be read
     */
    public @Nullable Long sequence(long number) throws IOException {
        return finder.sequence(number);
    }

    /**
     * What is wrong with a record so that what it says is in doubt, in words for a reader.
     *
     * @return null if nothing is
     * @throws IOException if it cannot be read
     */
    public @Nullable String doubt(long number) throws IOException {
        return finder.doubt(number);
    }

    /**
     * Whether a record is of something that the file system keeps for itself, such as a volume's name.
     *
     * @throws IOException if it cannot be read
     */
    public boolean isSystem(long number) throws IOException {
        return finder.isSystem(number);
    }

    /**
     * How many bytes of the content were written, where the file system records that: exFAT does.
     *
     * @return null if it does not
     * @throws IOException if the record cannot be read
     */
    public @Nullable Long validBytes(long number) throws IOException {
        return finder.validBytes(number);
    }

    /**
     * How many bytes the clusters have that the table of FAT or exFAT chains to a file's first one.
     *
     * @param number the record of the file, or 2 for the root folder
     * @param most how many bytes are wanted; the chain is not followed farther
     * @return null if the file has no chain in the table
     * @throws IOException if the table cannot be read, or so much of it was read already that the volume is not as a system leaves it
     */
    public @Nullable Long chainBytes(long number, long most) throws IOException {
        return finder.chainBytes(number, most);
    }

    /**
     * Where the table of all records is, in its own order.
     *
     * @return empty where records are in several tables, as those of all file systems but NTFS are
     */
    public List<DiskExtent> table() {
        return finder.table();
    }
}
