package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A label is read where its file system keeps it, and only where that place is what it should be. */
class LabelPlacesTest {
    private static final int AT = 63;
    private static final int SECTORS = 9000;
    /** The record of $Volume in a table that begins with cluster 4: three records of 1 KiB behind it. */
    private static final int RECORD = AT + 4 * 8 + 3 * 2;
    /** Where the attribute with the name is in the record: its last letters are in the second sector. */
    private static final int NAME = 480;

    private final RawDisk disk = new RawDisk(AT + SECTORS).entry(0, 0, 7, AT, SECTORS);

    private String label() throws IOException {
        Volume volume = Tables.read(disk).partitions().get(0).volume();
        assertNotNull(volume);
        assertNotNull(volume.clusters());
        return volume.label();
    }

    private void set(long sector, int at, int bytes, long value) {
        switch (bytes) {
            case 1 -> disk.u8(sector, at, (int) value);
            case 2 -> disk.u16(sector, at, (int) value);
            case 4 -> disk.u32(sector, at, value);
            default -> disk.u64(sector, at, value);
        }
    }

    private void utf16(long sector, int at, String text) {
        disk.text(sector, at, new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
    }

    private void ntfs() {
        disk.ntfs(AT, SECTORS, 512, 8).u64(AT, 0x30, 4).u8(AT, 0x40, 0xF6);
        record(RECORD, 2);
    }

    private void record(long record, int sectors) {
        disk.text(record, 0, "FILE")
                .u16(record, 4, 0x30)
                .u16(record, 6, sectors + 1)
                .u16(record, 0x14, 0x48)
                .u16(record, 0x16, 1)
                .u32(record, 0x2C, 3);
        disk.u32(record, 0x48, 0x10).u32(record, 0x4C, NAME - 0x48);
        disk.u32(record, NAME, 0x60)
                .u32(record, NAME + 4, 40)
                .u32(record, NAME + 16, 14)
                .u16(record, NAME + 20, 24);
        utf16(record, NAME + 24, "K\u00e4s\u65e5rel");
        disk.u32(record, NAME + 40, 0xFFFF_FFFFL);
        protect(record, sectors, 0x30);
    }

    /** The last two bytes of each sector are kept in the record's begin, and a number is in their place. */
    private void protect(long record, int sectors, int fixups) {
        disk.u16(record, 4, fixups).u16(record, fixups, 0x1234);
        for (int i = 1; i <= sectors; i++) {
            int end = (int) record * 512 + i * 512 - 2;
            disk.u8(record, fixups + 2 * i, disk.array()[end]).u8(record, fixups + 2 * i + 1, disk.array()[end + 1]);
            disk.u16(record, i * 512 - 2, 0x1234);
        }
    }

    @Test
    void ntfsKeepsItInTheRecordOfItsVolume() throws IOException {
        ntfs();
        assertEquals("K\u00e4s\u65e5rel", label());
        // Bytes of an odd letter are left out, and no letter is a label as well.
        disk.u32(RECORD, NAME + 16, 13);
        assertEquals("K\u00e4s\u65e5re", label());
        disk.u32(RECORD, NAME + 16, 0);
        assertEquals("", label());
        // As long as its attribute, and no longer.
        disk.u32(RECORD, NAME + 16, 16);
        assertEquals("K\u00e4s\u65e5rel\0", label());
    }

    /** One number of the record that makes it another, or puts the name somewhere else. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0x42, ''",
        "4, 2, 0x2E, ''",
        "6, 2, 2, ''",
        "6, 2, 4, ''",
        "0x14, 2, 480, K\u00e4s\u65e5rel",
        "0x14, 2, 481, ''",
        "0x16, 2, 0, ''",
        "0x16, 2, 2, ''",
        "0x16, 2, 3, K\u00e4s\u65e5rel",
        "0x2C, 4, 2, ''",
        "0x30, 2, 0x1235, ''",
        "510, 2, 0x1235, ''",
        "1022, 2, 0x1235, ''",
        "0x4C, 4, 23, ''",
        "0x4C, 4, 953, ''",
        "0x4C, 4, 952, ''",
        "0x4C, 4, 0xFFFFFFFF, ''",
        "480, 4, 0x61, ''",
        "484, 4, 23, ''",
        "484, 4, 37, ''",
        "484, 4, 38, K\u00e4s\u65e5rel",
        "484, 4, 544, K\u00e4s\u65e5rel",
        "484, 4, 545, ''",
        "488, 1, 1, ''",
        "496, 4, 17, ''",
        "496, 4, 0xFFFFFFF0, ''",
        "500, 2, 27, ''"
    })
    void aRecordThatIsNoneHasNoLabel(String at, int bytes, String value, String label) throws IOException {
        ntfs();
        set(RECORD, Integer.decode(at), bytes, Long.decode(value));
        assertEquals(label, label());
    }

    @Test
    void aNameHasUpTo256Bytes() throws IOException {
        ntfs();
        disk.u32(RECORD, NAME + 4, 400);
        utf16(RECORD, NAME + 24, "x".repeat(150));
        disk.u32(RECORD, NAME + 16, 256);
        protect(RECORD, 2, 0x30);
        assertEquals("x".repeat(128), label());
        disk.u32(RECORD, NAME + 16, 257);
        assertEquals("", label());
    }

    /** The smallest attribute has 24 bytes and may end with the record. */
    @Test
    void theNameMayBeLastInTheRecord() throws IOException {
        ntfs();
        disk.u32(RECORD, NAME, 0x80).u32(RECORD, NAME + 4, 24).u32(RECORD, NAME + 24, 0x90);
        disk.u32(RECORD, NAME + 28, 1000 - NAME - 24);
        disk.u32(RECORD, 1000, 0x60).u32(RECORD, 1004, 24).u32(RECORD, 1016, 8).u16(RECORD, 1020, 16);
        // Its last letter is the end of the second sector.
        disk.u16(RECORD, 1022, 0x65E5);
        protect(RECORD, 2, 0x30);
        assertEquals("\b\0\u0010\u65e5", label());
        disk.u32(RECORD, NAME + 28, 1001 - NAME - 24);
        assertEquals("", label());
    }

    /** Records of NTFS before Windows XP have no number, and their copies of the ends where it would be. */
    @Test
    void anOldRecordHasNoNumber() throws IOException {
        ntfs();
        disk.u16(RECORD, 510, 0x65E5).u16(RECORD, 1022, 0);
        protect(RECORD, 2, 0x2A);
        assertEquals("K\u00e4s\u65e5rel", label());
    }

    /** How many bytes a record has: clusters, or the negative of a power of two; and where the table begins. */
    @ParameterizedTest
    @CsvSource({
        "0xF7, 1, 4",
        "0xF6, 2, 4",
        "0xF4, 8, 4",
        "1, 8, 5",
        "2, 16, 4",
        "16, 128, 4",
        "0xF0, 128, 4",
        "0xF6, 2, 0"
    })
    void recordsHaveManySizes(String stored, int sectors, int cluster) throws IOException {
        disk.ntfs(AT, SECTORS, 512, 8).u64(AT, 0x30, cluster).u8(AT, 0x40, Integer.decode(stored));
        if (sectors == 1) {
            long record = AT + cluster * 8L + 3;
            disk.text(record, 0, "FILE")
                    .u16(record, 6, 2)
                    .u16(record, 0x14, 0x48)
                    .u16(record, 0x16, 1);
            disk.u32(record, 0x2C, 3).u32(record, 0x48, 0x60).u32(record, 0x4C, 38);
            disk.u32(record, 0x58, 14).u16(record, 0x5C, 24);
            utf16(record, 0x60, "K\u00e4s\u65e5rel");
            protect(record, 1, 0x30);
        } else {
            long record = AT + cluster * 8L + 3L * sectors;
            // The name is behind the copies of the ends, of which a large record has many.
            disk.text(record, 0, "FILE")
                    .u16(record, 6, sectors + 1)
                    .u16(record, 0x14, 400)
                    .u16(record, 0x16, 1);
            disk.u32(record, 0x2C, 3).u32(record, 400, 0x60).u32(record, 404, 38);
            disk.u32(record, 416, 14).u16(record, 420, 24);
            utf16(record, 424, "K\u00e4s\u65e5rel");
            protect(record, sectors, 0x48);
        }
        assertEquals("K\u00e4s\u65e5rel", label());
    }

    @ParameterizedTest
    @CsvSource({"0x40, 0", "0x40, 17", "0x40, 0xF8", "0x40, 0xEF", "0x40, 0x80", "0x30, -1", "0x30, 1124"})
    void aTableThatCannotBeHasNoLabel(String at, String value) throws IOException {
        ntfs();
        // What is behind the last cluster is none of them.
        record(AT + 1124 * 8 + 6, 2);
        set(AT, Integer.decode(at), at.equals("0x40") ? 1 : 8, Long.decode(value));
        assertEquals("", label());
    }

    /** The record is in the last sectors of the volume, and behind them. */
    @Test
    void aRecordPastTheEndOfTheVolumeIsNone() throws IOException {
        disk.ntfs(AT, SECTORS, 512, 8).u64(AT, 0x30, 1123).u8(AT, 0x40, 0xF6);
        record(AT + 1123 * 8L + 6, 2);
        assertEquals("K\u00e4s\u65e5rel", label());
        disk.entry(0, 0, 7, AT, SECTORS - 9).u64(AT, 40, SECTORS - 10).u64(AT, 0x30, 1122);
        record(AT + 1122 * 8L + 6, 2);
        assertEquals("K\u00e4s\u65e5rel", label());
    }

    /** With clusters that are smaller than records, the table's first ones may be at the end. */
    @ParameterizedTest
    @CsvSource({"8992, K\u00e4s\u65e5rel", "8993, ''"})
    void aRecordIsInTheVolumeAsAWhole(int cluster, String label) throws IOException {
        RawDisk larger = new RawDisk(AT + SECTORS + 100).entry(0, 0, 7, AT, SECTORS);
        disk.ntfs(AT, SECTORS, 512, 1).u64(AT, 0x30, cluster).u8(AT, 0x40, 0xF6);
        record(RECORD, 2);
        System.arraycopy(disk.array(), AT * 512, larger.array(), AT * 512, 512);
        System.arraycopy(disk.array(), RECORD * 512, larger.array(), (AT + cluster + 6) * 512, 1024);
        Volume volume = Tables.read(larger).partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals(label, volume.label());
    }

    /** The copies of the ends are in the record, and may be the last in it. */
    @Test
    void theCopiesOfTheEndsAreInTheRecord() throws IOException {
        ntfs();
        disk.u16(RECORD, 4, 1018).u16(RECORD, 1018, 0x1234).u16(RECORD, 1020, 0x65E5);
        assertEquals("K\u00e4s\u65e5rel", label());
        disk.u16(RECORD, 4, 1020).u16(RECORD, 1020, 0x1234);
        assertEquals("", label());
        disk.u16(RECORD, 4, 0xFFFE);
        assertEquals("", label());
    }

    private void exfat() {
        disk.text(AT, 0, "\u00EBv\u0090EXFAT   ").sign(AT).u64(AT, 72, SECTORS);
        disk.u32(AT, 88, 256).u32(AT, 92, 1000).u32(AT, 96, 4).u8(AT, 108, 9).u8(AT, 109, 3);
        long root = AT + 256 + 2 * 8;
        disk.u8(root, 0, 0x81).u8(root, 32, 0x82).u8(root, 64, 0x83).u8(root, 65, 11);
        utf16(root, 66, "elf Zeichen+");
    }

    @Test
    void exfatKeepsItInItsRootFolder() throws IOException {
        exfat();
        long root = AT + 256 + 2 * 8;
        assertEquals("elf Zeichen", label());
        disk.u8(root, 65, 12);
        assertEquals("", label());
        disk.u8(root, 65, 3);
        assertEquals("elf", label());
        disk.u8(root, 64, 0x03);
        assertEquals("", label(), "a deleted entry");
        // The last entry of the cluster, and behind it.
        exfat();
        for (int at = 0; at < 4096; at += 32) {
            disk.u8(root, at, 0x85);
        }
        assertEquals("", label());
        disk.u8(root, 4096 - 32, 0x83).u8(root, 4096 - 31, 1).u8(root, 4096 - 30, 'z');
        assertEquals("z", label());
        disk.u8(root, 320, 0);
        assertEquals("", label(), "zeros end the folder");
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, ''", "2, first", "1001, last", "1002, ''"})
    void theRootFolderOfExfatIsOneOfItsClusters(long cluster, String label) throws IOException {
        exfat();
        long first = AT + 256;
        disk.u8(first, 0, 0x83).u8(first, 1, 5);
        utf16(first, 2, "first");
        long last = first + 999 * 8;
        disk.u8(last, 0, 0x83).u8(last, 1, 4);
        utf16(last, 2, "last");
        disk.u8(last + 8, 0, 0x83).u8(last + 8, 1, 6);
        utf16(last + 8, 2, "behind");
        disk.u8(first - 8, 0, 0x83).u8(first - 8, 1, 6);
        utf16(first - 8, 2, "before");
        disk.u32(AT, 96, cluster);
        assertEquals(label, label());
    }

    /** Two tables of 32 sectors behind one: the root folder is in sectors 65 to 96. */
    @ParameterizedTest
    @CsvSource({
        "0x08, ROOT",
        "0x28, ROOT",
        "0x09, ROOT",
        "0x0F, BOOT",
        "0x4F, BOOT",
        "0x18, BOOT",
        "0x10, BOOT",
        "0x20, BOOT"
    })
    void fatKeepsItInItsRootFolder(String attributes, String label) throws IOException {
        disk.fat16(AT, SECTORS, 1, "BOOT");
        disk.text(AT + 65, 0, "A          ").u8(AT + 65, 11, 0x20);
        disk.text(AT + 65, 32, "ROOT       ").u8(AT + 65, 43, Integer.decode(attributes));
        assertEquals(label, label());
        disk.u8(AT + 65, 32, 0xE5);
        assertEquals("BOOT", label());
        disk.text(AT + 65, 32, "ROOT       ").u8(AT + 65, 0, 0);
        assertEquals("BOOT", label());
    }

    @Test
    void theWholeRootFolderOfFatIsLookedAt() throws IOException {
        disk.fat16(AT, SECTORS, 1, "BOOT");
        for (int at = 0; at < 512 * 32; at += 32) {
            disk.text(AT + 65, at, "FILE       ").u8(AT + 65, at + 11, 0x20);
        }
        disk.text(AT + 97, 0, "DATA       ").u8(AT + 97, 11, 8);
        assertEquals("BOOT", label());
        disk.text(AT + 65, 511 * 32, "LAST       ").u8(AT + 65, 511 * 32 + 11, 8);
        assertEquals("LAST", label());
        // What is behind the last entry is none, and the last one counts in a sector that is not full of them.
        disk.u16(AT, 17, 511);
        assertEquals("BOOT", label());
        disk.text(AT + 65, 510 * 32, "LAST BUT 1 ").u8(AT + 65, 510 * 32 + 11, 8);
        assertEquals("LAST BUT 1", label());
    }

    @Test
    void fat32KeepsItInAChainOfClusters() throws IOException {
        disk.text(AT, 0, "\u00EBX\u0090mkfs.fat")
                .sign(AT)
                .u16(AT, 11, 512)
                .u8(AT, 13, 1)
                .u16(AT, 14, 32);
        disk.u8(AT, 16, 2).u8(AT, 21, 0xF8).u32(AT, 32, 8900).u32(AT, 36, 69).u32(AT, 44, 0xF000_0003L);
        disk.u8(AT, 66, 0x29).text(AT, 71, "BOOT       FAT32   ");
        disk.text(AT + 171, 0, "ROOT       ").u8(AT + 171, 11, 8);
        assertEquals("ROOT", label());
        disk.u32(AT, 44, 4);
        assertEquals("BOOT", label());
    }

    @Test
    void theRootFolderOfFatMayBeShort() throws IOException {
        disk.fat16(AT, SECTORS, 1, "BOOT").u16(AT, 17, 1);
        disk.text(AT + 65, 0, "ROOT       ").u8(AT + 65, 11, 8);
        assertEquals("ROOT", label());
        disk.u8(AT + 65, 11, 0x20).text(AT + 65, 32, "BEHIND     ").u8(AT + 65, 43, 8);
        assertEquals("BOOT", label());
    }

    /** A place that is unknown gives no label, and the volume is what it is. */
    @Test
    void anUnknownPlaceGivesNoLabel() throws IOException {
        ntfs();
        PartitionTable table =
                PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == RECORD + 1));
        Volume volume = table.partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals(Volume.Kind.NTFS, volume.kind());
        assertEquals("", volume.label());
        // So does one behind the end of a disk that is shorter than its partition.
        RawDisk cut = new RawDisk(RECORD + 1);
        System.arraycopy(disk.array(), 0, cut.array(), 0, cut.array().length);
        volume = Tables.read(cut).partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals("", volume.label());
        assertEquals("1122334455667788", volume.serial());
    }
}
