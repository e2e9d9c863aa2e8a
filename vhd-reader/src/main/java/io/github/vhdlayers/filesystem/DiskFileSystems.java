package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file systems of one disk, open.
 *
 * <p>Thread-safe, one call at a time. The caller that opened it closes it, and before the disk; then all calls throw
 * {@link java.nio.channels.ClosedChannelException}. All that names a file comes from the disk and is data: a name may hold any
 * character but {@code '/'} and U+0000, be {@code ..}, or be given twice in one folder.
 *
 * @since 0.1.0
 */
public interface DiskFileSystems extends AutoCloseable {
    /** The file systems that could be opened, in the order of the disk. */
    List<FileSystemInfo> fileSystems();

    /** Volumes that could not be opened, and why, in the order of the disk. */
    List<VolumeProblem> problems();

    /**
     * Goes through all files of a file system, folder by folder, in memory that does not grow with the number of files but only
     * with that of folders waiting. A folder is reported before what is in it. The visitor may read contents meanwhile.
     *
     * @param fileSystem one of {@link #fileSystems()}
     * @param options what is reported, and how much of it
     * @param visitor receives each file; a file with several names once for each
     * @return what could not be read
     * @throws IOException if the visitor throws it, or the service fails as a whole; what cannot be read of a single file or
     *     folder is part of the result
     */
    WalkResult walk(FileSystemInfo fileSystem, WalkOptions options, FileVisitor visitor) throws IOException;

    /**
     * The same, with names only: much faster, because nothing is read of the files.
     *
     * @throws IOException as {@link #walk} says
     */
    WalkResult walkNames(FileSystemInfo fileSystem, WalkOptions options, NameVisitor visitor) throws IOException;

    /**
     * One file, by the address of its metadata.
     *
     * @param name under which name; its address says which file, its sequence is not looked at
     * @return the file, under that name, with the sequence that its metadata has; null if there is nothing at that address
     * @throws IOException if it cannot be read
     */
    @Nullable
    DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException;

    /**
     * The file that a path leads to. Goes through the names of the file system, which takes as long as listing it.
     *
     * @param fileSystem one of {@link #fileSystems()}
     * @param path as {@link FileName#path()} has it: from {@code /} on, letter for letter. Of several names that are equal it means the first
     * @return the file, or null if no name in use is equal to the path
     * @throws IOException if it was not found and not every folder could be read that may hold it, or if its metadata cannot be read
     */
    default @Nullable DiskFile find(FileSystemInfo fileSystem, String path) throws IOException {
        return PathSearch.find(this, fileSystem, path);
    }

    /**
     * What is recorded about a file in addition to what {@link DiskFile} holds. Read when it is asked for, because walks need it rarely.
     *
     * @param file a file that this gave
     * @return the details, {@link DiskFile.Details#NONE} where the reader has none
     * @throws IOException if they cannot be read
     */
    default DiskFile.Details details(DiskFile file) throws IOException {
        return DiskFile.Details.NONE;
    }

    /**
     * The content of a stream. Reads throw where something cannot be read or was lost; only what the file system declares empty
     * reads as zeros.
     *
     * @param file a file that this gave
     * @param stream one of its streams
     * @return the content, to be closed before this
     * @throws IOException if it cannot be opened
     */
    RandomAccessSource content(DiskFile file, FileStream stream) throws IOException;

    /**
     * The main content of a file, as {@link #content(DiskFile, FileStream)} gives it.
     *
     * @param file a file that this gave
     * @return the content, to be closed before this
     * @throws IOException if the file has no main content, or none that is known, or it cannot be opened
     */
    default RandomAccessSource content(DiskFile file) throws IOException {
        FileStream main = file.stream("");
        if (main == null) {
            throw new IOException(file.printedPath(null) + " has no content that can be read");
        }
        return content(file, main);
    }

    /**
     * Which parts of a range belong to no file, as the file system's own tables say.
     *
     * @param diskOffset where the range begins on the disk, in bytes
     * @param length its length in bytes; what is outside of the file system's blocks is not reported
     * @param visitor receives unallocated extents, in the order of the disk
     * @throws IOException if the tables cannot be read, or the visitor throws it
     */
    void unallocated(FileSystemInfo fileSystem, long diskOffset, long length, ExtentVisitor visitor) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Takes extents of a disk.
     *
     * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface ExtentVisitor {
        /**
         * Called for one extent.
         *
         * @throws IOException to end the scan, which then throws the same
         */
        void visit(DiskExtent extent) throws IOException;
    }

    /**
     * Takes the files of a walk.
     *
     * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface FileVisitor {
        /**
         * Called for one file.
         *
         * @return false to end the walk
         * @throws IOException to end the walk, which then throws the same
         */
        boolean visit(DiskFile file) throws IOException;
    }

    /**
     * Takes the names of a walk.
     *
     * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    interface NameVisitor {
        /**
         * Called for one name.
         *
         * @return false to end the walk
         * @throws IOException to end the walk, which then throws the same
         */
        boolean visit(FileName name) throws IOException;
    }

    /**
     * A volume with a file system that could not be opened.
     *
     * @param partition the partition, or null for a disk without a table that is known
     * @param kind what is known of its files
     * @param message why, in one line
     * @since 0.1.0
     */
    record VolumeProblem(@Nullable Partition partition, Kind kind, String message) {
        /** What is known of the files of a volume that could not be opened. */
        public enum Kind {
            /** Part of what says which file system it is cannot be read: there may be files. */
            UNREADABLE,
            /** A file system is there that the service does not read: there are files. */
            UNSUPPORTED,
            /** No file system was recognised: no files are known to be missing. */
            UNRECOGNISED
        }

        /** Whether the volume may have files of which nothing is known. */
        public boolean mayHaveFiles() {
            return kind != Kind.UNRECOGNISED;
        }
    }
}
