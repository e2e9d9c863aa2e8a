package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable.Unpartitioned;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Master boot records and extended chains, right and wrong. What real tools make, {@link RealDisksTest} reads. */
class MbrReaderTest {
    private final RawDisk disk = new RawDisk(1000);

    private PartitionTable expect(FindingCode... codes) throws IOException {
        PartitionTable table = Tables.read(disk);
        assertEquals(
                List.of(codes), table.findings().stream().map(Finding::code).toList(), () -> table.findings()
                        .toString());
        return table;
    }

    /** Numbers, first sectors and counts. */
    private static String listed(PartitionTable table) {
        StringBuilder text = new StringBuilder();
        for (Partition one : table.partitions()) {
            text.append(one.number())
                    .append('=')
                    .append(one.firstSector())
                    .append('+')
                    .append(one.sectorCount());
            text.append(' ');
        }
        return text.toString().stripTrailing();
    }

    @Test
    void signedAndEmpty() throws IOException {
        disk.sign(0).u32(0, 440, 0xCAFEBABEL);
        PartitionTable.Mbr table = assertInstanceOf(PartitionTable.Mbr.class, expect());
        assertEquals(0xCAFEBABEL, table.diskSignature());
        assertEquals(List.of(), table.partitions());
        assertEquals(List.of(new PartitionTable.Area("master boot record", 0, 1)), table.areas());
    }

    @Test
    void aPartitionIsASourceOfItsSectorsThatAreThere() throws IOException {
        disk.entry(0, 0, 7, 63, 100)
                .entry(0, 1, 7, 990, 20)
                .entry(0, 2, 7, 2000, 1)
                .u8(63, 0, 0xAB);
        RandomAccessSource source = Tables.source(disk);
        List<Partition> partitions = Tables.read(disk).partitions();
        RandomAccessSource first = partitions.get(0).on(source);
        ByteBuffer one = ByteBuffer.allocate(1);
        assertEquals(1, first.read(0, one));
        assertEquals((byte) 0xAB, one.get(0));
        assertEquals(100 * 512, first.size());
        assertEquals(10 * 512, partitions.get(1).on(source).size());
        assertEquals(0, partitions.get(2).on(source).size());
    }

    @Test
    void primaryPartitions() throws IOException {
        disk.entry(0, 0, 7, 63, 100).entry(0, 2, 0x83, 200, 800).u8(0, 446, 0x80);
        PartitionTable table = expect();
        assertEquals("1=63+100 3=200+800", listed(table));
        Partition first = table.partitions().get(0);
        assertTrue(first.isBootable());
        assertEquals("7", first.type().id());
        assertEquals("NTFS, exFAT or HPFS", first.type().description());
        assertEquals(162, first.lastSector());
        assertEquals(0, first.entrySector());
    }

    @Test
    void aSectorIsInAPartitionFromItsFirstToItsLast() throws IOException {
        disk.entry(0, 0, 7, 63, 100);
        Partition partition = Tables.read(disk).partitions().get(0);
        assertFalse(partition.isBootable());
        assertFalse(partition.contains(62));
        assertTrue(partition.contains(63));
        assertTrue(partition.contains(162));
        assertFalse(partition.contains(163));
        assertEquals(163, partition.endSector());
        assertEquals(1, Tables.read(disk).areas().get(0).endSector());
        assertEquals(33, new PartitionTable.Area("entries", 1, 32).endSector());
    }

    @Test
    void reservedTypesHoldNoFileSystem() {
        assertTrue(gpt("e3c9e316-0b5c-4db8-817d-f92df00215ae").isReserved());
        assertTrue(gpt("21686148-6449-6e6f-744e-656564454649").isReserved());
        assertTrue(gpt("83bd6b9d-7f41-11dc-be0b-001560b84f0f").isReserved());
        assertFalse(gpt("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7").isReserved());
        assertFalse(new PartitionType.Mbr(7).isReserved());
        assertEquals("unknown", new PartitionType.Mbr(0xAA).description());
        assertEquals("unknown", gpt("00000000-0000-0000-0000-000000000001").description());
    }

    private static PartitionType gpt(String id) {
        return new PartitionType.Gpt(UUID.fromString(id));
    }

    @Test
    void pastTheEndAndOverlapping() throws IOException {
        disk.entry(0, 0, 7, 63, 100).entry(0, 1, 7, 162, 900).entry(0, 2, 7, 5000, 1);
        PartitionTable table = expect(
                FindingCode.PARTITION_PAST_END,
                FindingCode.PARTITION_PAST_END,
                FindingCode.PARTITIONS_OVERLAP,
                FindingCode.VOLUME_UNREADABLE);
        assertEquals("1=63+100 2=162+900 3=5000+1", listed(table));
        assertEquals(Volume.Kind.UNREADABLE, volume(table, 2).kind());
    }

    @Test
    void oddEntries() throws IOException {
        // A type without sectors; an impossible flag; a partition that holds the table.
        disk.entry(0, 0, 7, 63, 0).entry(0, 1, 7, 100, 5).u8(0, 462, 0x12);
        disk.entry(0, 2, 7, 0, 50).entry(0, 3, 7, 200, 5);
        PartitionTable table = expect(FindingCode.MBR_ENTRY_ODD, FindingCode.MBR_ENTRY_ODD, FindingCode.MBR_ENTRY_ODD);
        assertEquals("2=100+5 3=0+50 4=200+5", listed(table));
        // Sectors without a type; an impossible flag where no partition could be.
        disk.entry(0, 0, 0, 63, 5).entry(0, 1, 7, 999, 5).entry(0, 2, 0, 0, 0);
        table = expect(FindingCode.MBR_ENTRY_ODD, FindingCode.MBR_ENTRY_ODD);
        assertEquals("4=200+5", listed(table));
    }

    @Test
    void largestNumbersDoNotWrap() throws IOException {
        disk.entry(0, 0, 7, 1, 10).entry(0, 1, 7, 0xFFFF_FFFFL, 0xFFFF_FFFFL);
        disk.entry(0, 2, 5, 0xFFFF_FFFFL, 0xFFFF_FFFFL);
        PartitionTable table = Tables.read(disk);
        assertEquals("1=1+10 2=4294967295+4294967295 3=4294967295+4294967295", listed(table));
    }

    @Test
    void logicalPartitions() throws IOException {
        disk.entry(0, 0, 0x0F, 100, 500);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 200, 100);
        disk.entry(300, 0, 0x83, 1, 30).entry(300, 1, 5, 250, 50);
        disk.entry(350, 0, 0x82, 2, 40);
        PartitionTable table = expect();
        assertEquals("1=100+500 5=110+20 6=301+30 7=352+40", listed(table));
        assertEquals(
                List.of(0L, 100L, 300L, 350L),
                table.areas().stream().map(PartitionTable.Area::firstSector).toList());
        assertEquals(Partition.Kind.EXTENDED, table.partitions().get(0).kind());
        assertEquals(350, table.partitions().get(3).entrySector());
    }

    @Test
    void chainsThatRunInACircle() throws IOException {
        disk.entry(0, 0, 5, 100, 500);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 200, 100);
        disk.entry(300, 0, 7, 1, 30).entry(300, 1, 5, 0, 50);
        assertEquals("1=100+500 5=110+20 6=301+30", listed(expect(FindingCode.EBR_LOOP)));
        disk.entry(100, 1, 5, 0, 100);
        assertEquals("1=100+500 5=110+20", listed(expect(FindingCode.EBR_LOOP)));
    }

    @Test
    void chainsThatBreakOff() throws IOException {
        disk.entry(0, 0, 5, 100, 500);
        expect(FindingCode.EBR_INVALID);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 0xFFFF_FFF0L, 100);
        assertEquals("1=100+500 5=110+20", listed(expect(FindingCode.EBR_ENTRY_ODD, FindingCode.EBR_INVALID)));
    }

    @Test
    void recordsWithTooManyEntries() throws IOException {
        disk.entry(0, 0, 5, 100, 500).entry(0, 1, 5, 700, 100);
        disk.entry(100, 0, 7, 10, 20)
                .entry(100, 1, 7, 40, 20)
                .entry(100, 2, 5, 200, 1)
                .entry(100, 3, 5, 300, 1);
        disk.entry(300, 0, 7, 400, 1).entry(300, 1, 0, 4, 4);
        disk.entry(700, 0, 7, 10, 20).entry(700, 1, 5, 150, 1);
        disk.sign(850);
        PartitionTable table = expect(
                FindingCode.MBR_SEVERAL_EXTENDED,
                FindingCode.EBR_ENTRY_ODD,
                FindingCode.EBR_ENTRY_ODD,
                FindingCode.LOGICAL_OUTSIDE_EXTENDED,
                FindingCode.EBR_ENTRY_ODD,
                FindingCode.EBR_ENTRY_ODD);
        assertEquals("1=100+500 2=700+100 5=110+20 6=140+20 7=700+1 8=710+20", listed(table));
    }

    @Test
    void longChainsAreCutAtTheLimit() throws IOException {
        RawDisk large = new RawDisk(10_000);
        large.entry(0, 0, 5, 10, 9_000);
        for (int i = 0; i < 4_000; i++) {
            large.entry(10 + 2 * i, 0, 7, 1, 1).entry(10 + 2 * i, 1, 5, 2 * i + 2, 2);
        }
        PartitionTable table = Tables.read(large);
        assertEquals(1 + 1024, table.partitions().size());
        assertEquals(
                List.of(FindingCode.PARTITIONS_LEFT_OUT),
                table.findings().stream().map(Finding::code).toList());
        Limits few = Limits.defaults().toBuilder().maxPartitions(2).build();
        assertEquals(
                3, PartitionTable.read(Tables.source(large), few).partitions().size());
    }

    @Test
    void sectorsOfAMissingParentAreNotZeros() throws IOException {
        disk.entry(0, 0, 7, 600, 50).entry(0, 1, 5, 100, 500);
        disk.entry(100, 0, 7, 10, 20).entry(100, 1, 5, 200, 100);
        disk.entry(300, 0, 7, 1, 30);
        PartitionTable table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == 300));
        assertEquals("1=600+50 2=100+500 5=110+20", listed(table));
        assertEquals(
                List.of(FindingCode.TABLE_UNREADABLE),
                table.findings().stream().map(Finding::code).toList());
        table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == 602));
        assertEquals(Volume.Kind.UNREADABLE, volume(table, 0).kind());
        Unpartitioned none = assertInstanceOf(
                Unpartitioned.class, PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector < 5)));
        assertEquals(Unpartitioned.Reason.UNREADABLE, none.reason());
        assertEquals(List.of(), none.partitions());
        assertEquals(FindingCode.TABLE_UNREADABLE, none.findings().get(0).code());
    }

    /** Sector 0 holds zeros; a table or file system could be in any of these. The disk has 1000 sectors. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 128, 768, 984, 999})
    void aDiskIsNotEmptyWhereWhatItHoldsCannotBeRead(int lost) throws IOException {
        for (boolean isBoot : new boolean[] {false, true}) {
            RawDisk plain = new RawDisk(1000);
            if (isBoot) {
                plain.sign(0);
            }
            PartitionTable table =
                    PartitionTable.read(new BrokenSource(Tables.source(plain), sector -> sector == lost));
            Unpartitioned none = assertInstanceOf(Unpartitioned.class, table);
            assertEquals(Unpartitioned.Reason.UNREADABLE, none.reason());
            assertTrue(
                    none.findings().stream()
                            .map(Finding::code)
                            .anyMatch(code ->
                                    code == FindingCode.TABLE_UNREADABLE || code == FindingCode.VOLUME_UNREADABLE),
                    none.findings().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void aVolumeIsNotUnrecognisedWhereASignatureCannotBeRead(int lost) throws IOException {
        disk.entry(0, 0, 7, 100, 500);
        assertEquals(Volume.Kind.UNRECOGNISED, volume(Tables.read(disk), 0).kind());
        PartitionTable table =
                PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == 100 + lost));
        assertEquals(Volume.Kind.UNREADABLE, volume(table, 0).kind());
        assertEquals(
                List.of(FindingCode.VOLUME_UNREADABLE),
                table.findings().stream().map(Finding::code).toList());
        // What another sector shows is known all the same.
        disk.text(102, 0, "H+\0\4");
        table = PartitionTable.read(new BrokenSource(Tables.source(disk), sector -> sector == 100 + lost));
        assertEquals(Volume.Kind.HFS_PLUS, volume(table, 0).kind());
    }

    @Test
    void disksWithoutATable() throws IOException {
        assertEquals(
                Unpartitioned.Reason.EMPTY,
                assertInstanceOf(Unpartitioned.class, expect()).reason());
        disk.u8(0, 3, 1);
        assertEquals(
                Unpartitioned.Reason.UNRECOGNISED,
                assertInstanceOf(Unpartitioned.class, expect()).reason());
        // Boot code of some other kind, with a signature.
        disk.sign(0).text(0, 440, "Insert a disk and press any key to start again, or call for help........");
        assertEquals(
                Unpartitioned.Reason.UNRECOGNISED,
                assertInstanceOf(Unpartitioned.class, expect()).reason());
        for (int bytes : new int[] {0, 1, 511, 512, 513, 1024}) {
            PartitionTable table = PartitionTable.read(RandomAccessSources.ofBytes("short", new byte[bytes]));
            assertEquals(
                    Unpartitioned.Reason.EMPTY,
                    assertInstanceOf(Unpartitioned.class, table).reason());
            assertEquals(bytes / 512, table.diskSectors());
        }
    }

    private static Volume volume(PartitionTable table, int index) {
        Volume volume = table.partitions().get(index).volume();
        if (volume == null) {
            throw new AssertionError("no volume");
        }
        return volume;
    }
}
