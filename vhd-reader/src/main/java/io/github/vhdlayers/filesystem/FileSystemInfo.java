package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

/**
 * A file system that was opened.
 *
 * @param number its place among those of the disk, from 0 on
 * @param partition the partition it lies in, or null if it fills a disk without a table that is known
 * @param type what it is, such as {@code ntfs}, {@code fat16}, {@code ext4}
 * @param diskOffset where it begins on the disk, in bytes
 * @param length how many bytes its blocks take
 * @param blockSize how many bytes a block has
 * @param state which state of it is shown
 * @param reader the name of the service that reads it, as {@link FileSystemReader#name()} has it; empty if it does not say
 */
public record FileSystemInfo(
        int number,
        @Nullable Partition partition,
        String type,
        long diskOffset,
        long length,
        int blockSize,
        FileSystemState state,
        String reader) {
    /** One that is shown as it is stored, by a service that does not say its name. */
    public FileSystemInfo(
            int number, @Nullable Partition partition, String type, long diskOffset, long length, int blockSize) {
        this(number, partition, type, diskOffset, length, blockSize, FileSystemState.AS_STORED, "");
    }

    /** The same in another state. */
    public FileSystemInfo withState(FileSystemState shown) {
        return new FileSystemInfo(number, partition, type, diskOffset, length, blockSize, shown, reader);
    }

    /** The same, read by a service of that name. */
    public FileSystemInfo withReader(String name) {
        return new FileSystemInfo(number, partition, type, diskOffset, length, blockSize, state, name);
    }

    /** The same in another place among those of the disk. */
    FileSystemInfo withNumber(int place) {
        return new FileSystemInfo(place, partition, type, diskOffset, length, blockSize, state, reader);
    }

    /** Its partition as paths name it: {@code p2}, or {@code disk} if it has none. */
    public String label() {
        return partition == null || partition.number() == 0 ? "disk" : "p" + partition.number();
    }
}
