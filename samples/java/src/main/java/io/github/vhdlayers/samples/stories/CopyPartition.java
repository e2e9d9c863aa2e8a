package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a partition out of a chain, as it is now or as an older layer left it. */
public final class CopyPartition {
    private CopyPartition() {}

    /** {@code CopyPartition FILE NUMBER OUT [LAYER]}: layer 0, which is the default, is the disk as it is now. */
    public static void main(String[] args) throws IOException {
        int layer = args.length > 3 ? Integer.parseInt(args[3]) : 0;
        copyPartition(Path.of(args[0]), Integer.parseInt(args[1]), Path.of(args[2]), layer);
    }

    /** Copies it, and returns how many bytes that were. */
    static long copyPartition(Path file, int number, Path target, int layer) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            MergedSource view = disk.asOf(layer);
            for (Partition partition : PartitionTable.read(view).partitions()) {
                if (partition.number() == number) {
                    try (InputStream bytes = RandomAccessSources.inputStream(partition.on(view))) {
                        return Files.copy(bytes, target);
                    }
                }
            }
            throw new IllegalArgumentException("no partition " + number);
        }
    }
}
