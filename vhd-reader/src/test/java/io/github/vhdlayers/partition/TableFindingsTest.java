package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A finding about a table names the entry, the sectors and what is wrong, and nothing is found on either side of a bound. */
class TableFindingsTest {
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    private RawDisk disk = new RawDisk(1000);

    private static List<String> words(PartitionTable table) {
        return table.findings().stream()
                .map(one -> one.code() + ", " + one.structure() + ": " + one.detail())
                .toList();
    }

    private void expect(String... findings) throws IOException {
        expect(Tables.read(disk), findings);
    }

    private static void expect(PartitionTable table, String... findings) {
        assertEquals(String.join("\n", findings), String.join("\n", words(table)));
    }

    private PartitionTable read(int most) throws IOException {
        return PartitionTable.read(
                Tables.source(disk),
                Limits.defaults().toBuilder().maxPartitions(most).build());
    }

    private PartitionTable without(long... sectors) throws IOException {
        RandomAccessSource source = Tables.source(disk);
        return PartitionTable.read(new BrokenSource(source, sector -> {
            for (long one : sectors) {
                if (one == sector) {
                    return true;
                }
            }
            return false;
        }));
    }

    private static String unknown(long sector) {
        return "sectors unknown: data: sector " + sector + " is unknown";
    }

    private static String listed(PartitionTable table) {
        StringBuilder text = new StringBuilder();
        for (Partition one : table.partitions()) {
            text.append(one.number() + "=" + one.firstSector() + "+" + one.sectorCount() + " ");
        }
        return text.toString().stripTrailing();
    }

    @Test
    void oddEntriesOfABootRecord() throws IOException {
        disk.entry(0, 0, 0x83, 63, 0).entry(0, 1, 0x0C, 100, 5).u8(0, 462, 0x12);
        disk.entry(0, 2, 7, 0, 50).entry(0, 3, 7, 200, 5);
        expect(
                "MBR_ENTRY_ODD, master boot record: entry 1: type 83, flag 0, sectors 63 + 0",
                "MBR_ENTRY_ODD, master boot record: entry 2: type c, flag 12, sectors 100 + 5",
                "MBR_ENTRY_ODD, master boot record: entry 3: type 7, flag 0, sectors 0 + 50");
    }

    /** With an impossible flag, an entry is a partition only if it is on the disk as a whole. */
    @ParameterizedTest
    @CsvSource({"1, 10, true", "995, 5, true", "995, 6, false", "999, 1, true", "1000, 0, false", "0, 10, false"})
    void anEntryWithAnOddFlagIsListedWhereItFits(long first, long count, boolean isListed) throws IOException {
        disk.entry(0, 0, 7, first, count).u8(0, 446, 0x01).entry(0, 1, 7, 200, 5);
        assertEquals((isListed ? "1=" + first + "+" + count + " " : "") + "2=200+5", listed(Tables.read(disk)));
    }

    /** A file system in sector 0 goes before a table of which no entry is on the disk. */
    @ParameterizedTest
    @CsvSource({"999, 1, true", "999, 2, false", "1000, 1, false", "1, 999, true", "1, 1000, false", "0, 100, false"})
    void aTableCountsBeforeAVolumeIfAnEntryFits(long first, long count, boolean isTable) throws IOException {
        disk.fat16(0, 1000, 1, "WHOLE").entry(0, 2, 7, first, count);
        PartitionTable table = Tables.read(disk);
        if (isTable) {
            assertInstanceOf(PartitionTable.Mbr.class, table);
            assertEquals(
                    "TABLE_AND_VOLUME, sector 0: FAT12 and a table; used is the table",
                    words(table).get(0));
        } else {
            assertInstanceOf(PartitionTable.Unpartitioned.class, table);
            expect(table);
        }
    }

    @Test
    void aVolumeCountsBeforeATableWithOddFlags() throws IOException {
        disk.fat16(0, 1000, 1, "WHOLE").entry(0, 2, 7, 500, 100).u8(0, 446, 0x20);
        expect("TABLE_AND_VOLUME, sector 0: FAT12 and a table; used is the volume");
        assertEquals("0=0+1000", listed(Tables.read(disk)));
    }

    @Test
    void extendedRecordsThatBreakOff() throws IOException {
        disk.entry(0, 0, 5, 100, 500);
        expect("EBR_INVALID, extended boot record: sector 100 does not end with 55 AA");
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 0xFFFF_FFF0L, 100);
        expect(
                "EBR_ENTRY_ODD, extended boot record: sector 100, entry 2 leads out of the extended partition, to sector"
                        + " 4294967380",
                "EBR_INVALID, extended boot record: sector 4294967380 is past the end of the disk");
        disk.entry(100, 1, 5, 200, 100).entry(300, 0, 7, 1, 30).entry(300, 1, 5, 0, 50);
        expect("EBR_LOOP, extended boot record: back at sector 100");
        disk.entry(300, 1, 5, 499, 1).sign(599);
        expect();
        disk.entry(300, 1, 5, 500, 1).sign(600);
        expect("EBR_ENTRY_ODD, extended boot record: sector 300, entry 2 leads out of the extended partition, to sector"
                + " 600");
        expect(without(300), "TABLE_UNREADABLE, extended boot record: " + unknown(300));
    }

    @Test
    void theLastSectorOfADiskMayHoldARecord() throws IOException {
        disk.entry(0, 0, 5, 999, 1).sign(999);
        expect();
        disk.entry(0, 0, 5, 1000, 1);
        expect(
                "EBR_INVALID, extended boot record: sector 1000 is past the end of the disk",
                "PARTITION_PAST_END, partition 1: sectors 1000 to 1000 of a disk of 1000");
    }

    @Test
    void extendedRecordsWithTooManyEntries() throws IOException {
        disk.entry(0, 0, 5, 100, 500).entry(0, 1, 0x85, 700, 100);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 7, 40, 20);
        disk.entry(100, 2, 5, 200, 1).entry(100, 3, 0x0F, 300, 1);
        disk.entry(300, 0, 7, 299, 2).entry(300, 1, 0, 4, 4).entry(300, 2, 7, 4, 0);
        disk.sign(700);
        expect(
                "MBR_SEVERAL_EXTENDED, master boot record: 2 entries",
                "EBR_ENTRY_ODD, extended boot record: sector 100, entry 2 is a second partition",
                "EBR_ENTRY_ODD, extended boot record: sector 100, entry 4 is a second link, which is not followed",
                "LOGICAL_OUTSIDE_EXTENDED, extended boot record: partition 7, sectors 599 to 600, in an extended one that"
                        + " has 100 to 599",
                "EBR_ENTRY_ODD, extended boot record: sector 300, entry 2 has a type without sectors, or sectors without a"
                        + " type",
                "EBR_ENTRY_ODD, extended boot record: sector 300, entry 3 has a type without sectors, or sectors without a"
                        + " type");
        disk.entry(300, 0, 7, 299, 1).entry(300, 1, 0, 0, 0).entry(300, 2, 0, 0, 0);
        disk.entry(100, 1, 0, 0, 0).entry(100, 3, 0, 0, 0).entry(0, 1, 0, 0, 0);
        expect();
    }

    @Test
    void chainsAreFollowedUpToTheLimit() throws IOException {
        disk.entry(0, 0, 5, 100, 500);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 200, 100);
        disk.entry(300, 0, 7, 1, 30);
        expect(read(2));
        disk.entry(300, 1, 5, 300, 50).entry(400, 0, 7, 2, 40);
        PartitionTable cut = read(2);
        expect(cut, "PARTITIONS_LEFT_OUT, extended boot record: the chain is followed for 2 records");
        assertEquals("1=100+500 5=110+20 6=301+30", listed(cut));
        disk.entry(100, 2, 7, 50, 20).entry(300, 1, 0, 0, 0);
        cut = read(2);
        expect(
                cut,
                "EBR_ENTRY_ODD, extended boot record: sector 100, entry 3 is a second partition",
                "EBR_ENTRY_ODD, extended boot record: sector 300, entry 1 is one too many, and not listed");
        assertEquals("1=100+500 5=110+20 6=150+20", listed(cut));
    }

    @Test
    void partitionsPastTheEndOrInOneAnother() throws IOException {
        disk.entry(0, 0, 7, 100, 100).entry(0, 1, 7, 200, 800);
        expect();
        disk.entry(0, 1, 7, 199, 802);
        expect(
                "PARTITION_PAST_END, partition 2: sectors 199 to 1000 of a disk of 1000",
                "PARTITIONS_OVERLAP, partition 2: begins at sector 199, inside partition 1, which ends with 199");
        // The third is compared with what reaches furthest, which is the first of two with one end.
        disk.entry(0, 0, 7, 100, 300).entry(0, 1, 7, 200, 200).entry(0, 2, 7, 399, 100);
        expect(
                "PARTITIONS_OVERLAP, partition 2: begins at sector 200, inside partition 1, which ends with 399",
                "PARTITIONS_OVERLAP, partition 3: begins at sector 399, inside partition 1, which ends with 399");
    }

    /** Logical partitions are in an extended one, and that is no overlap. */
    @Test
    void partitionsAreComparedOnOneLevel() throws IOException {
        disk.entry(0, 0, 5, 100, 500).entry(0, 1, 7, 599, 10);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 15, 100);
        disk.entry(115, 0, 7, 10, 20);
        expect(
                "PARTITIONS_OVERLAP, partition 2: begins at sector 599, inside partition 1, which ends with 599",
                "PARTITIONS_OVERLAP, partition 6: begins at sector 125, inside partition 5, which ends with 129");
    }

    @Test
    void aBootRecordBesideAGpt() throws IOException {
        disk.gpt(ID).entry(0, 1, 0x0C, 40, 100).entry(0, 2, 7, 0, 0);
        expect("GPT_HYBRID_MBR, master boot record: entry 2: FAT32 (LBA), sectors 40 + 100");
        disk.entry(0, 0, 0, 0, 0).entry(0, 1, 0, 0, 0).entry(0, 2, 0, 0, 0);
        expect("GPT_NOT_PROTECTED, sector 0: holds no protective entry");
        disk.entry(0, 0, 7, 200, 100);
        expect("GPT_LEFT_OVER, GPT: a sound header in sector 1");
        disk.u8(1, 60, 0x55);
        expect();
    }

    @Test
    void aGptOfWhichBothCopiesAreGone() throws IOException {
        disk.gpt(ID).u64(1, 0, 0).u64(999, 0, 0);
        expect("GPT_LOST, GPT: primary in sector 1: no signature; backup in sector 999: no signature");
        expect(
                without(1),
                "TABLE_UNREADABLE, GPT: primary in sector 1: " + unknown(1) + "; backup in sector 999: no signature",
                "VOLUME_UNREADABLE, volume of partition 1: " + unknown(1));
        expect(
                without(999),
                "TABLE_UNREADABLE, GPT: primary in sector 1: no signature; backup in sector 999: " + unknown(999));
    }

    @Test
    void aDiskOfOneSectorHasNoRoomForAGpt() throws IOException {
        disk = new RawDisk(1);
        disk.entry(0, 0, 0xEE, 1, 1);
        assertEquals(
                "GPT_LOST, GPT: primary in sector 0: the disk has no room for it; backup in sector 0: the disk has no room"
                        + " for it",
                words(Tables.read(disk)).get(0));
    }

    @Test
    void whereAGptWouldBeThatNothingAnnounces() throws IOException {
        expect(
                without(1),
                "TABLE_UNREADABLE, BSD disklabel: " + unknown(1),
                "TABLE_UNREADABLE, GPT: primary in sector 1: " + unknown(1));
        expect(without(999), "TABLE_UNREADABLE, GPT: backup in sector 999: " + unknown(999));
        expect(without(5), "VOLUME_UNREADABLE, volume: " + unknown(5));
    }

    @Test
    void entriesOfAGptWithImpossibleSectors() throws IOException {
        disk.gpt(ID);
        disk.gptEntry(0, RawDisk.LINUX, 34, 966, "all that may be used");
        expect();
        disk.gptEntry(0, RawDisk.LINUX, 33, 100, "too early").gptEntry(1, RawDisk.LINUX, 200, 967, "too late");
        expect(
                "GPT_ENTRY_ODD, GPT entry 1: sectors 33 to 100, of which 34 to 966 may be used",
                "GPT_ENTRY_ODD, GPT entry 2: sectors 200 to 967, of which 34 to 966 may be used");
        disk.gptEntry(0, RawDisk.LINUX, -5, 3, "").gptEntry(1, RawDisk.LINUX, 500, 499, "");
        disk.gptEntry(2, RawDisk.LINUX, 900, Long.MAX_VALUE / 4096, "");
        expect(
                "GPT_ENTRY_ODD, GPT entry 1: sectors -5 to 3: not listed",
                "GPT_ENTRY_ODD, GPT entry 2: sectors 500 to 499: not listed",
                "GPT_ENTRY_ODD, GPT entry 3: sectors 900 to 2251799813685247: not listed");
        disk.gptEntry(0, RawDisk.LINUX, 0, 0, "").gptEntry(1, RawDisk.LINUX, 500, 500, "");
        disk.gptEntry(2, RawDisk.LINUX, 900, Long.MAX_VALUE / 4096 - 1, "");
        assertEquals("1=0+1 2=500+1 3=900+2251799813684347", listed(Tables.read(disk)));
    }

    @Test
    void aGptListsPartitionsUpToTheLimit() throws IOException {
        disk.gpt(ID).gptEntry(3, RawDisk.LINUX, 40, 49, "a").gptEntry(5, RawDisk.LINUX, 50, 59, "b");
        expect(read(2));
        PartitionTable cut = read(1);
        expect(cut, "PARTITIONS_LEFT_OUT, GPT entries: the first 1 are listed");
        assertEquals("4=40+10", listed(cut));
    }

    /** One header field that cannot be true, in both copies: what is said of each names the value. */
    @ParameterizedTest
    @CsvSource({
        "12, 91, a header of 91 bytes",
        "12, 513, a header of 513 bytes",
        "24, 2, the header says it is in sector 2",
        "72, 0, 'entries from sector 0 on, which are not on the disk'",
        "72, 969, 'entries from sector 969 on, which are not on the disk'",
        "72, 1000, 'entries from sector 1000 on, which are not on the disk'",
        "80, 0, 0 entries of 128 bytes",
        "80, 8193, 8193 entries of 128 bytes",
        "84, 120, entries of 120 bytes",
        "84, 132, entries of 132 bytes",
        "84, 4104, entries of 4104 bytes"
    })
    void headersOfAGptThatCannotBeFollowed(int at, long value, String words) throws IOException {
        disk.gpt(ID);
        for (long sector : new long[] {1, 999}) {
            disk.u32(sector, at, value);
            if (at != 12) {
                disk.sealHeader(sector);
            }
        }
        expect("GPT_LOST, GPT: primary in sector 1: " + words + "; backup in sector 999: " + words);
    }

    @Test
    void whatOneCopyOfAGptHasWrong() throws IOException {
        disk.gpt(ID).gptEntry(0, RawDisk.LINUX, 40, 49, "a");
        RawDisk edited = disk.copy().u8(1, 60, 0x55).sealHeader(1);
        String stored = hex(disk, 16);
        disk.u8(1, 60, 0x55);
        expect("GPT_PRIMARY_DAMAGED, GPT: primary in sector 1: header checksum " + stored + ", computed "
                + hex(edited, 16));
        disk.gpt(ID);
        stored = hex(disk, 88);
        edited = disk.copy().u8(2, 57, 1).seal();
        disk.u8(2, 57, 1);
        expect("GPT_PRIMARY_DAMAGED, GPT: primary in sector 1: entries checksum " + stored + ", computed "
                + hex(edited, 88));
        disk.u8(967, 57, 1);
        expect(
                "GPT_PRIMARY_DAMAGED, GPT: primary in sector 1: entries checksum " + stored + ", computed "
                        + hex(edited, 88),
                "GPT_BACKUP_DAMAGED, GPT: backup in sector 999: entries checksum " + stored + ", computed "
                        + hex(edited, 88),
                "GPT_CHECKSUM, GPT: primary in sector 1: entries checksum " + stored + ", computed " + hex(edited, 88));
        disk.seal();
        expect(without(2), "GPT_PRIMARY_DAMAGED, GPT: primary in sector 1: " + unknown(2));
        disk.gptEntryAt(967, 5, RawDisk.LINUX, 150, 160, "new").seal();
        expect("GPT_COPIES_DIFFER, GPT: the primary is used");
    }

    private static String hex(RawDisk disk, int at) {
        return String.format(
                "%08x",
                ByteBuffer.wrap(disk.array()).order(ByteOrder.LITTLE_ENDIAN).getInt(512 + at));
    }

    @Test
    void aBackupThatIsNotAtTheEnd() throws IOException {
        disk.gpt(ID);
        RawDisk larger = new RawDisk(1001);
        System.arraycopy(disk.array(), 0, larger.array(), 0, disk.array().length);
        disk = larger;
        expect("GPT_BACKUP_NOT_AT_END, GPT: in sector 999 of 1001");
    }

    @Test
    void aLabelThatCannotBeRead() throws IOException {
        disk.entry(0, 0, 0xA5, 63, 800);
        expect(
                without(64),
                "TABLE_UNREADABLE, BSD disklabel: " + unknown(64),
                "VOLUME_UNREADABLE, volume of partition 1: " + unknown(64));
    }
}
