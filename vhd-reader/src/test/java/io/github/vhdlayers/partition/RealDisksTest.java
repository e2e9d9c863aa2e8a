package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and file systems that the usual programs make, against what those programs say about them. */
class RealDisksTest {
    private static final long MIB = 2048;

    @TempDir
    Path folder;

    @Test
    void mbrWithLogicalPartitionsIsAsSfdiskDumpsIt() throws IOException {
        skipWithout("sfdisk");
        RealDisk disk = RealDisk.create(folder, 32 * MIB);
        disk.sfdisk(
                """
                label: dos
                label-id: 0xcafe1234
                start=63, size=20000, type=7, bootable
                start=22528, size=40000, type=5
                start=22591, size=10000, type=83
                start=34000, size=5000, type=c
                start=40000, size=20000, type=82
                """);
        PartitionTable table = read(disk);
        assertEquals(RealDisk.sfdiskDump(disk.file()), ourDump(table));
        assertEquals(5, table.partitions().size());
        PartitionTable.Mbr mbr = (PartitionTable.Mbr) table;
        assertEquals(0xcafe1234L, mbr.diskSignature());
        assertEquals(List.of(), table.findings());
        assertEquals(4, table.areas().size());
    }

    @Test
    void gptIsAsSfdiskAndSgdiskDumpIt() throws IOException {
        skipWithout("sfdisk", "sgdisk");
        RealDisk disk = RealDisk.create(folder, 32 * MIB);
        InteropTools.run(
                        folder,
                        "sgdisk",
                        "-n",
                        "1:2048:+8M",
                        "-t",
                        "1:ef00",
                        "-c",
                        "1:EFI System",
                        "-n",
                        "2:0:+8M",
                        "-t",
                        "2:0700",
                        "-c",
                        "2:Daten \u00e4\u00f6\u00fc \u65e5\u672c",
                        "-n",
                        "7:0:0",
                        "-t",
                        "7:8300",
                        disk.file().toString())
                .requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        assertEquals(RealDisk.sfdiskDump(disk.file()), ourDump(table));
        assertEquals(RealDisk.sgdiskPrint(disk.file()), ourPrint(table));
        PartitionTable.Gpt gpt = (PartitionTable.Gpt) table;
        String id = InteropTools.run(folder, "sgdisk", "-p", disk.file().toString())
                .requireSuccess()
                .text();
        assertTrue(id.contains(gpt.diskId().toString().toUpperCase(Locale.ROOT)), id);
        assertEquals(
                "Daten \u00e4\u00f6\u00fc \u65e5\u672c",
                table.partitions().get(1).name());
    }

    @Test
    void gptWithThreeFileSystems() throws IOException {
        skipWithout("sgdisk", "mkfs.ntfs", "mkfs.fat", "mke2fs");
        RealDisk disk = RealDisk.create(folder, 32 * MIB);
        InteropTools.run(
                        folder,
                        "sgdisk",
                        "-n",
                        "1:2048:+10M",
                        "-n",
                        "2:0:+9M",
                        "-n",
                        "3:0:+9M",
                        disk.file().toString())
                .requireSuccess();
        List<Partition> empty = read(disk).partitions();
        String[][] commands = {
            {"mkfs.fat", "-F", "16", "-n", "ESP", "-i", "1234abcd"},
            {"mkfs.ntfs", "-q", "-F", "-f", "-c", "8192", "-L", "data"},
            {"mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", "-L", "root"}
        };
        for (int i = 0; i < 3; i++) {
            disk.format(empty.get(i).firstSector(), empty.get(i).sectorCount(), commands[i]);
        }
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        Volume fat = volume(table, 0);
        assertEquals(Volume.Kind.FAT16, fat.kind());
        assertEquals("ESP", fat.label());
        assertEquals("1234-ABCD", fat.serial());
        Volume ntfs = volume(table, 1);
        assertEquals(Volume.Kind.NTFS, ntfs.kind());
        ClusterGeometry clusters = geometry(ntfs);
        assertEquals(8192, clusters.clusterBytes());
        assertEquals(table.partitions().get(1).firstSector(), clusters.firstSector());
        Volume ext = volume(table, 2);
        assertEquals(Volume.Kind.EXT4, ext.kind());
        assertEquals("root", ext.label());
        assertEquals(1024, geometry(ext).clusterBytes());
        assertEquals(9 * 1024, geometry(ext).clusterCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "16", "32"})
    void fatClustersAreWhereFsckSaysTheyAre(String bits) throws IOException {
        skipWithout("mkfs.fat", "fsck.fat");
        RealDisk disk = RealDisk.create(folder, 40 * MIB);
        long size = bits.equals("12") ? 8 * MIB : 39 * MIB;
        disk.format(63, size, "mkfs.fat", "-F", bits, "-s", bits.equals("32") ? "1" : "8", "-n", "STICK");
        disk.sfdisk("label: dos\nstart=63, size=" + size + ", type=c\n");
        PartitionTable table = read(disk);
        Volume volume = volume(table, 0);
        assertEquals("FAT" + bits, volume.kind().toString());
        assertEquals("STICK", volume.label());
        Path alone = disk.cut(63, size);
        String said = InteropTools.run(folder, "fsck.fat", "-n", "-v", alone.toString())
                .text();
        ClusterGeometry clusters = geometry(volume);
        assertEquals(number(said, "Data area starts at byte (\\d+)"), (clusters.firstSector() - 63) * 512);
        assertEquals(number(said, "(\\d+) data clusters"), clusters.clusterCount());
        assertEquals(number(said, "(\\d+) bytes per cluster"), clusters.clusterBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext2", "ext3", "ext4"})
    void extKindsAndBlocksAreAsDumpe2fsSays(String kind) throws IOException {
        skipWithout("mke2fs", "dumpe2fs");
        RealDisk disk = RealDisk.create(folder, 16 * MIB + 63);
        disk.format(63, 16 * MIB, "mke2fs", "-q", "-F", "-t", kind, "-b", "4096");
        disk.sfdisk("label: dos\nstart=63, size=" + 16 * MIB + ", type=83\n");
        Volume volume = volume(read(disk), 0);
        assertEquals(kind, volume.kind().toString());
        Path alone = disk.cut(63, 16 * MIB);
        String said = InteropTools.run(folder, "dumpe2fs", "-h", alone.toString())
                .requireSuccess()
                .text();
        assertEquals(number(said, "Block count: +(\\d+)"), geometry(volume).clusterCount());
        assertTrue(said.contains(volume.serial()), said);
    }

    /** The Sleuth Kit reads these file systems with code of its own: the same kinds, cluster sizes and numbers of clusters. */
    @ParameterizedTest
    @CsvSource({
        "mkfs.ntfs -q -F -f -p 63 -c 512, NTFS, Cluster Size, Total Cluster Range: 0",
        "mkfs.ntfs -q -F -f -p 63 -c 4096, NTFS, Cluster Size, Total Cluster Range: 0",
        "mkfs.ntfs -q -F -f -p 63 -c 65536, NTFS, Cluster Size, Total Cluster Range: 0",
        "mkfs.fat -F 12 -s 8, FAT12, Cluster Size, Total Cluster Range: 2",
        "mkfs.fat -F 16 -s 4, FAT16, Cluster Size, Total Cluster Range: 2",
        "mkfs.fat -F 32 -s 1, FAT32, Cluster Size, Total Cluster Range: 2",
        "mke2fs -q -F -t ext2 -b 1024, ext2, Block Size, Block Range: 0",
        "mke2fs -q -F -t ext3 -b 2048, ext3, Block Size, Block Range: 0",
        "mke2fs -q -F -t ext4 -b 4096, ext4, Block Size, Block Range: 0"
    })
    void kindsAndClustersAreAsFsstatSays(String command, String kind, String size, String range) throws IOException {
        String program = command.substring(0, command.indexOf(' '));
        skipWithout("sfdisk", "fsstat", program);
        long sectors = kind.equals("FAT12") ? 8 * MIB : kind.equals("FAT32") ? 39 * MIB : 24 * MIB;
        RealDisk disk = RealDisk.create(folder, 40 * MIB).format(63, sectors, command.split(" "));
        disk.sfdisk("label: dos\nstart=63, size=" + sectors + ", type=7\n");
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        assertEquals(kind, volume(table, 0).kind().toString());
        ClusterGeometry clusters = geometry(volume(table, 0));
        String said = InteropTools.run(folder, "fsstat", "-o", "63", disk.file().toString())
                .requireSuccess()
                .text();
        assertTrue(said.toLowerCase(Locale.ROOT).contains("file system type: " + kind.toLowerCase(Locale.ROOT)), said);
        assertEquals(number(said, size + ": (\\d+)"), clusters.clusterBytes());
        assertEquals(number(said, range + " - (\\d+)"), clusters.endCluster() - 1);
        if (kind.startsWith("FAT")) {
            assertEquals(number(said, "Cluster Area: (\\d+)"), clusters.firstSector() - 63);
        } else {
            assertEquals(63, clusters.firstSector());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4096", "32768"})
    void exfatClustersAreWhereItsOwnDumpSaysTheyAre(String clusterBytes) throws IOException {
        skipWithout("sfdisk", "mkfs.exfat", "dump.exfat");
        RealDisk disk = RealDisk.create(folder, 40 * MIB).format(63, 24 * MIB, "mkfs.exfat", "-c", clusterBytes);
        disk.sfdisk("label: dos\nstart=63, size=" + 24 * MIB + ", type=7\n");
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        assertEquals(Volume.Kind.EXFAT, volume(table, 0).kind());
        ClusterGeometry clusters = geometry(volume(table, 0));
        String said = InteropTools.run(
                        folder, "dump.exfat", disk.cut(63, 24 * MIB).toString())
                .requireSuccess()
                .text();
        assertEquals(number(said, "Cluster Heap Offset .*:\\s+(\\d+)"), clusters.firstSector() - 63);
        assertEquals(number(said, "Cluster Count:\\s+(\\d+)"), clusters.clusterCount());
        assertEquals(number(said, "Cluster size:\\s+(\\d+)"), clusters.clusterBytes());
    }

    @Test
    void fourKibibyteSectorsInsideTheVolume() throws IOException {
        skipWithout("mkfs.fat", "mkfs.ntfs");
        RealDisk disk = RealDisk.create(folder, 32 * MIB);
        InteropTools.run(
                        folder,
                        "mkfs.fat",
                        "-F",
                        "16",
                        "-S",
                        "4096",
                        "-s",
                        "1",
                        disk.file().toString())
                .requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(Unpartitioned.Reason.FILE_SYSTEM, ((Unpartitioned) table).reason());
        ClusterGeometry fat = geometry(volume(table, 0));
        assertEquals(4096, fat.sectorBytes());
        assertEquals(8, fat.sectorsPerCluster());
        assertEquals(0, fat.firstSector() % 8);
        InteropTools.run(
                        folder,
                        "mkfs.ntfs",
                        "-q",
                        "-F",
                        "-f",
                        "-s",
                        "4096",
                        "-c",
                        "65536",
                        disk.file().toString())
                .requireSuccess();
        ClusterGeometry ntfs = geometry(volume(read(disk), 0));
        assertEquals(4096, ntfs.sectorBytes());
        assertEquals(65536, ntfs.clusterBytes());
    }

    @Test
    void fileSystemFromSectorZero() throws IOException {
        skipWithout("mkfs.ntfs", "mke2fs");
        RealDisk disk = RealDisk.create(folder, 32 * MIB);
        InteropTools.run(folder, "mkfs.ntfs", "-q", "-F", "-f", disk.file().toString())
                .requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(Partition.Kind.WHOLE_DISK, table.partitions().get(0).kind());
        assertEquals(Volume.Kind.NTFS, volume(table, 0).kind());
        InteropTools.run(folder, "mke2fs", "-q", "-F", disk.file().toString()).requireSuccess();
        assertEquals(Volume.Kind.EXT2, volume(read(disk), 0).kind());
    }

    private static PartitionTable read(RealDisk disk) throws IOException {
        try (RandomAccessSource source = RandomAccessSources.ofPath(disk.file())) {
            return PartitionTable.read(source);
        }
    }

    private static Volume volume(PartitionTable table, int index) {
        Volume volume = table.partitions().get(index).volume();
        assertNotNull(volume);
        return volume;
    }

    private static ClusterGeometry geometry(Volume volume) {
        ClusterGeometry clusters = volume.clusters();
        assertNotNull(clusters);
        return clusters;
    }

    private static List<String> ourDump(PartitionTable table) {
        return table.partitions().stream()
                .map(one -> one.number() + " " + one.firstSector() + " " + one.sectorCount() + " "
                        + one.type().id() + " " + (one.id() == null ? "" : one.id()))
                .toList();
    }

    private static List<String> ourPrint(PartitionTable table) {
        return table.partitions().stream()
                .map(one -> one.number() + " " + one.firstSector() + " " + one.lastSector())
                .toList();
    }

    private static long number(String said, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(said);
        assertTrue(matcher.find(), said);
        return Long.parseLong(matcher.group(1));
    }

    private static void skipWithout(String... programs) {
        String missing = InteropTools.missing(programs);
        assumeTrue(missing.isEmpty(), missing);
    }
}
