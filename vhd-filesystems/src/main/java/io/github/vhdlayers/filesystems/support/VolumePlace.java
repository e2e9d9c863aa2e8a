package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.Partition;
import org.jspecify.annotations.Nullable;

/**
 * Where a volume is that may hold a file system.
 *
 * @param disk the disk, which is lent
 * @param number the number that the file system gets among those of the disk
 * @param partition its partition, or null for a disk without a table that is known
 * @param diskOffset where it begins, in bytes
 * @param length how many bytes are there: of the partition and on the disk
 * @param recovers whether a journal is replayed in memory where the file system needs it
 */
public record VolumePlace(
        RandomAccessData disk,
        int number,
        @Nullable Partition partition,
        long diskOffset,
        long length,
        boolean recovers) {
    /** The name of the service that all of them belong to. */
    public static final String NAME = "java";

    /** The volume's bytes, with a cache of their own. */
    public VolumeBytes bytes() {
        return new VolumeBytes(disk, diskOffset, length);
    }

    /**
     * What is reported of the file system.
     *
     * @param type such as {@code ntfs}, {@code fat16}, {@code ext4}
     * @param bytes how many bytes its blocks take
     * @param blockSize how many bytes a block has
     * @param serial its serial number or id
     */
    public FileSystemInfo info(String type, long bytes, int blockSize, String serial) {
        return new FileSystemInfo(number, partition, type, diskOffset, bytes, blockSize)
                .withReader(NAME)
                .withSerial(serial);
    }
}
