package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, a table is read without an exception, and every geometry that is reported can be relied on. */
class HostileTablesTest {
    @ParameterizedTest
    @ValueSource(strings = {"mbr", "gpt"})
    void everyLengthOfADisk(String kind) throws IOException {
        byte[] whole = disk(kind).array();
        for (int sectors = 0; sectors < 300; sectors++) {
            check(PartitionTable.read(RandomAccessSources.ofBytes("cut", Arrays.copyOf(whole, sectors * 512 + 100))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mbr", "gpt"})
    void randomChanges(String kind) throws IOException {
        RawDisk disk = disk(kind);
        byte[] whole = disk.array().clone();
        long seed = Long.getLong("tables.seed", 1);
        Random random = new Random(seed);
        int[] sectors = {0, 1, 2, 63, 65, 100, 110, 150, 299, 267};
        int[] values = {0, 1, 0x7F, 0x80, 0xFF, 5, 0xEE};
        for (int round = 0; round < 1500; round++) {
            byte[] bytes = disk.array();
            System.arraycopy(whole, 0, bytes, 0, whole.length);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = sectors[random.nextInt(sectors.length)] * 512 + random.nextInt(512);
                for (int i = random.nextInt(8); i >= 0 && at + i < bytes.length; i--) {
                    bytes[at + i] =
                            (byte) (random.nextBoolean() ? values[random.nextInt(values.length)] : random.nextInt());
                }
            }
            if (kind.equals("gpt") && random.nextBoolean()) {
                disk.sealHeader(1).sealHeader(299);
            }
            check(Tables.read(disk));
        }
    }

    private static RawDisk disk(String kind) {
        RawDisk disk = new RawDisk(300);
        if (kind.equals("gpt")) {
            disk.gpt(new UUID(1, 2)).gptEntry(0, RawDisk.LINUX, 63, 90, "a").gptEntry(9, RawDisk.LINUX, 100, 140, "b");
        } else {
            disk.entry(0, 0, 7, 63, 30).entry(0, 1, 5, 99, 150);
            disk.entry(99, 0, 7, 1, 10).entry(99, 1, 5, 11, 100);
            disk.entry(110, 0, 7, 40, 10);
        }
        disk.text(63, 3, "NTFS    ").u16(63, 11, 512).u8(63, 13, 1).u64(63, 40, 20);
        disk.text(100, 3, "EXFAT   ")
                .u64(100, 72, 10)
                .u32(100, 88, 2)
                .u32(100, 92, 4)
                .u8(100, 108, 9);
        disk.u16(152, 56, 0xEF53).u32(152, 4, 4).u32(152, 32, 1);
        return disk;
    }

    private static void check(PartitionTable table) {
        for (Partition partition : table.partitions()) {
            assertTrue(partition.firstSector() >= 0 && partition.sectorCount() > 0, partition.toString());
            assertTrue(partition.endSector() > 0, partition.toString());
            Volume volume = partition.volume();
            ClusterGeometry clusters = volume == null ? null : volume.clusters();
            if (clusters != null) {
                assertTrue(clusters.firstSector() >= partition.firstSector(), partition.toString());
                assertTrue(clusters.endSector() <= partition.endSector(), partition.toString());
                assertTrue(clusters.sectorsPerCluster() > 0, partition.toString());
            }
        }
        for (PartitionTable.Area area : table.areas()) {
            assertTrue(area.firstSector() >= 0 && area.endSector() <= table.diskSectors(), area.toString());
        }
    }
}
