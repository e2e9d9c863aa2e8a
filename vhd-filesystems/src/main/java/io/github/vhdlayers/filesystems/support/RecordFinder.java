package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a file system records of a file by the number of the record: a record of NTFS's master file table, an inode of ext, or a
 * place for an entry of FAT and exFAT, which The Sleuth Kit counts. Not thread-safe.
 */
public interface RecordFinder {
    /**
     * Where a record is on the disk: of NTFS that record alone, of ext the inode and then its extended attributes, of FAT and exFAT all
     * entries of the file in the order of the disk.
     *
     * @return empty if the volume has no such record
     * @throws IOException if it cannot be found
     */
    List<DiskExtent> places(long number) throws IOException;

    /**
     * The times in a record.
     *
     * @return all null where no file is recorded
     * @throws IOException if it cannot be read
     */
    FileTimes times(long number) throws IOException;

    /**
     * What tells the file of a record from a later one of the same number.
     *
     * @return null where the file system keeps nothing of that kind, or nothing is recorded
     * @throws IOException if the record cannot be read
     */
    default @Nullable Long sequence(long number) throws IOException {
        return null;
    }

    /**
     * What is wrong with a record so that what it says is in doubt.
     *
     * @return null if nothing is
     * @throws IOException if it cannot be read
     */
    default @Nullable String doubt(long number) throws IOException {
        return null;
    }

    /**
     * Whether a record is of something that the file system keeps for itself.
     *
     * @throws IOException if it cannot be read
     */
    default boolean isSystem(long number) throws IOException {
        return false;
    }

    /**
     * How many bytes of the content were written, where the file system records that.
     *
     * @return null if it does not
     * @throws IOException if the record cannot be read
     */
    default @Nullable Long validBytes(long number) throws IOException {
        return null;
    }

    /**
     * How many bytes the clusters have that a table chains to a file's first one.
     *
     * @param most how many bytes are wanted; the chain is not followed farther
     * @return null if the file has no chain
     * @throws IOException if the table cannot be read, or too much of it was read already
     */
    default @Nullable Long chainBytes(long number, long most) throws IOException {
        return null;
    }

    /**
     * Where the table of all records is on the disk, in its own order.
     *
     * @return empty where records are in several tables
     */
    default List<DiskExtent> table() {
        return List.of();
    }
}
