package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boot sectors and superblocks in a partition at sector 63, each wrong in one field. */
class VolumeReaderTest {
    private static final int AT = 63;
    private static final int SECTORS = 9000;

    private final RawDisk disk = new RawDisk(AT + SECTORS).entry(0, 0, 7, AT, SECTORS);

    private Volume read(FindingCode... codes) throws IOException {
        PartitionTable table = Tables.read(disk);
        assertEquals(
                List.of(codes), table.findings().stream().map(Finding::code).toList(), () -> table.findings()
                        .toString());
        Volume volume = table.partitions().get(0).volume();
        assertNotNull(volume);
        return volume;
    }

    private void set(int at, int bytes, long value) {
        int sector = AT + at / 512;
        switch (bytes) {
            case 1 -> disk.u8(sector, at % 512, (int) value);
            case 2 -> disk.u16(sector, at % 512, (int) value);
            case 4 -> disk.u32(sector, at % 512, value);
            default -> disk.u64(sector, at % 512, value);
        }
    }

    private void ntfs() {
        disk.text(AT, 0, "\u00EBR\u0090NTFS    ").sign(AT);
        set(11, 2, 512);
        set(13, 1, 8);
        set(40, 8, SECTORS - 1);
        set(0x48, 8, 0x1122334455667788L);
    }

    @ParameterizedTest
    @CsvSource({
        "BTRFS, 65600, _BHRfS_M",
        "ISO9660, 32769, CD001",
        "APFS, 32, NXSB",
        "HFS_PLUS, 1024, 'H+\0\4'",
        "HFS_PLUS, 1024, 'HX\0\5'",
        "MD_RAID, 0, \u00FCN+\u00A9",
        "MD_RAID, 4096, \u00FCN+\u00A9",
        "MD_RAID, 4599808, \u00FCN+\u00A9",
        "MD_RAID, 4521984, \u00FCN+\u00A9"
    })
    void findsSignaturesInEveryPlace(Volume.Kind kind, int at, String signature) throws IOException {
        disk.text(AT + at / 512, at % 512, signature);
        assertEquals(kind, read().kind());
    }

    @Test
    void bitLockerToGoIsNoFat() throws IOException {
        RawDisk fat = new RawDisk(AT + SECTORS).fat16(AT, SECTORS, 4, "USB");
        System.arraycopy(fat.array(), AT * 512, disk.array(), AT * 512, 512);
        assertEquals(Volume.Kind.FAT12, read().kind());
        disk.text(AT, 3, "MSWIN4.1").text(AT, 424, ";\u00D6gI).\u00D8J\u0083\u0099\u00F6\u00A39\u00E3\u00D0\u0001");
        assertEquals(Volume.Kind.BITLOCKER_TO_GO, read().kind());
    }

    @Test
    void aSectorMayBeTableAndVolume() throws IOException {
        RawDisk both = new RawDisk(AT + SECTORS).fat16(0, SECTORS, 4, "USB").entry(0, 0, 7, AT, SECTORS);
        PartitionTable table = Tables.read(both);
        assertEquals(
                List.of(FindingCode.TABLE_AND_VOLUME),
                table.findings().stream().map(Finding::code).toList());
        assertEquals(AT, table.partitions().get(0).firstSector());
    }

    @Test
    void ntfsClusters() throws IOException {
        ntfs();
        Volume volume = read();
        assertEquals(Volume.Kind.NTFS, volume.kind());
        assertEquals("1122334455667788", volume.serial());
        assertEquals(new ClusterGeometry(512, SECTORS - 1, 8, 0, AT, (SECTORS - 1) / 8), volume.clusters());
        // 2 MiB, stored as a negative power of two.
        set(13, 1, 0xF4);
        assertEquals(new ClusterGeometry(512, SECTORS - 1, 4096, 0, AT, 2), read().clusters());
        set(11, 2, 4096);
        set(13, 1, 2);
        set(40, 8, 1000);
        assertEquals(new ClusterGeometry(4096, 8000, 16, 0, AT, 500), read().clusters());
    }

    @ParameterizedTest
    @CsvSource({
        "11, 2, 0",
        "11, 2, 256",
        "11, 2, 513",
        "11, 2, 8192",
        "13, 1, 0",
        "13, 1, 3",
        "13, 1, 255",
        "13, 1, 200",
        "13, 1, 243",
        "40, 8, 0",
        "40, 8, 7",
        "40, 8, -1",
        "40, 8, 36028797018963968"
    })
    void impossibleNtfs(int at, int bytes, long value) throws IOException {
        ntfs();
        set(at, bytes, value);
        boolean possible = at == 13 && value == 255;
        Volume volume = possible ? read() : read(FindingCode.VOLUME_GEOMETRY);
        assertEquals(Volume.Kind.NTFS, volume.kind());
        if (!possible) {
            assertNull(volume.clusters());
        }
    }

    @Test
    void volumesLargerThanTheirPartition() throws IOException {
        ntfs();
        set(40, 8, SECTORS + 1);
        assertNull(read(FindingCode.VOLUME_EXCEEDS_PARTITION).clusters());
    }

    private void exfat() {
        disk.text(AT, 0, "\u00EBv\u0090EXFAT   ").sign(AT);
        set(72, 8, SECTORS);
        set(88, 4, 256);
        set(92, 4, 1000);
        set(100, 4, 0xABCD1234L);
        set(108, 1, 9);
        set(109, 1, 3);
    }

    @Test
    void exfatClusters() throws IOException {
        exfat();
        Volume volume = read();
        assertEquals(Volume.Kind.EXFAT, volume.kind());
        assertEquals("ABCD-1234", volume.serial());
        assertEquals(new ClusterGeometry(512, SECTORS, 8, 2, AT + 256, 1000), volume.clusters());
        set(108, 1, 12);
        set(72, 8, SECTORS / 8);
        set(88, 4, 32);
        set(109, 1, 1);
        set(92, 4, 500);
        assertEquals(new ClusterGeometry(4096, SECTORS, 16, 2, AT + 256, 500), volume(read()));
    }

    private static ClusterGeometry volume(Volume volume) {
        ClusterGeometry clusters = volume.clusters();
        assertNotNull(clusters);
        return clusters;
    }

    @ParameterizedTest
    @CsvSource({
        "108, 1, 8",
        "108, 1, 13",
        "108, 1, 255",
        "109, 1, 17",
        "109, 1, 255",
        "72, 8, 0",
        "72, 8, -1",
        "72, 8, 4611686018427387904",
        "72, 8, 8255",
        "88, 4, 0",
        "88, 4, 4294967295",
        "92, 4, 0",
        "92, 4, 1094",
        "92, 4, 4294967295"
    })
    void impossibleExfat(int at, int bytes, long value) throws IOException {
        exfat();
        set(at, bytes, value);
        Volume volume = read(FindingCode.VOLUME_GEOMETRY);
        assertEquals(Volume.Kind.EXFAT, volume.kind());
        assertNull(volume.clusters());
    }

    private void fat16() {
        disk.text(AT, 0, "\u00EB<\u0090mkfs.fat").sign(AT);
        set(11, 2, 512);
        set(13, 1, 2);
        set(14, 2, 1);
        set(16, 1, 2);
        set(17, 2, 512);
        set(19, 2, 8700);
        set(21, 1, 0xF8);
        set(22, 2, 17);
        set(38, 1, 0x29);
        set(39, 4, 0xCAFE0001L);
        disk.text(AT, 43, "STICK      FAT16   ");
    }

    @Test
    void fatClusters() throws IOException {
        fat16();
        Volume volume = read();
        assertEquals(Volume.Kind.FAT16, volume.kind());
        assertEquals("STICK", volume.label());
        assertEquals("CAFE-0001", volume.serial());
        // Behind 1 reserved sector, two tables of 17 and 32 sectors of the root folder.
        assertEquals(new ClusterGeometry(512, 8700, 2, 2, AT + 67, (8700 - 67) / 2), volume.clusters());
        set(19, 2, 0);
        set(32, 4, 8700);
        assertEquals((8700 - 67) / 2, volume(read()).clusterCount());
        set(32, 4, 8200);
        assertEquals(Volume.Kind.FAT12, read().kind());
    }

    @ParameterizedTest
    @CsvSource({
        "11, 2, 0",
        "11, 2, 511",
        "11, 2, 8192",
        "13, 1, 0",
        "13, 1, 3",
        "14, 2, 0",
        "16, 1, 0",
        "16, 1, 5",
        "17, 2, 0",
        "19, 2, 60",
        "21, 1, 0",
        "21, 1, 241",
        "22, 2, 0",
        "0, 1, 0"
    })
    void impossibleFat(int at, int bytes, long value) throws IOException {
        fat16();
        set(at, bytes, value);
        Volume volume = read(FindingCode.VOLUME_GEOMETRY);
        assertEquals(Volume.Kind.FAT16, volume.kind());
        assertNull(volume.clusters());
        // Without the text that names it there is no telling what it is.
        disk.text(AT, 54, "        ");
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
    }

    private void ext() {
        set(1024 + 4, 4, 1000);
        set(1024 + 20, 4, 0);
        set(1024 + 24, 4, 2);
        set(1024 + 28, 4, 2);
        set(1024 + 32, 4, 32768);
        set(1024 + 56, 2, 0xEF53);
        set(1024 + 76, 4, 1);
        set(1024 + 92, 4, 4);
        disk.text(AT + 2, 120, "root");
    }

    @Test
    void extBlocks() throws IOException {
        ext();
        Volume volume = read();
        assertEquals(Volume.Kind.EXT3, volume.kind());
        assertEquals("root", volume.label());
        assertEquals("", volume.serial());
        assertEquals(new ClusterGeometry(512, 8000, 8, 0, AT, 1000), volume.clusters());
        set(1024 + 92, 4, 0);
        assertEquals(Volume.Kind.EXT2, read().kind());
        // Clusters of several blocks.
        set(1024 + 100, 4, 0x200);
        set(1024 + 28, 4, 4);
        assertEquals(new ClusterGeometry(512, 8000, 32, 0, AT, 250), read().clusters());
        assertEquals(Volume.Kind.EXT4, read().kind());
        // A log that belongs to another volume is none itself.
        set(1024 + 96, 4, 8);
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 0", "24, 4, 7", "24, 4, 4294967295", "32, 4, 0"})
    void impossibleExt(int at, int bytes, long value) throws IOException {
        ext();
        set(1024 + at, bytes, value);
        assertNull(read(FindingCode.VOLUME_GEOMETRY).clusters());
    }

    @Test
    void largeBlockNumbersDoNotWrap() throws IOException {
        ext();
        set(1024 + 96, 4, 0x80);
        set(1024 + 0x150, 4, 0xFFFFFFFFL);
        assertNull(read(FindingCode.VOLUME_GEOMETRY).clusters());
        set(1024 + 0x150, 4, 1);
        assertNull(read(FindingCode.VOLUME_EXCEEDS_PARTITION).clusters());
    }

    @ParameterizedTest
    @CsvSource({
        "3, -FVE-FS-, BITLOCKER",
        "0, XFSB, XFS",
        "0, LUKS\u00BA\u00BE, LUKS",
        "4086, SWAPSPACE2, SWAP",
    })
    void knownBySignatureAlone(int at, String text, Volume.Kind kind) throws IOException {
        disk.text(AT + at / 512, at % 512, text);
        assertEquals(kind, read().kind());
    }

    @Test
    void anExtVolumeIsKnownWithoutItsFirstSector() throws IOException {
        ext();
        PartitionTable table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == AT));
        Volume volume = table.partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals(Volume.Kind.EXT3, volume.kind());
    }
}
