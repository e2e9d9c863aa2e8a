package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and file systems that the usual programs make, against what those programs say about them. */
class RealDisksTest {
    private static final long MIB = 2048;

    @TempDir
    Path folder;

    @Test
    void mbrWithLogicalPartitionsIsAsSfdiskDumpsIt() throws IOException {
        skipWithout("sfdisk");
        Path disk = disk(32 * MIB);
        sfdisk(
                disk,
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
        assertEquals(sfdiskDump(disk), ourDump(table));
        assertEquals(5, table.partitions().size());
        MbrTable mbr = (MbrTable) table;
        assertEquals(0xcafe1234L, mbr.diskSignature());
        assertEquals(List.of(), table.findings());
        assertEquals(4, table.areas().size());
    }

    @Test
    void gptIsAsSfdiskAndSgdiskDumpIt() throws IOException {
        skipWithout("sfdisk", "sgdisk");
        Path disk = disk(32 * MIB);
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
                        disk.toString())
                .requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        assertEquals(sfdiskDump(disk), ourDump(table));
        assertEquals(sgdiskPrint(disk), ourPrint(table));
        GptTable gpt = (GptTable) table;
        String id = InteropTools.run(folder, "sgdisk", "-p", disk.toString())
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
        Path disk = disk(32 * MIB);
        InteropTools.run(folder, "sgdisk", "-n", "1:2048:+10M", "-n", "2:0:+9M", "-n", "3:0:+9M", disk.toString())
                .requireSuccess();
        List<Partition> empty = read(disk).partitions();
        String[][] commands = {
            {"mkfs.fat", "-F", "16", "-n", "ESP", "-i", "1234abcd"},
            {"mkfs.ntfs", "-q", "-F", "-f", "-c", "8192", "-L", "data"},
            {"mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", "-L", "root"}
        };
        for (int i = 0; i < 3; i++) {
            make(disk, empty.get(i), commands[i]);
        }
        PartitionTable table = read(disk);
        assertEquals(List.of(), table.findings());
        Volume fat = volume(table, 0);
        assertEquals(VolumeKind.FAT16, fat.kind());
        assertEquals("ESP", fat.label());
        assertEquals("1234-ABCD", fat.serial());
        Volume ntfs = volume(table, 1);
        assertEquals(VolumeKind.NTFS, ntfs.kind());
        ClusterGeometry clusters = geometry(ntfs);
        assertEquals(8192, clusters.clusterBytes());
        assertEquals(table.partitions().get(1).firstSector(), clusters.firstSector());
        Volume ext = volume(table, 2);
        assertEquals(VolumeKind.EXT4, ext.kind());
        assertEquals("root", ext.label());
        assertEquals(1024, geometry(ext).clusterBytes());
        assertEquals(9 * 1024, geometry(ext).clusterCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "16", "32"})
    void fatClustersAreWhereFsckSaysTheyAre(String bits) throws IOException {
        skipWithout("mkfs.fat", "fsck.fat");
        Path disk = disk(40 * MIB);
        long size = bits.equals("12") ? 8 * MIB : 39 * MIB;
        Partition at =
                new Partition(1, PartitionKind.PRIMARY, new PartitionType.Mbr(12), 63, size, null, "", 0, 0, null);
        make(disk, at, "mkfs.fat", "-F", bits, "-s", bits.equals("32") ? "1" : "8", "-n", "STICK");
        sfdisk(disk, "label: dos\nstart=63, size=" + size + ", type=c\n");
        PartitionTable table = read(disk);
        Volume volume = volume(table, 0);
        assertEquals("FAT" + bits, volume.kind().toString());
        assertEquals("STICK", volume.label());
        Path alone = folder.resolve("alone");
        cut(disk, alone, 63, size);
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
        Path disk = disk(16 * MIB + 63);
        Partition at = new Partition(
                1, PartitionKind.PRIMARY, new PartitionType.Mbr(0x83), 63, 16 * MIB, null, "", 0, 0, null);
        make(disk, at, "mke2fs", "-q", "-F", "-t", kind, "-b", "4096");
        sfdisk(disk, "label: dos\nstart=63, size=" + 16 * MIB + ", type=83\n");
        Volume volume = volume(read(disk), 0);
        assertEquals(kind, volume.kind().toString());
        Path alone = folder.resolve("alone");
        cut(disk, alone, 63, 16 * MIB);
        String said = InteropTools.run(folder, "dumpe2fs", "-h", alone.toString())
                .requireSuccess()
                .text();
        assertEquals(number(said, "Block count: +(\\d+)"), geometry(volume).clusterCount());
        assertTrue(said.contains(volume.serial()), said);
    }

    @Test
    void fourKibibyteSectorsInsideTheVolume() throws IOException {
        skipWithout("mkfs.fat", "mkfs.ntfs");
        Path disk = disk(32 * MIB);
        InteropTools.run(folder, "mkfs.fat", "-F", "16", "-S", "4096", "-s", "1", disk.toString())
                .requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(NoTable.Reason.FILE_SYSTEM, ((NoTable) table).reason());
        ClusterGeometry fat = geometry(volume(table, 0));
        assertEquals(4096, fat.sectorBytes());
        assertEquals(8, fat.sectorsPerCluster());
        assertEquals(0, fat.firstSector() % 8);
        InteropTools.run(folder, "mkfs.ntfs", "-q", "-F", "-f", "-s", "4096", "-c", "65536", disk.toString())
                .requireSuccess();
        ClusterGeometry ntfs = geometry(volume(read(disk), 0));
        assertEquals(4096, ntfs.sectorBytes());
        assertEquals(65536, ntfs.clusterBytes());
    }

    @Test
    void fileSystemFromSectorZero() throws IOException {
        skipWithout("mkfs.ntfs", "mke2fs");
        Path disk = disk(32 * MIB);
        InteropTools.run(folder, "mkfs.ntfs", "-q", "-F", "-f", disk.toString()).requireSuccess();
        PartitionTable table = read(disk);
        assertEquals(PartitionKind.WHOLE_DISK, table.partitions().get(0).kind());
        assertEquals(VolumeKind.NTFS, volume(table, 0).kind());
        InteropTools.run(folder, "mke2fs", "-q", "-F", disk.toString()).requireSuccess();
        assertEquals(VolumeKind.EXT2, volume(read(disk), 0).kind());
    }

    private Path disk(long sectors) throws IOException {
        Path disk = folder.resolve("disk.raw");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(sectors * 512);
        }
        return disk;
    }

    private void sfdisk(Path disk, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script"), script);
        InteropTools.run(folder, "sh", "-c", "sfdisk -q --wipe never " + disk + " < " + file)
                .requireSuccess();
    }

    /** Makes a file system in a file of its own and copies it into the partition. */
    private void make(Path disk, Partition partition, String... command) throws IOException {
        Path volume = folder.resolve("volume");
        Files.deleteIfExists(volume);
        try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.setLength(partition.sectorCount() * 512);
        }
        List<String> all = new ArrayList<>(List.of(command));
        all.add(volume.toString());
        InteropTools.run(folder, all.toArray(new String[0])).requireSuccess();
        copy(volume, 0, disk, partition.firstSector() * 512, partition.sectorCount() * 512);
    }

    private static void cut(Path disk, Path alone, long firstSector, long sectors) throws IOException {
        copy(disk, firstSector * 512, alone, 0, sectors * 512);
    }

    private static void copy(Path from, long fromByte, Path to, long toByte, long length) throws IOException {
        byte[] bytes = new byte[(int) length];
        try (RandomAccessFile in = new RandomAccessFile(from.toFile(), "r");
                RandomAccessFile out = new RandomAccessFile(to.toFile(), "rw")) {
            in.seek(fromByte);
            in.readFully(bytes);
            out.seek(toByte);
            out.write(bytes);
        }
    }

    private static PartitionTable read(Path disk) throws IOException {
        try (RandomAccessSource source = RandomAccessSources.ofPath(disk)) {
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

    /** Number, start, size and type of each partition, and its id and name in a GPT. */
    private List<String> sfdiskDump(Path disk) throws IOException {
        String dump = InteropTools.run(folder, "sfdisk", "-d", disk.toString())
                .requireSuccess()
                .text();
        Matcher line = Pattern.compile(
                        "raw(\\d+) : start= *(\\d+), size= *(\\d+), type=([0-9A-Fa-f-]+)(, uuid=([0-9A-F-]+))?")
                .matcher(dump);
        List<String> lines = new ArrayList<>();
        while (line.find()) {
            String id = line.group(6) == null ? "" : line.group(6);
            lines.add((line.group(1) + " " + line.group(2) + " " + line.group(3) + " " + line.group(4) + " " + id)
                    .toLowerCase(Locale.ROOT));
        }
        return lines;
    }

    private static List<String> ourDump(PartitionTable table) {
        return table.partitions().stream()
                .map(one -> one.number() + " " + one.firstSector() + " " + one.sectorCount() + " "
                        + one.type().id() + " " + (one.id() == null ? "" : one.id()))
                .toList();
    }

    private List<String> sgdiskPrint(Path disk) throws IOException {
        String print = InteropTools.run(folder, "sgdisk", "-p", disk.toString())
                .requireSuccess()
                .text();
        Matcher line = Pattern.compile("(?m)^ +(\\d+) +(\\d+) +(\\d+) +\\S+ \\S+ +\\S+ *(.*)$")
                .matcher(print);
        List<String> lines = new ArrayList<>();
        while (line.find()) {
            lines.add(line.group(1) + " " + line.group(2) + " " + line.group(3));
        }
        return lines;
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
