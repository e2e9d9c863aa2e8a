package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;

/**
 * A service that reads file systems, found with {@link java.util.ServiceLoader} by {@link FileSystemReaders}. Implementations are
 * thread-safe, have a public constructor without arguments, and load what they stand on when they are first asked for it.
 *
 * @since 0.1.0
 */
public interface FileSystemReader {
    /**
     * What it is, its version, and which library it stands on, in one line.
     *
     * @throws IOException if it cannot work on this machine; the message says why and what to do
     */
    String description() throws IOException;

    /** The name by which a user asks for it, such as {@code java} or {@code tsk}; by default that of its class. */
    default String name() {
        return getClass().getName();
    }

    /** Of several services the one of the highest rank is asked first; 0 by default. */
    default int rank() {
        return 0;
    }

    /**
     * The same, which shows a file system that needs recovery as it is stored, without its journal. By default this one, which knows
     * no recovery.
     */
    default FileSystemReader withoutRecovery() {
        return this;
    }

    /**
     * Opens the file systems of a disk.
     *
     * @param disk the disk, which is lent: it stays open as long as the result is used, and is not closed with it. What it
     *     cannot read must throw, and never be filled in
     * @param table how the disk is divided. A disk that is not divided is tried as one volume
     * @return what was found, possibly nothing; a volume that cannot be read is a problem of the result
     * @throws IOException if the service cannot work on this machine
     */
    DiskFileSystems open(RandomAccessData disk, PartitionTable table) throws IOException;
}
