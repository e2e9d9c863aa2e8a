package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /** The one finding, or an empty text. */
    private String said() throws IOException {
        List<Finding> findings = Tables.read(disk).findings();
        assertTrue(findings.size() < 2, findings.toString());
        if (findings.isEmpty()) {
            return "";
        }
        assertEquals("volume of partition 1", findings.get(0).structure());
        return findings.get(0).detail();
    }

    @ParameterizedTest
    @CsvSource({
        "11, 2, 256, NTFS: sectors of 256 bytes",
        "13, 1, 3, NTFS: sectors per cluster stored as 3",
        "13, 1, 128,",
        "13, 1, 129, NTFS: sectors per cluster stored as 129",
        "13, 1, 240, NTFS: sectors per cluster stored as 240",
        "13, 1, 243, NTFS: sectors per cluster stored as 243",
        "13, 1, 244,",
        "40, 8, 0, NTFS: 0 sectors",
        "40, 8, 7, NTFS: 7 sectors",
        "40, 8, 8,",
        "40, 8, 9000,",
        "40, 8, 9001, NTFS of 9001 sectors where there are 9000",
        "40, 8, -1, NTFS: 18446744073709551615 sectors",
        "40, 8, 18014398509481983, NTFS of 18014398509481983 sectors where there are 9000",
        "40, 8, 18014398509481984, NTFS: 18014398509481984 sectors"
    })
    void whatIsImpossibleAboutNtfs(int at, int bytes, long value, @Nullable String words) throws IOException {
        ntfs();
        set(at, bytes, value);
        assertEquals(words == null ? "" : words, said());
    }

    @ParameterizedTest
    @CsvSource({
        "108, 1, 8, exFAT: sectors of 2^8 and clusters of 2^11 bytes",
        "108, 1, 13, exFAT: sectors of 2^13 and clusters of 2^16 bytes",
        "109, 1, 17, exFAT: sectors of 2^9 and clusters of 2^26 bytes",
        "109, 1, 16, 'exFAT: 1000 clusters of 33554432 bytes from byte 131072 on, in a volume of 4608000'",
        "72, 8, 0, exFAT: 0 sectors",
        "72, 8, 1, 'exFAT: 1000 clusters of 4096 bytes from byte 131072 on, in a volume of 512'",
        "72, 8, 18014398509481983, exFAT of 18014398509481983 sectors where there are 9000",
        "72, 8, 18014398509481984, exFAT: 18014398509481984 sectors",
        "72, 8, -1, exFAT: 18446744073709551615 sectors",
        "88, 4, 0, exFAT: 1000 clusters from sector 0 on",
        "88, 4, 9000, 'exFAT: 1000 clusters of 4096 bytes from byte 4608000 on, in a volume of 4608000'",
        "92, 4, 0, exFAT: 0 clusters from sector 256 on",
        "92, 4, 1,",
        "92, 4, 1093,",
        "92, 4, 1094, 'exFAT: 1094 clusters of 4096 bytes from byte 131072 on, in a volume of 4608000'"
    })
    void whatIsImpossibleAboutExfat(int at, int bytes, long value, @Nullable String words) throws IOException {
        exfat();
        set(at, bytes, value);
        assertEquals(words == null ? "" : words, said());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0xE9,",
        "0, 1, 0xE8, FAT16: no jump to boot code",
        "11, 2, 511, FAT16: sectors of 511 bytes",
        "13, 1, 0, FAT16: 0 sectors per cluster",
        "13, 1, 3, FAT16: 3 sectors per cluster",
        "13, 1, 128,",
        "14, 2, 0, FAT16: 2 tables of 17 sectors behind 0",
        "16, 1, 0, FAT16: 0 tables of 17 sectors behind 1",
        "16, 1, 1,",
        "16, 1, 4,",
        "16, 1, 5, FAT16: 5 tables of 17 sectors behind 1",
        "17, 2, 0, FAT16: 0 entries in the root folder",
        "19, 2, 68, FAT16: no room for clusters in 68 sectors",
        "19, 2, 69,",
        "19, 2, 9001, FAT16 of 9001 sectors where there are 9000",
        "21, 1, 0xF0,",
        "21, 1, 0xF1, FAT16: media byte f1",
        "21, 1, 0xF7, FAT16: media byte f7",
        "21, 1, 0xF8,",
        "22, 2, 0, FAT16: 512 entries in the root folder"
    })
    void whatIsImpossibleAboutFat(int at, int bytes, String value, @Nullable String words) throws IOException {
        fat16();
        set(at, bytes, Long.decode(value));
        assertEquals(words == null ? "" : words, said());
    }

    @Test
    void clustersOfFatHaveUpTo256KiB() throws IOException {
        fat16();
        set(11, 2, 4096);
        set(13, 1, 64);
        set(19, 2, 1000);
        assertEquals(new ClusterGeometry(4096, 8000, 512, 2, AT + 39 * 8, (1000 - 39) / 64), volume(read()));
        set(13, 1, 128);
        assertEquals("FAT16: 128 sectors per cluster", said());
    }

    /** The root folder's entries of 32 bytes take whole sectors. */
    @ParameterizedTest
    @CsvSource({"1, 36", "16, 36", "17, 37", "496, 66", "497, 67", "512, 67"})
    void theRootFolderOfFatTakesWholeSectors(int entries, int dataBegins) throws IOException {
        fat16();
        set(17, 2, entries);
        assertEquals(AT + dataBegins, volume(read()).firstSector());
    }

    /** A volume has entries of 12 bits up to 4,084 clusters. */
    @Test
    void theNumberOfClustersSaysWhichFat() throws IOException {
        fat16();
        set(19, 2, 67 + 2 * 4084 + 1);
        assertEquals(Volume.Kind.FAT12, read().kind());
        set(19, 2, 67 + 2 * 4085);
        assertEquals(Volume.Kind.FAT16, read().kind());
        set(38, 1, 0x28);
        assertEquals("CAFE-0001", read().serial());
        assertEquals("", read().label());
        set(38, 1, 0x27);
        assertEquals("", read().serial());
        set(38, 1, 0x29);
        disk.text(AT, 43, "NO NAME    ");
        assertEquals("", read().label());
        assertEquals("CAFE-0001", read().serial());
        set(510, 2, 0);
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
    }

    private void fat32() {
        disk.text(AT, 0, "\u00EBX\u0090mkfs.fat").sign(AT);
        set(11, 2, 512);
        set(13, 1, 1);
        set(14, 2, 32);
        set(16, 1, 2);
        set(21, 1, 0xF8);
        set(32, 4, 8900);
        set(36, 4, 69);
        set(44, 4, 2);
        set(66, 1, 0x29);
        set(67, 4, 0x0001CAFEL);
        disk.text(AT, 71, "BIGSTICK   FAT32   ");
    }

    @Test
    void fat32HasItsFieldsFurtherBehind() throws IOException {
        fat32();
        Volume volume = read();
        assertEquals(Volume.Kind.FAT32, volume.kind());
        assertEquals("BIGSTICK", volume.label());
        assertEquals("0001-CAFE", volume.serial());
        assertEquals(new ClusterGeometry(512, 8900, 1, 2, AT + 170, 8900 - 170), volume.clusters());
        set(17, 2, 1);
        assertEquals("FAT32: 1 entries in the root folder", said());
        set(17, 2, 0);
        set(36, 4, 0);
        assertEquals("FAT32: 2 tables of 0 sectors behind 32", said());
        disk.text(AT, 82, "        ").text(AT, 54, "FAT12   ");
        assertEquals("FAT12: 2 tables of 0 sectors behind 32", said());
    }

    @ParameterizedTest
    @CsvSource({
        "4, 4, 0, ext3: 0 blocks in groups of 32768",
        "4, 4, 1,",
        "4, 4, 1125,",
        "4, 4, 1126, ext3 of 9008 sectors where there are 9000",
        "24, 4, 6, ext3 of 128000 sectors where there are 9000",
        "24, 4, 7, ext3: blocks of 2^(10 + 7) and clusters of 2^(10 + 7) bytes",
        "32, 4, 0, ext3: 1000 blocks in groups of 0",
        "32, 4, 1,"
    })
    void whatIsImpossibleAboutExt(int at, int bytes, long value, @Nullable String words) throws IOException {
        ext();
        set(1024 + at, bytes, value);
        assertEquals(words == null ? "" : words, said());
    }

    @Test
    void clustersOfExtHaveAtLeastABlock() throws IOException {
        ext();
        set(1024 + 100, 4, 0x200);
        set(1024 + 28, 4, 1);
        assertEquals("ext4: blocks of 2^(10 + 2) and clusters of 2^(10 + 1) bytes", said());
        set(1024 + 28, 4, 19);
        assertEquals(new ClusterGeometry(512, 8000, 1 << 20, 0, AT, 0), volume(read()));
        set(1024 + 28, 4, 20);
        assertEquals("ext4: blocks of 2^(10 + 2) and clusters of 2^(10 + 20) bytes", said());
    }

    @Test
    void blockNumbersOfExtHave64Bits() throws IOException {
        ext();
        set(1024 + 96, 4, 0x80);
        set(1024 + 0x150, 4, 0x7FFFFL);
        assertEquals("ext4 of 18014364149751616 sectors where there are 9000", said());
        set(1024 + 0x150, 4, 0x80000L);
        assertEquals("ext4: 2251799813686248 blocks in groups of 32768", said());
        set(1024 + 0x150, 4, 0x7FFFFL);
        set(1024 + 4, 4, 0xFFFFFFFFL);
        assertEquals("ext4 of 18014398509481976 sectors where there are 9000", said());
        set(1024 + 4, 4, 1000);
        // The field means nothing to a volume without the feature.
        set(1024 + 96, 4, 0);
        assertEquals(1000, volume(read()).clusterCount());
    }

    /** What the features of a superblock make of a volume; revision 0 has none. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, EXT2",
        "1, 4, 0, 0, EXT3",
        "1, 4, 0x16, 7, EXT3",
        "1, 4, 0x40, 0, EXT4",
        "1, 4, 0, 8, EXT4",
        "1, 0, 0x100, 0, EXT4",
        "1, 4, 8, 0, UNRECOGNISED",
        "0, 4, 0x48, 8, EXT2",
        "2, 4, 0, 0, UNRECOGNISED"
    })
    void featuresSayWhichExt(long revision, String compatible, String incompatible, String readOnly, Volume.Kind kind)
            throws IOException {
        ext();
        set(1024 + 76, 4, revision);
        set(1024 + 92, 4, Long.decode(compatible));
        set(1024 + 96, 4, Long.decode(incompatible));
        set(1024 + 100, 4, Long.decode(readOnly));
        assertEquals(kind, read().kind());
    }

    @Test
    void extHasAnIdAndALabel() throws IOException {
        ext();
        disk.text(AT + 2, 104, "0123456789abcdef").text(AT + 2, 120, "r\u00E4t\0");
        assertEquals("30313233-3435-3637-3839-616263646566", read().serial());
        assertEquals("r\u00E4t", read().label());
        disk.text(AT + 2, 120, "r\u00C3\u00A4t\0\0\0\0");
        assertEquals("r\u00E4t", read().label());
        disk.text(AT + 2, 120, "\u00E4t\0\0\0\0");
        assertEquals("\u00E4t", read().label());
        disk.text(AT + 2, 120, "\0old");
        assertEquals("", read().label());
        disk.text(AT + 2, 120, "sixteen letters.");
        assertEquals("sixteen letters.", read().label());
        set(1024 + 20, 4, 1);
        assertEquals(Volume.Kind.EXT3, read().kind());
        set(1024 + 20, 4, 2);
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
    }

    @Test
    void clustersAndSectorsAreFoundFromOneAnother() throws IOException {
        exfat();
        ClusterGeometry clusters = volume(read());
        assertEquals(4096, clusters.clusterBytes());
        assertEquals(1002, clusters.endCluster());
        assertEquals(AT + 256 + 8000, clusters.endSector());
        assertEquals(-1, clusters.clusterOf(AT + 255));
        assertEquals(2, clusters.clusterOf(AT + 256));
        assertEquals(2, clusters.clusterOf(AT + 263));
        assertEquals(3, clusters.clusterOf(AT + 264));
        assertEquals(1001, clusters.clusterOf(AT + 256 + 7999));
        assertEquals(-1, clusters.clusterOf(AT + 256 + 8000));
        assertEquals(AT + 256, clusters.sectorOf(2));
        assertEquals(AT + 264, clusters.sectorOf(3));
        assertEquals(AT + 256 + 7992, clusters.sectorOf(1001));
        for (long none : new long[] {1, 1002}) {
            IndexOutOfBoundsException refused =
                    assertThrows(IndexOutOfBoundsException.class, () -> clusters.sectorOf(none));
            assertEquals("cluster " + none + " of 2 to 1001", refused.getMessage());
        }
    }

    /** A place that a short volume has not is not looked for on the disk behind it. */
    @Test
    void signaturesAreThoseOfTheVolume() throws IOException {
        for (int sectors : new int[] {64, 65, 128, 129}) {
            RawDisk two = new RawDisk(1000).entry(0, 0, 7, 100, sectors);
            two.text(164, 1, "CD001");
            Volume.Kind iso = sectors > 64 ? Volume.Kind.ISO9660 : Volume.Kind.UNRECOGNISED;
            assertEquals(iso, kindOf(two), sectors + " sectors");
            two.text(228, 64, "_BHRfS_M");
            assertEquals(sectors > 128 ? Volume.Kind.BTRFS : iso, kindOf(two), sectors + " sectors");
        }
    }

    private static Volume.@Nullable Kind kindOf(RawDisk disk) throws IOException {
        Volume volume = Tables.read(disk).partitions().get(0).volume();
        return volume == null ? null : volume.kind();
    }

    /** The block of a member is 8 KiB before the end, or in the last whole 64 KiB. */
    @ParameterizedTest
    @CsvSource({
        "16, 0, MD_RAID",
        "23, 0, MD_RAID",
        "24, 8, MD_RAID",
        "25, 8, MD_RAID",
        "15, 9, UNRECOGNISED",
        "127, 104, MD_RAID",
        "128, 0, MD_RAID",
        "256, 128, MD_RAID",
        "300, 128, MD_RAID",
        "300, 280, MD_RAID",
        "300, 284, UNRECOGNISED"
    })
    void membersOfARaidAreKnownByTheirEnd(int sectors, int at, Volume.Kind kind) throws IOException {
        RawDisk member = new RawDisk(1000).entry(0, 0, 0xFD, 100, sectors).u32(100 + at, 0, 0xA92B4EFCL);
        assertEquals(kind, kindOf(member));
    }

    @Test
    void aShortPartitionIsReadable() throws IOException {
        for (int sectors = 1; sectors < 10; sectors++) {
            RawDisk two =
                    new RawDisk(100).entry(0, 0, 7, 100 - sectors, sectors).entry(0, 1, 7, 1, 1);
            assertEquals(Volume.Kind.UNRECOGNISED, kindOf(two), sectors + " sectors");
            assertEquals(List.of(), Tables.read(two).findings());
            two.entry(0, 0, 7, 100 - sectors, sectors + 1);
            assertEquals(
                    sectors < 8 ? Volume.Kind.UNREADABLE : Volume.Kind.UNRECOGNISED, kindOf(two), sectors + " sectors");
            assertEquals(
                    sectors < 8 ? List.of("the disk ends inside them") : List.of(),
                    Tables.read(two).findings().stream()
                            .filter(one -> one.code() == FindingCode.VOLUME_UNREADABLE)
                            .map(Finding::detail)
                            .toList());
            two.text(100 - sectors, 0, "XFSB");
            assertEquals(Volume.Kind.XFS, kindOf(two));
        }
        RawDisk behind = new RawDisk(100).entry(0, 0, 7, 200, 10).entry(0, 1, 7, 1, 1);
        assertEquals(Volume.Kind.UNREADABLE, kindOf(behind));
        assertEquals(
                "past the end of the disk",
                Tables.read(behind).findings().get(1).detail());
    }

    /** Each is known by its own sector, and ext by both of its superblock. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void aVolumeOfWhichASectorIsUnknownMayBeAny(long lost) throws IOException {
        ext();
        PartitionTable table =
                PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == AT + lost));
        Volume volume = table.partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals(Volume.Kind.UNREADABLE, volume.kind());
        assertEquals(
                List.of("sectors unknown: data: sector " + (AT + lost) + " is unknown"),
                table.findings().stream().map(Finding::detail).toList());
        disk.text(AT + 7, 502, "SWAP-SPACE");
        table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == AT + lost));
        assertEquals(Volume.of(Volume.Kind.SWAP), table.partitions().get(0).volume());
    }

    @Test
    void otherSignaturesAreNone() throws IOException {
        disk.text(AT, 3, "ReFS\0\0\0\0");
        assertEquals(Volume.Kind.REFS, read().kind());
        disk.text(AT, 3, "ReFS....");
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
        disk.text(AT + 2, 0, "H+\0\5");
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
        disk.text(AT + 1, 0, "LABELONE");
        assertEquals(Volume.Kind.UNRECOGNISED, read().kind());
        RawDisk fat = new RawDisk(AT + SECTORS).fat16(AT, SECTORS, 4, "USB").text(AT, 3, "MSWIN4.1");
        System.arraycopy(fat.array(), AT * 512, disk.array(), AT * 512, 512);
        assertEquals(Volume.Kind.FAT12, read().kind());
    }
}
