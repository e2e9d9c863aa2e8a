package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.ClusterGeometry;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sectors anywhere on a disk: partition tables, boot sectors and superblocks. The entries of a boot record are read again, plainly. */
public final class DividedDisk {
    private static final int SECTOR = 512;
    private static final int MOST_SECTORS = 2048;
    private static final int ENTRIES = 446;

    private DividedDisk() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        byte[] bytes = new byte[(1 + draw.below(MOST_SECTORS)) * SECTOR];
        while (!draw.isEmpty()) {
            int at = draw.below(bytes.length / SECTOR) * SECTOR;
            byte[] sector = draw.bytes(SECTOR);
            System.arraycopy(sector, 0, bytes, at, sector.length);
        }
        try (RandomAccessSource disk = RandomAccessSources.ofBytes("disk", bytes)) {
            PartitionTable table = PartitionTable.read(disk);
            Walk.touch(table.toString());
            for (Partition partition : table.partitions()) {
                check(partition, disk);
                if (table instanceof PartitionTable.Mbr && partition.kind() == Partition.Kind.PRIMARY) {
                    primary(partition, bytes);
                }
            }
        }
    }

    private static void check(Partition partition, RandomAccessSource disk) throws IOException {
        Walk.require(partition.firstSector() >= 0 && partition.sectorCount() >= 1, "impossible: " + partition);
        try (RandomAccessSource part = partition.on(disk)) {
            Walk.require(part.size() <= partition.sectorCount() * SECTOR, "too long: " + partition);
        }
        Volume volume = partition.volume();
        Walk.require((volume == null) == (partition.kind() == Partition.Kind.EXTENDED), "a volume: " + partition);
        ClusterGeometry clusters = volume == null ? null : volume.clusters();
        if (clusters != null) {
            Walk.require(
                    clusters.volumeSectors() <= partition.sectorCount()
                            && clusters.firstSector() >= partition.firstSector()
                            && clusters.clusterCount() * clusters.sectorsPerCluster() <= clusters.volumeSectors(),
                    "clusters outside: " + partition);
        }
    }

    private static void primary(Partition partition, byte[] disk) {
        ByteBuffer record = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
        int entry = ENTRIES + 16 * (partition.number() - 1);
        Walk.require(partition.number() >= 1 && partition.number() <= 4, "no primary: " + partition);
        Walk.require(
                Integer.toUnsignedLong(record.getInt(entry + 8)) == partition.firstSector()
                        && Integer.toUnsignedLong(record.getInt(entry + 12)) == partition.sectorCount(),
                "not what entry " + partition.number() + " says: " + partition);
    }
}
