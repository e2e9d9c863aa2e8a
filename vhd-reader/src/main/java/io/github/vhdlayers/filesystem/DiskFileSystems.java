package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file systems of one disk, open.
 *
 * <p>Thread-safe, one call at a time. The caller that opened it closes it, and before the disk; then all calls throw
 * {@link java.nio.channels.ClosedChannelException}. All that names a file comes from the disk and is data: a name may hold any
 * character but {@code '/'} and U+0000, be {@code ..}, or be given twice in one folder.
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
     * What is recorded about a file in addition to what {@link DiskFile} holds. Read when it is asked for, because walks need it rarely.
     *
     * @param file a file that this gave
     * @return the details, {@link FileDetails#NONE} where the reader has none
     * @throws IOException if they cannot be read
     */
    default FileDetails details(DiskFile file) throws IOException {
        return FileDetails.NONE;
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
}
