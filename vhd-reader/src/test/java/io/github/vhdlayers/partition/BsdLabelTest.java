package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
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
        int sum = 0;
        for (int i = 0; i < 148 + 16 * entries.length; i++) {
            int value = disk.array()[(int) sector * 512 + i] & 0xFF;
            sum ^= i % 2 == 0 ? value : value << 8;
        }
        disk.u16(sector, 136, sum);
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
        assertInstanceOf(Unpartitioned.class, Tables.read(disk));
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
        assertTrue(Tables.read(disk).areas().contains(new PartitionTable.Area("BSD disklabel", 201, 1)));
    }

    private static Volume assertNotNullVolume(Partition partition) {
        Volume volume = partition.volume();
        assertNotNull(volume);
        return volume;
    }
}
