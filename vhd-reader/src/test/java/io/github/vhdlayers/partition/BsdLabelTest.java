package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Disklabels of the three BSDs, and what looks like one. */
class BsdLabelTest {
    private static final int FREEBSD = 0xA5;
    private static final int OPENBSD = 0xA6;
    private static final int NETBSD = 0xA9;
    private static final int FAT = 8;

    private final RawDisk disk = new RawDisk(2000);

    private void label(long sector, long[]... entries) {
        disk.u32(sector, 0, 0x82564557L).u32(sector, 132, 0x82564557L).u16(sector, 138, entries.length);
        for (int i = 0; i < entries.length; i++) {
            int at = 148 + 16 * i;
            disk.u32(sector, at, entries[i][0]).u32(sector, at + 4, entries[i][1]);
            disk.u8(sector, at + 12, (int) entries[i][2]);
        }
        disk.u16(sector, 136, 0).u16(sector, 136, sum(sector, entries.length));
    }

    private int sum(long sector, int entries) {
        int sum = 0;
        for (int i = 0; i < 148 + 16 * entries; i++) {
            int value = disk.array()[(int) sector * 512 + i] & 0xFF;
            sum ^= i % 2 == 0 ? value : value << 8;
        }
        return sum;
    }

    private static long[] entry(long count, long first, int type) {
        return new long[] {count, first, type};
    }

    private String listed(FindingCode... codes) throws IOException {
        PartitionTable table = Tables.read(disk);
        assertEquals(
                List.of(codes), table.findings().stream().map(Finding::code).toList(), () -> table.findings()
                        .toString());
        StringBuilder text = new StringBuilder();
        for (Partition one : table.partitions()) {
            text.append(one.number() + " " + one.kind() + one.name() + " " + one.firstSector() + "+" + one.sectorCount()
                    + "; ");
        }
        return text.toString();
    }

    @Test
    void freeBsdCountsFromItsSlice() throws IOException {
        disk.entry(0, 0, FREEBSD, 63, 1800);
        label(64, entry(1000, 16, FAT), entry(500, 1200, 1), entry(1800, 0, 0));
        disk.fat16(79, 1000, 1, "BSD");
        assertEquals("1 extended 63+1800; 5 bsda 79+1000; 6 bsdb 1263+500; ", listed());
        Partition first = Tables.read(disk).partitions().get(1);
        assertEquals(Volume.Kind.FAT12, assertNotNullVolume(first).kind());
        assertEquals("bsd-8 BSD MS-DOS", first.type().id() + " " + first.type().description());
    }

    @Test
    void oldFreeBsdCountsFromTheDiskAndSaysSoInItsWholeEntry() throws IOException {
        disk.entry(0, 0, FREEBSD, 63, 1800);
        label(64, entry(1000, 79, FAT), entry(0, 0, 0), entry(1800, 63, 0));
        assertEquals("1 extended 63+1800; 5 bsda 79+1000; ", listed());
    }

    @Test
    void openBsdAndNetBsdCountFromTheDisk() throws IOException {
        disk.entry(0, 0, OPENBSD, 64, 900).entry(0, 1, NETBSD, 1000, 900).entry(0, 2, 6, 1900, 50);
        // What the boot record lists too is not listed twice.
        label(65, entry(800, 100, 7), entry(0, 0, 0), entry(2000, 0, 0), entry(50, 1900, FAT));
        label(1001, entry(900, 1000, 7));
        assertEquals(
                "1 extended 64+900; 2 extended 1000+900; 3 primary 1900+50; 5 bsda 100+800; 6 bsda 1000+900; ",
                listed());
    }

    @Test
    void anEntryThatNothingContainsIsReported() throws IOException {
        disk.entry(0, 0, OPENBSD, 64, 900);
        label(65, entry(800, 100, 7), entry(100, 1500, 7), entry(2000, 0, 0), entry(0xFFFFFFFFL, 0xFFFFFFFFL, 7));
        assertEquals(
                "1 extended 64+900; 5 bsda 100+800; ",
                listed(FindingCode.BSD_ENTRY_OUTSIDE, FindingCode.BSD_ENTRY_OUTSIDE));
    }

    @Test
    void aLabelWithAWrongSumOrCountIsNone() throws IOException {
        disk.entry(0, 0, FREEBSD, 63, 1800);
        label(64, entry(1000, 16, FAT));
        disk.u8(64, 150, 1);
        assertEquals("1 primary 63+1800; ", listed());
        disk.u16(64, 138, 0xFFFF);
        assertEquals("1 primary 63+1800; ", listed());
    }

    @Test
    void aDiskWithoutABootRecordIsDividedByItsLabel() throws IOException {
        label(1, entry(1000, 16, FAT), entry(500, 1200, 1), entry(2000, 0, 0));
        disk.fat16(16, 1000, 1, "BSD");
        assertEquals("1 bsda 16+1000; 2 bsdb 1200+500; ", listed());
        PartitionTable table = Tables.read(disk);
        assertInstanceOf(PartitionTable.Bsd.class, table);
        assertEquals(List.of(new PartitionTable.Area("BSD disklabel", 1, 1)), table.areas());
        assertEquals(
                Volume.Kind.FAT12,
                assertNotNullVolume(table.partitions().get(0)).kind());
        // Code to boot from, which ends like a boot record and lists nothing.
        disk.text(0, 3, "boot").sign(0);
        assertEquals("1 bsda 16+1000; 2 bsdb 1200+500; ", listed());
        // A file system goes before what may be left of a label.
        disk.fat16(0, 1000, 1, "WHOLE");
        Unpartitioned whole = assertInstanceOf(Unpartitioned.class, Tables.read(disk));
        assertEquals("no table", whole.partitions().get(0).type().description());
        assertEquals("", whole.partitions().get(0).type().id());
        assertFalse(whole.partitions().get(0).isBootable());
    }

    @Test
    void aPartitionOfAGptIsDividedByItsLabel() throws IOException {
        UUID freeBsd = UUID.fromString("516e7cb4-6ecf-11d6-8ff8-00022d09712b");
        UUID openBsd = UUID.fromString("824cc7a0-36a8-11e3-890a-952519ad3f61");
        disk.gpt(new UUID(1, 2))
                .gptEntry(0, RawDisk.LINUX, 40, 139, "linux")
                .gptEntry(1, freeBsd, 200, 999, "free")
                .gptEntry(2, openBsd, 1000, 1899, "open");
        label(201, entry(500, 16, 7), entry(100, 600, 1), entry(800, 0, 0));
        label(1001, entry(400, 1100, 7), entry(0, 0, 0), entry(2000, 0, 0), entry(100, 40, 17));
        disk.seal();
        assertEquals(
                "1 gptlinux 40+100; 2 extendedfree 200+800; 3 extendedopen 1000+900; 129 bsda 216+500; 130 bsdb 800+100;"
                        + " 131 bsda 1100+400; ",
                listed());
        assertEquals(
                List.of(0L, 1L, 2L, 201L, 1001L, 1967L, 1999L),
                Tables.read(disk).areas().stream()
                        .map(PartitionTable.Area::firstSector)
                        .toList());
        assertTrue(Tables.read(disk).areas().contains(new PartitionTable.Area("BSD disklabel", 201, 1)));
        // One that the table lists is that one only with as many sectors.
        label(1001, entry(400, 1100, 7), entry(0, 0, 0), entry(2000, 0, 0), entry(99, 40, 17), entry(100, 41, 17));
        assertEquals(
                List.of(
                        "partition 'd', sectors 40 + 99, in a slice that has 1000 to 1899",
                        "partition 'e', sectors 41 + 100, in a slice that has 1000 to 1899"),
                Tables.read(disk).findings().stream().map(Finding::detail).toList());
    }

    /** What is left out is said, as it is of partitions of a table. */
    @Test
    void theLabelsOfAGptAreReadUpToTheLimit() throws IOException {
        UUID freeBsd = UUID.fromString("516e7cb4-6ecf-11d6-8ff8-00022d09712b");
        disk.gpt(new UUID(1, 2)).gptEntry(0, freeBsd, 200, 999, "one").gptEntry(1, freeBsd, 1000, 1899, "two");
        label(201, entry(300, 16, 7), entry(100, 600, 1), entry(800, 0, 0));
        label(1001, entry(400, 100, 7), entry(0, 0, 0), entry(900, 0, 0));
        PartitionTable cut = PartitionTable.read(
                Tables.source(disk),
                Limits.defaults().toBuilder().maxPartitions(2).build());
        assertEquals(
                List.of(1, 2, 129, 130),
                cut.partitions().stream().map(Partition::number).toList());
        assertEquals(Partition.Kind.GPT, cut.partitions().get(1).kind());
        assertEquals(
                List.of("those in partition 2 and in later ones are not read"),
                cut.findings().stream().map(Finding::detail).toList());
        assertEquals(FindingCode.PARTITIONS_LEFT_OUT, cut.findings().get(0).code());
        // Nothing is left out where no other partition is one of a BSD.
        disk.gptEntry(1, RawDisk.LINUX, 1000, 1899, "two");
        cut = PartitionTable.read(
                Tables.source(disk),
                Limits.defaults().toBuilder().maxPartitions(2).build());
        assertEquals(List.of(), cut.findings());
    }

    @Test
    void onlyABootRecordsOwnPartitionIsListedAnyway() throws IOException {
        disk.entry(0, 0, OPENBSD, 64, 900).entry(0, 1, 6, 1900, 50);
        label(65, entry(800, 100, 7), entry(50, 1901, 7), entry(0, 0, 0), entry(49, 1900, 7));
        assertEquals(
                "1 extended 64+900; 2 primary 1900+50; 5 bsda 100+800; ",
                listed(FindingCode.BSD_ENTRY_OUTSIDE, FindingCode.BSD_ENTRY_OUTSIDE));
        assertEquals(
                "partition 'b', sectors 1901 + 50, in a slice that has 64 to 963",
                Tables.read(disk).findings().get(0).detail());
    }

    @Test
    void aPartitionMayFillItsSlice() throws IOException {
        disk.entry(0, 0, OPENBSD, 64, 900);
        label(65, entry(900, 64, 7));
        assertEquals("1 extended 64+900; 5 bsda 64+900; ", listed());
        label(65, entry(901, 64, 7));
        assertEquals("1 primary 64+900; ", listed(FindingCode.BSD_ENTRY_OUTSIDE));
        label(65, entry(900, 63, 7));
        assertEquals("1 primary 64+900; ", listed(FindingCode.BSD_ENTRY_OUTSIDE));
        disk.entry(0, 0, OPENBSD, 64, 2);
        label(65, entry(2, 64, 7));
        assertEquals("1 extended 64+2; 5 bsda 64+2; ", listed());
        disk.entry(0, 0, OPENBSD, 64, 1);
        assertEquals("1 primary 64+1; ", listed());
    }

    /** The label of a slice at the end of the disk is behind that. */
    @Test
    void aLabelPastTheEndIsNone() throws IOException {
        disk.entry(0, 0, OPENBSD, 1999, 10);
        assertEquals("1 primary 1999+10; ", listed(FindingCode.PARTITION_PAST_END, FindingCode.VOLUME_UNREADABLE));
    }

    @Test
    void entriesAreThoseWithATypeAndSectors() throws IOException {
        disk.entry(0, 0, NETBSD, 64, 900);
        long[][] all = new long[22][];
        for (int i = 0; i < all.length; i++) {
            all[i] = entry(10, 100 + 10 * i, i % 2 == 0 ? 0 : 7);
        }
        all[1] = entry(0, 110, 7);
        all[21] = entry(10, 310, 255);
        label(65, all);
        PartitionTable table = Tables.read(disk);
        assertEquals(
                List.of("", "d", "f", "h", "j", "l", "n", "p", "r", "t", "v"),
                table.partitions().stream().map(Partition::name).toList());
        assertEquals("bsd-255", table.partitions().get(10).type().id());
        assertEquals("unknown", table.partitions().get(10).type().description());
        assertEquals(65, table.partitions().get(10).entrySector());
        assertEquals(310, table.partitions().get(10).firstSector());
    }

    @Test
    void aLabelWithOneWrongMagicIsNone() throws IOException {
        for (int at : new int[] {0, 132}) {
            disk.entry(0, 0, FREEBSD, 63, 1800);
            label(64, entry(1000, 16, FAT));
            assertEquals("1 extended 63+1800; 5 bsda 79+1000; ", listed());
            // Changed twice, so that the sum is still right.
            disk.u8(64, at, 0x56).u8(64, 4, 1);
            assertEquals("1 primary 63+1800; ", listed());
            disk.u8(64, 4, 0);
        }
    }

    /** What is left of a longer label is behind the entries that count, and in no sum. */
    @Test
    void whatIsBehindTheLastEntryDoesNotCount() throws IOException {
        disk.entry(0, 0, FREEBSD, 63, 1800);
        label(64, entry(1000, 16, FAT), entry(500, 1200, 1));
        disk.u32(64, 148 + 32, 77).u32(64, 148 + 36, 5).u8(64, 148 + 44, 7);
        assertEquals("1 extended 63+1800; 5 bsda 79+1000; 6 bsdb 1263+500; ", listed());
        disk.entry(0, 0, NETBSD, 63, 1800);
        label(64, entry(10, 100, 7), entry(10, 200, 7), entry(1800, 63, 0));
        disk.u32(64, 148 + 48, 10).u32(64, 148 + 52, 300).u8(64, 148 + 60, 7);
        assertEquals("1 extended 63+1800; 5 bsda 100+10; 6 bsdb 200+10; ", listed());
    }

    @Test
    void aLabelOfADiskMayBeWrongLikeAnyTable() throws IOException {
        label(1, entry(1000, 16, FAT), entry(500, 1000, 1), entry(2000, 0, 0), entry(500, 1501, 7));
        assertEquals(
                "1 bsda 16+1000; 2 bsdb 1000+500; ",
                listed(FindingCode.BSD_ENTRY_OUTSIDE, FindingCode.PARTITIONS_OVERLAP));
        assertEquals(
                "partition 'd', sectors 1501 + 500, in a slice that has 0 to 1999",
                Tables.read(disk).findings().get(0).detail());
    }

    /** Larger numbers have 48 bits in OpenBSD, and 32 in the others. */
    @Test
    void openBsdHasLargerNumbers() throws IOException {
        disk.entry(0, 0, OPENBSD, 64, 900);
        label(65, entry(800, 100, 7), entry(5, 6, 7));
        disk.u16(65, 148 + 16 + 8, 2).u16(65, 148 + 16 + 10, 3).u16(65, 136, 0);
        disk.u16(65, 136, sum(65, 2));
        listed(FindingCode.BSD_ENTRY_OUTSIDE);
        assertEquals(
                "partition 'b', sectors 8589934598 + 12884901893, in a slice that has 64 to 963",
                Tables.read(disk).findings().get(0).detail());
    }

    private static Volume assertNotNullVolume(Partition partition) {
        Volume volume = partition.volume();
        assertNotNull(volume);
        return volume;
    }
}
