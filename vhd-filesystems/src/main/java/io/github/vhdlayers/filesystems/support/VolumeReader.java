package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One file system that is open. Only one thread calls it at a time; the contents that it gave are read by several.
 *
 * <p>An {@link IOException} of a method is about the folder or file that was asked for; the walk notes it and goes on.
 */
public interface VolumeReader {
    /** What it is and where. */
    FileSystemInfo info();

    /** What is not known of the volume as a whole; every walk reports it. */
    default List<String> problems() {
        return List.of();
    }

    /** Called when a walk begins: budgets for one walk begin anew. */
    default void beginWalk() {}

    /** Whether it knows the names in folders and nothing of any file, and said so of the root folder. */
    default boolean knowsNamesOnly() {
        return false;
    }

    /** The address of the root folder. */
    long rootAddress();

    /**
     * What two addresses have in common that lead to the same folder, so that the walk enters it once; the address by default.
     *
     * @throws IOException if it cannot be read
     */
    default long folderIdentity(long address) throws IOException {
        return address;
    }

    /**
     * Reports the names in a folder, without {@code .} and {@code ..}. A folder that the reader makes up, such as that of orphans, has an
     * address of its own and is an entry of kind {@link DiskFile.Kind#VIRTUAL} that is a folder.
     *
     * <p>May be called twice for one folder, and then reports the same.
     *
     * @param folder the address of a folder
     * @param path its path as it is printed, for problems
     * @param deleted whether deleted names are wanted
     * @param visitor takes the names
     * @return why not every name can have been read; null if all were read
     * @throws IOException if nothing of it can be read, or the visitor throws it
     */
    @Nullable
    String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException;

    /**
     * What is wrong with the list of names of the folder that {@link #list} was asked for last, though all its names were found in another
     * place.
     *
     * @return null if nothing is
     */
    default @Nullable String damage() {
        return null;
    }

    /**
     * What is at an address, for names that do not say it.
     *
     * @throws IOException if it cannot be read
     */
    DiskFile.Kind kind(long address) throws IOException;

    /**
     * The sequence, generation or the like that the metadata at an address has; 0 where the file system keeps none.
     *
     * @throws IOException if it cannot be read
     */
    long sequence(long address) throws IOException;

    /**
     * One file under one of its names.
     *
     * @param name under which name; its address says which file. If the name is deleted and its metadata is another file's now, the
     *     result has the name only
     * @param maxExtents how many extents are reported; of more, the rest is {@link io.github.vhdlayers.filesystem.FileExtent.Kind#LOST}
     * @return null if there is nothing at that address
     * @throws IOException if its metadata cannot be read
     */
    @Nullable
    DiskFile file(FileName name, int maxExtents) throws IOException;

    /**
     * What else is recorded about a file.
     *
     * @throws IOException if it cannot be read
     */
    default DiskFile.Details details(DiskFile file) throws IOException {
        return DiskFile.Details.NONE;
    }

    /**
     * The content of a stream of a file that this gave. Safe for several threads.
     *
     * @throws IOException if it cannot be opened
     */
    RandomAccessSource content(DiskFile file, FileStream stream) throws IOException;

    /** What finds records by their numbers. */
    RecordFinder records();

    /**
     * Reports which parts of a range are free by the file system's own tables.
     *
     * @param from where the range begins in the volume, in bytes, not negative
     * @param to where it ends, at most the length of the file system
     * @param visitor takes extents of the disk, in its order
     * @throws IOException if the tables cannot be read, or the visitor throws it
     */
    void unallocated(long from, long to, ExtentVisitor visitor) throws IOException;

    /**
     * Reports which parts of a range of the disk are free by the file system's own tables.
     *
     * @param diskOffset where the range begins on the disk, in bytes
     * @param length its length in bytes
     * @param diskSize how many bytes the disk has
     * @param visitor takes extents of the disk, in its order
     * @throws IOException as the other one says
     */
    default void unallocatedOnDisk(long diskOffset, long length, long diskSize, ExtentVisitor visitor)
            throws IOException {
        long start = info().diskOffset();
        long there = Math.max(0, Math.min(info().length(), diskSize - start));
        long from = Math.max(0, diskOffset - start);
        long to = Math.min(there, diskOffset - start + length);
        if (from < to) {
            unallocated(from, to, visitor);
        }
    }

    /**
     * Why a name in use is not to be believed, though its file is there: the file's own metadata does not have it. Asked after
     * {@link #file} returned the file.
     *
     * @param folder the address of the folder
     * @param entry the name in it
     * @return null if nothing speaks against it
     */
    default @Nullable String doubt(long folder, FolderEntry entry) {
        return null;
    }

    /**
     * How many numbers the file system's own table of files has, as far as {@link #unlisted} searches it; 0 if it does not.
     */
    default int tableSize() {
        return 0;
    }

    /**
     * The addresses of files in use that no folder lists, where the file system's own table of files shows them; folders that are in no
     * other such folder come first. Asked when all folders were read.
     *
     * @param isReported whether a folder listed an address
     * @throws IOException if the table cannot be read
     */
    default List<Long> unlisted(LongPredicate isReported) throws IOException {
        return List.of();
    }

    /**
     * The names of a file that no folder lists, as its own metadata has them.
     *
     * @param address one that {@link #unlisted} returned
     * @throws IOException if they cannot be read
     */
    default List<UnlistedName> unlistedNames(long address) throws IOException {
        return List.of();
    }
}
