package io.github.vhdlayers.partition;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;

/** The tables of disks that the testkit put together. */
public final class Tables {
    private Tables() {}

    /** The disk as the reader takes it. */
    static RandomAccessSource source(RawDisk disk) {
        return RandomAccessSources.ofBytes("disk.raw", disk.array());
    }

    /** The disk's table with the default limits. */
    public static PartitionTable read(RawDisk disk) throws IOException {
        return PartitionTable.read(source(disk));
    }
}
