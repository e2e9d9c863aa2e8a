package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.internal.table.GptCopies;
import io.github.vhdlayers.internal.table.GptCopy;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GPTs, right and wrong in one thing at a time. */
class GptReaderTest {
    private static final UUID DISK = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final int LAST = 999;

    private RawDisk disk = new RawDisk(1000);

    @BeforeEach
    void makeTable() {
        disk.gpt(DISK).gptEntry(0, RawDisk.LINUX, 40, 139, "eins").gptEntry(3, RawDisk.LINUX, 200, 900, "\ud800zwei");
    }

    private PartitionTable.Gpt expect(FindingCode... codes) throws IOException {
        PartitionTable table = Tables.read(disk);
        assertEquals(List.of(codes), codes(table), () -> table.findings().toString());
        PartitionTable.Gpt gpt = assertInstanceOf(PartitionTable.Gpt.class, table);
        assertEquals(2, gpt.partitions().size());
        assertEquals(DISK, gpt.diskId());
        return gpt;
    }

    private GptCopies copies() throws IOException {
        return GptCopies.read(Tables.source(disk));
    }

    private GptCopy.Place used() throws IOException {
        return copies().best().place();
    }

    private static List<FindingCode> codes(PartitionTable table) {
        return table.findings().stream().map(Finding::code).toList();
    }

    @Test
    void soundTable() throws IOException {
        PartitionTable.Gpt table = expect();
        assertEquals(GptCopy.Place.PRIMARY, used());
        assertEquals(GptCopy.State.SOUND, copies().primary().state());
        assertEquals(GptCopy.State.SOUND, copies().backup().state());
        assertEquals(LAST, copies().backup().headerSector());
        Partition first = table.partitions().get(0);
        assertEquals(1, first.number());
        assertEquals(40, first.firstSector());
        assertEquals(100, first.sectorCount());
        assertEquals("eins", first.name());
        assertEquals("Linux file system", first.type().description());
        assertEquals(RawDisk.LINUX.toString(), first.type().id());
        assertEquals(new UUID(7, 0), first.id());
        assertEquals(2, first.entrySector());
        assertEquals(4, table.partitions().get(1).number());
        assertEquals(2, table.partitions().get(1).entrySector());
        assertEquals("\ud800zwei", table.partitions().get(1).name());
        assertEquals(
                List.of(
                        new PartitionTable.Area("protective master boot record", 0, 1),
                        new PartitionTable.Area("primary GPT header", 1, 1),
                        new PartitionTable.Area("primary GPT entries", 2, 32),
                        new PartitionTable.Area("backup GPT entries", LAST - 32, 32),
                        new PartitionTable.Area("backup GPT header", LAST, 1)),
                table.areas());
    }

    @Test
    void theBackupIsUsedWhenThePrimaryIsDamaged() throws IOException {
        disk.u8(1, 60, 0x55);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
        assertEquals(GptCopy.State.HEADER_CHECKSUM, copies().primary().state());
        disk.seal(1, 2, 1).guid(1, 56, DISK).sealHeader(1).u8(2, 100, 1);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
        assertEquals(GptCopy.State.ENTRIES_CHECKSUM, copies().primary().state());
        disk.u64(1, 0, 0);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.State.MISSING, copies().primary().state());
    }

    @Test
    void aDamagedBackupIsReported() throws IOException {
        disk.u8(LAST, 60, 0x55);
        expect(FindingCode.GPT_BACKUP_DAMAGED);
        assertEquals(GptCopy.Place.PRIMARY, used());
        disk.u64(LAST, 0, 0);
        expect(FindingCode.GPT_BACKUP_DAMAGED);
    }

    @Test
    void withoutASoundCopyTheBestIsUsedAndSaysSo() throws IOException {
        // An entry's name was edited in both copies, and the header of one.
        for (long entries : new long[] {2, LAST - 32}) {
            disk.u8(entries, 56, 'E');
        }
        disk.u8(LAST, 92 - 1, 1);
        PartitionTable.Gpt table =
                expect(FindingCode.GPT_PRIMARY_DAMAGED, FindingCode.GPT_BACKUP_DAMAGED, FindingCode.GPT_CHECKSUM);
        assertEquals(GptCopy.Place.PRIMARY, used());
        assertEquals("Eins", table.partitions().get(0).name());
        disk.u64(1, 0, 0);
        expect(FindingCode.GPT_PRIMARY_DAMAGED, FindingCode.GPT_BACKUP_DAMAGED, FindingCode.GPT_CHECKSUM);
        assertEquals(GptCopy.Place.BACKUP, used());
    }

    @Test
    void bothGone() throws IOException {
        disk.u64(1, 0, 0).u64(LAST, 0, 0);
        PartitionTable table = Tables.read(disk);
        assertEquals(List.of(FindingCode.GPT_LOST), codes(table));
        assertEquals(
                Partition.Kind.PRIMARY,
                assertInstanceOf(PartitionTable.Mbr.class, table)
                        .partitions()
                        .get(0)
                        .kind());
    }

    @Test
    void soundCopiesThatDiffer() throws IOException {
        disk.gptEntryAt(LAST - 32, 5, RawDisk.LINUX, 150, 160, "neu").seal();
        expect(FindingCode.GPT_COPIES_DIFFER);
        assertEquals(GptCopy.Place.PRIMARY, used());
    }

    @Test
    void aBackupThatIsNotAtTheEnd() throws IOException {
        RawDisk larger = new RawDisk(2000);
        System.arraycopy(disk.array(), 0, larger.array(), 0, disk.array().length);
        disk = larger;
        expect(FindingCode.GPT_BACKUP_NOT_AT_END);
        assertEquals(LAST, copies().backup().headerSector());
        // Without the primary nothing says where it is.
        disk.u64(1, 0, 0);
        assertInstanceOf(PartitionTable.Mbr.class, Tables.read(disk));
    }

    @Test
    void hybridUnprotectedAndLeftOver() throws IOException {
        disk.entry(0, 1, 0x0C, 40, 100);
        expect(FindingCode.GPT_HYBRID_MBR);
        disk.entry(0, 0, 0, 0, 0).entry(0, 1, 0, 0, 0);
        expect(FindingCode.GPT_NOT_PROTECTED);
        disk.u16(0, 510, 0);
        expect(FindingCode.GPT_NOT_PROTECTED);
        // The start was overwritten, the backup is still there.
        for (int sector = 0; sector < 40; sector++) {
            for (int at = 0; at < 512; at += 8) {
                disk.u64(sector, at, 0);
            }
        }
        expect(FindingCode.GPT_NOT_PROTECTED, FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
        disk = new RawDisk(1000);
        makeTable();
        disk.entry(0, 0, 7, 63, 100);
        PartitionTable table = Tables.read(disk);
        assertInstanceOf(PartitionTable.Mbr.class, table);
        assertEquals(List.of(FindingCode.GPT_LEFT_OVER), codes(table));
    }

    @Test
    void oddEntries() throws IOException {
        disk.gptEntry(5, RawDisk.LINUX, 500, 499, "ends before it begins");
        disk.gptEntry(6, RawDisk.LINUX, 1L << 62, 1L << 62, "wraps in bytes");
        disk.gptEntry(7, RawDisk.LINUX, -5, 3, "negative");
        disk.gptEntry(0, RawDisk.LINUX, 5, 139, "over the entries");
        PartitionTable table = expect(
                FindingCode.GPT_ENTRY_ODD,
                FindingCode.GPT_ENTRY_ODD,
                FindingCode.GPT_ENTRY_ODD,
                FindingCode.GPT_ENTRY_ODD);
        assertEquals(5, table.partitions().get(0).firstSector());
        disk = new RawDisk(1000);
        makeTable();
        disk.gptEntry(0, RawDisk.LINUX, 40, 1_000_000, "past the end");
        expect(FindingCode.GPT_ENTRY_ODD, FindingCode.PARTITION_PAST_END, FindingCode.PARTITIONS_OVERLAP);
    }

    @ParameterizedTest(name = "{0} of {1} bytes = {2}")
    @CsvSource({
        "12, 4, 0",
        "12, 4, 91",
        "12, 4, 513",
        "12, 4, 4294967295",
        "24, 8, 2",
        "24, 8, -1",
        "72, 8, 0",
        "72, 8, 990",
        "72, 8, 1000",
        "72, 8, -1",
        "72, 8, 9223372036854775807",
        "80, 4, 0",
        "80, 4, 8193",
        "80, 4, 4294967295",
        "84, 4, 0",
        "84, 4, 1",
        "84, 4, 127",
        "84, 4, 132",
        "84, 4, 4097",
        "84, 4, 2147483648",
        "84, 4, 4294967295"
    })
    void headersThatCannotBeFollowed(int at, int bytes, long value) throws IOException {
        Consumer<Long> set = sector -> {
            if (bytes == 4) {
                disk.u32(sector, at, value);
            } else {
                disk.u64(sector, at, value);
            }
            if (at != 12) {
                disk.sealHeader(sector);
            }
        };
        set.accept(1L);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
        assertEquals(GptCopy.State.INVALID, copies().primary().state());
        set.accept((long) LAST);
        PartitionTable lost = Tables.read(disk);
        if (at != 72 || value != 990) {
            assertEquals(List.of(FindingCode.GPT_LOST), codes(lost));
        }
    }

    @Test
    void moreEntriesThanAreListed() throws IOException {
        for (int i = 0; i < 128; i++) {
            disk.gptEntryAt(2, i, RawDisk.LINUX, 40 + i, 40 + i, "p");
            disk.gptEntryAt(LAST - 32, i, RawDisk.LINUX, 40 + i, 40 + i, "p");
        }
        disk.seal();
        assertEquals(128, Tables.read(disk).partitions().size());
        PartitionTable few = PartitionTable.read(
                Tables.source(disk),
                Limits.defaults().toBuilder().maxPartitions(5).build());
        assertEquals(5, few.partitions().size());
        assertEquals(List.of(FindingCode.PARTITIONS_LEFT_OUT), codes(few));
    }

    @Test
    void countsInSectorsOf4096BytesWhereTheHeaderIsThere() throws IOException {
        disk = new RawDisk(8000);
        disk.entry(0, 0, 0xEE, 1, 999);
        disk.header(1, 999, 2, 8, DISK).header(999, 1, 995, 8, DISK);
        for (long entries : new long[] {16, 995 * 8}) {
            disk.gptEntryAt(entries, 0, RawDisk.LINUX, 10, 19, "a").gptEntryAt(entries, 1, RawDisk.LINUX, 20, 20, "b");
        }
        disk.seal(1, 2, 8).seal(999, 995, 8);
        PartitionTable.Gpt table = expect();
        assertEquals(4096, table.sectorBytes());
        assertEquals(80, table.partitions().get(0).firstSector());
        assertEquals(80, table.partitions().get(0).sectorCount());
        assertEquals(8, table.partitions().get(1).sectorCount());
        assertEquals(
                List.of(
                        new PartitionTable.Area("protective master boot record", 0, 1),
                        new PartitionTable.Area("primary GPT header", 8, 8),
                        new PartitionTable.Area("primary GPT entries", 16, 32),
                        new PartitionTable.Area("backup GPT entries", 7960, 32),
                        new PartitionTable.Area("backup GPT header", 7992, 8)),
                table.areas());
        assertEquals(1000, copies().units());
        disk.u8(8, 60, 1);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
        disk.u64(8, 0, 0);
        expect(FindingCode.GPT_PRIMARY_DAMAGED);
        assertEquals(GptCopy.Place.BACKUP, used());
    }

    @Test
    void anOrphanWithOnlyTheBackup() throws IOException {
        BrokenSource orphan = new BrokenSource(Tables.source(disk), sector -> sector < 100);
        PartitionTable table = PartitionTable.read(orphan);
        assertInstanceOf(PartitionTable.Gpt.class, table);
        GptCopies copies = GptCopies.read(orphan);
        assertEquals(GptCopy.Place.BACKUP, copies.best().place());
        assertEquals(GptCopy.State.UNREADABLE, copies.primary().state());
        assertTrue(codes(table).contains(FindingCode.TABLE_UNREADABLE));
        Volume first = table.partitions().get(0).volume();
        assertNotNull(first);
        assertEquals(Volume.Kind.UNREADABLE, first.kind());
        // The protective entry is there, and both copies are somewhere else.
        table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector > 0));
        assertEquals(List.of(FindingCode.TABLE_UNREADABLE), codes(table).subList(0, 1));
    }

    /** Bit 2 of the attributes; bit 7, which marks it in a boot record, means nothing here. */
    @Test
    void oldFirmwareBootsWhatTheAttributesMark() throws IOException {
        disk.u64(2, 48, 4).u64(LAST - 32, 48, 4).seal();
        assertTrue(expect().partitions().get(0).isBootable());
        assertEquals(4, expect().partitions().get(0).attributes());
        disk.u64(2, 48, 0x80).u64(LAST - 32, 48, 0x80).seal();
        assertFalse(expect().partitions().get(0).isBootable());
    }

    /** In a table of sectors of 512 bytes, an entry in the second sector; and in one of 4096 bytes. */
    @Test
    void thePlaceOfAnEntryIsTheSectorThatListsIt() throws IOException {
        disk.gptEntry(9, RawDisk.LINUX, 910, 919, "zehn");
        assertEquals(4, Tables.read(disk).partitions().get(2).entrySector());
        disk = new RawDisk(8000).entry(0, 0, 0xEE, 1, 999);
        disk.header(1, 999, 2, 8, DISK).gptEntryAt(16, 9, RawDisk.LINUX, 10, 19, "a");
        disk.seal(1, 2, 8);
        assertEquals(18, Tables.read(disk).partitions().get(0).entrySector());
    }

    /** A header that names itself as the other copy has none: the end of the disk is looked at. */
    @Test
    void noCopyIsItsOwnBackup() throws IOException {
        disk.u64(1, 32, 1).sealHeader(1);
        expect();
        assertEquals(LAST, copies().backup().headerSector());
        disk.u64(1, 32, 998).sealHeader(1);
        expect();
        assertEquals(LAST, copies().backup().headerSector());
    }

    @Test
    void whatLooksLikeAHeaderElsewhereDoesNotChangeTheUnit() throws IOException {
        disk = new RawDisk(1000).entry(0, 0, 0xEE, 1, 999);
        disk.header(1, LAST, 40, 1, DISK).seal(1, 40, 1).text(8, 0, "EFI PART");
        assertEquals(1, copies().unit());
        assertEquals(GptCopy.State.SOUND, copies().primary().state());
        // The start is gone, and where a table of sectors of 4096 bytes would end there is a signature too.
        disk = new RawDisk(1000);
        disk.header(LAST, 1, 940, 1, DISK).seal(LAST, 940, 1).text(992, 0, "EFI PART");
        assertEquals(1, copies().unit());
        assertEquals(GptCopy.State.SOUND, copies().backup().state());
        assertEquals(GptCopy.State.MISSING, copies().primary().state());
    }

    @Test
    void shortDisksHaveNoGpt() throws IOException {
        for (int sectors = 1; sectors < 20; sectors++) {
            disk = new RawDisk(sectors).text(0, 0, "EFI PART");
            assertEquals(1, copies().unit(), sectors + " sectors");
            assertEquals(GptCopy.State.MISSING, copies().best().state(), sectors + " sectors");
        }
    }

    @Test
    void headersOfUpToASectorAreSound() throws IOException {
        disk.u32(1, 12, 512).u8(1, 511, 9).u32(1, 16, 0);
        CRC32 crc = new CRC32();
        crc.update(disk.array(), 512, 512);
        disk.u32(1, 16, crc.getValue());
        expect();
        disk.u32(1, 12, 92).u32(1, 20, 0xFFFF_FFFFL).sealHeader(1);
        expect();
        assertEquals(GptCopy.State.SOUND, copies().primary().state());
    }

    @Test
    void entriesOf4096BytesAreSound() throws IOException {
        disk = new RawDisk(1000).gpt(DISK);
        disk.gptEntryAt(10, 0, RawDisk.LINUX, 40, 49, "second");
        disk.u32(1, 80, 4).u32(1, 84, 4096).seal(1, 2, 1);
        assertEquals(GptCopy.State.SOUND, copies().primary().state());
        Partition second = Tables.read(disk).partitions().get(0);
        assertEquals(2, second.number());
        assertEquals(10, second.entrySector());
        assertEquals("second", second.name());
    }

    /** A megabyte of entries at most is read, which are 8,192 of the usual size. */
    @Test
    void aMegabyteOfEntriesIsSound() throws IOException {
        disk = new RawDisk(3000).gpt(DISK);
        disk.gptEntryAt(2, 8191, RawDisk.LINUX, 2900, 2910, "last").u32(1, 80, 8192);
        CRC32 crc = new CRC32();
        crc.update(disk.array(), 1024, 1 << 20);
        disk.u32(1, 88, crc.getValue()).sealHeader(1);
        assertEquals(GptCopy.State.SOUND, copies().primary().state());
        assertEquals(8192, Tables.read(disk).partitions().get(0).number());
        assertEquals(
                List.of(2049L), List.of(Tables.read(disk).partitions().get(0).entrySector()));
    }

    @Test
    void entriesMayEndWithTheDisk() throws IOException {
        disk.header(1, LAST, 968, 1, DISK).u64(1, 24, 1).sealHeader(1);
        assertEquals(GptCopy.State.ENTRIES_CHECKSUM, copies().primary().state());
        disk.u64(1, 72, 1).sealHeader(1);
        assertEquals(GptCopy.State.ENTRIES_CHECKSUM, copies().primary().state());
        disk = new RawDisk(8000);
        for (int first : new int[] {996, 997, 124}) {
            disk.header(1, 999, first, 8, DISK).sealHeader(8);
            assertEquals(
                    first == 997 ? GptCopy.State.INVALID : GptCopy.State.ENTRIES_CHECKSUM,
                    copies().primary().state(),
                    "entries from sector " + first + " on");
        }
    }

    @Test
    void headersAgreeWhereTheyDescribeOneTable() throws IOException {
        GptCopy.Header primary = copies().primary().header();
        GptCopy.Header backup = copies().backup().header();
        assertNotNull(primary);
        assertNotNull(backup);
        assertTrue(primary.agreesWith(backup));
        int[] fields = {40, 48, 56, 80, 84, 88};
        for (int at : fields) {
            RawDisk other = disk.copy();
            other.u8(LAST, at, other.array()[LAST * 512 + at] ^ 8);
            GptCopy.Header changed =
                    GptCopies.read(Tables.source(other)).backup().header();
            assertNotNull(changed);
            assertFalse(primary.agreesWith(changed), "byte " + at);
        }
    }

    @Test
    void aDiskWithoutACopyHasNoTable() throws IOException {
        disk.u64(1, 0, 0).u64(LAST, 0, 0);
        DiskSectors sectors = new DiskSectors(Tables.source(disk));
        GptReader reader = new GptReader(sectors, Limits.defaults());
        assertThrows(
                IllegalStateException.class, () -> reader.table(new FindingLog("disk", 10), new VolumeReader(sectors)));
    }
}
