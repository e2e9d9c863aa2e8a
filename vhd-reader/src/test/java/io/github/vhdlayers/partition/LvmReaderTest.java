package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.LvmImage;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Physical volumes of Linux LVM, written by the testkit, sound and broken. */
class LvmReaderTest {
    private static final UUID LVM = UUID.fromString("e6d6d379-f507-44c2-a23c-238f2a3df928");
    private static final int EXTENT = 8;
    private static final String VISIBLE = "\"READ\", \"VISIBLE\"";

    private static PartitionTable read(byte[] disk) throws IOException {
        return PartitionTable.read(RandomAccessSources.ofBytes("disk", disk));
    }

    private static Volume.Group group(PartitionTable table) {
        Volume volume = table.partitions().get(0).volume();
        assertNotNull(volume);
        assertEquals(Volume.Kind.LVM, volume.kind());
        assertNotNull(volume.group());
        return volume.group();
    }

    private static Volume.Group group(LvmImage image) throws IOException {
        return group(read(image.toBytes()));
    }

    private static LvmImage image() {
        return new LvmImage(100, EXTENT);
    }

    private static String of(LogicalVolume volume) {
        StringBuilder text = new StringBuilder(volume.name() + " " + volume.kind() + " " + volume.sectorCount() + ":");
        volume.pieces()
                .forEach(piece ->
                        text.append(" " + piece.firstSector() + "@" + piece.diskSector() + "+" + piece.sectorCount()));
        return text + (volume.unreadable() == null ? "" : " " + volume.unreadable());
    }

    private static List<String> of(Volume.Group group) {
        return group.volumes().stream().map(LvmReaderTest::of).toList();
    }

    @Test
    void linearVolumesAreMappedToTheDisk() throws IOException {
        Volume.Group group = group(image().linear("root", 0, 10).linear("data-1.x", 50, 2, 20, 5, 10, 1));
        assertEquals("vg0", group.name());
        assertEquals(
                List.of("vg0/root linear 80: 0@128+80", "vg0/data-1.x linear 64: 0@528+16 16@288+40 56@208+8"),
                of(group));
        assertEquals(Volume.of(Volume.Kind.UNRECOGNISED), group.volumes().get(0).volume());
    }

    @Test
    void thePlacesAreThoseOfThePartition() throws IOException {
        byte[] physical = image().linear("root", 3, 2).toBytes();
        RawDisk disk = new RawDisk(3000).gpt(new UUID(1, 2));
        disk.gptEntry(0, LVM, 1000, 1000 + physical.length / 512 - 1, "pv");
        System.arraycopy(physical, 0, disk.array(), 1000 * 512, physical.length);
        PartitionTable table = read(disk.array());
        assertEquals(List.of(), table.findings());
        assertEquals(List.of("vg0/root linear 16: 0@1152+16"), of(group(table)));
        RawDisk old = new RawDisk(3000).entry(0, 0, 0x8E, 1000, physical.length / 512);
        System.arraycopy(physical, 0, old.array(), 1000 * 512, physical.length);
        assertEquals(List.of("vg0/root linear 16: 0@1152+16"), of(group(read(old.array()))));
    }

    @Test
    void aVolumeReadsAsItsPieces() throws IOException {
        byte[] content = new byte[8 * EXTENT * 512];
        new Random(1).nextBytes(content);
        LvmImage image = image().linear("data", 50, 2, 20, 5, 10, 1).write("data", content);
        RandomAccessSource disk = RandomAccessSources.ofBytes("disk", image.toBytes());
        LogicalVolume volume = group(PartitionTable.read(disk)).volumes().get(0);
        RandomAccessSource source = volume.on(disk);
        assertEquals("disk[vg0/data]", source.name());
        assertEquals(content.length, source.size());
        for (int at : new int[] {0, 1, 16 * 512 - 1, 16 * 512, 56 * 512 - 3}) {
            ByteBuffer target = ByteBuffer.allocate(content.length - at);
            source.readFully(at, target);
            assertEquals(ByteBuffer.wrap(content, at, content.length - at), target.flip(), "at " + at);
        }
        assertEquals(-1, source.read(content.length, ByteBuffer.allocate(1)));
        for (long[] place : volume.places(16 * 512 - 100, 300)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) place[1]);
            disk.readFully(place[0], bytes);
            int from = place[0] / 512 >= 528 ? 16 * 512 - 100 : 16 * 512;
            assertArrayEquals(Arrays.copyOfRange(content, from, from + (int) place[1]), bytes.array());
        }
        source.close();
        assertThrows(ClosedChannelException.class, () -> source.read(0, ByteBuffer.allocate(1)));
        disk.readFully(0, ByteBuffer.allocate(1));
    }

    @Test
    void whatIsNotLinearIsNamedAndNotRead() throws IOException {
        String one = "stripe_count = 1\nstripes = [\"pv0\", 0]\n";
        LvmImage image = image().volume(
                        "striped",
                        VISIBLE,
                        List.of(LvmImage.segment(
                                0, 4, "striped", "stripe_count = 2\nstripes = [\"pv0\", 0, \"pv1\", 0]\n")))
                .volume("mirror", VISIBLE, List.of(LvmImage.segment(0, 4, "mirror", "mirrors = [\"a\", 0]\n")))
                .volume(
                        "thin",
                        VISIBLE,
                        List.of(LvmImage.segment(0, 4, "thin", "thin_pool = \"pool\"\ndevice_id = 1\n")))
                .volume("pool", VISIBLE, List.of(LvmImage.segment(0, 4, "thin-pool", "")))
                .volume("pool_tdata", "\"READ\"", List.of(LvmImage.segment(0, 4, "striped", one)))
                .volume("odd", VISIBLE, List.of(LvmImage.segment(0, 4, "a\u001B[31m", one)))
                .volume(
                        "mixed",
                        VISIBLE,
                        List.of(LvmImage.segment(0, 4, "striped", one), LvmImage.segment(4, 1, "zero", "")))
                .linear("root", 10, 4)
                .linear("changes", 20, 2)
                .volume(
                        "snapshot0",
                        "\"READ\", \"WRITE\"",
                        List.of(LvmImage.segment(
                                0, 4, "snapshot", "chunk_size = 8\norigin = \"root\"\ncow_store = \"changes\"\n")));
        assertEquals(
                List.of(
                        "vg0/striped striped 32: is of the kind striped, which is not read",
                        "vg0/mirror mirror 32: is of the kind mirror, which is not read",
                        "vg0/thin thin 32: is of the kind thin, which is not read",
                        "vg0/pool thin-pool 32: is of the kind thin-pool, which is not read",
                        "vg0/odd a??31m 32: is of the kind a??31m, which is not read",
                        "vg0/mixed linear,zero 40: is of the kind linear,zero, which is not read",
                        "vg0/root linear 32: 0@208+32",
                        "vg0/changes snapshot 16: is of the kind snapshot, which is not read"),
                of(group(image)));
        LogicalVolume thin = group(image).volumes().get(2);
        assertThrows(IllegalStateException.class, () -> thin.on(RandomAccessSources.ofBytes("disk", image.toBytes())));
    }

    @Test
    void aVolumeThatIsNotWhollyOnThisDiskIsNotRead() throws IOException {
        String here = "stripe_count = 1\nstripes = [\"pv0\", 0]\n";
        String there = "stripe_count = 1\nstripes = [\"pv1\", 0]\n";
        LvmImage image = image().volume("away", VISIBLE, List.of(LvmImage.segment(0, 4, "striped", there)))
                .volume(
                        "both",
                        VISIBLE,
                        List.of(LvmImage.segment(0, 4, "striped", here), LvmImage.segment(4, 4, "striped", there)));
        String why = " is in part or as a whole on another physical volume, and is not read";
        assertEquals(List.of("vg0/away linear 32:" + why, "vg0/both linear 64:" + why), of(group(image)));
    }

    @Test
    void segmentsThatCannotBeAreNotRead() throws IOException {
        String[] wrong = {
            LvmImage.segment(0, 0, "striped", "stripe_count = 1\nstripes = [\"pv0\", 0]\n"),
            LvmImage.segment(1, 4, "striped", "stripe_count = 1\nstripes = [\"pv0\", 0]\n"),
            LvmImage.segment(0, 4, "striped", "stripe_count = 1\nstripes = [\"pv0\", 97]\n"),
            LvmImage.segment(0, 4, "striped", "stripe_count = 1\nstripes = [\"pv0\", -1]\n"),
            LvmImage.segment(0, 4, "striped", "stripe_count = 1\nstripes = [0, \"pv0\"]\n"),
            LvmImage.segment(0, 4, "striped", "stripe_count = 1\nstripes = 5\n"),
            LvmImage.segment(0, 2_000_000_000, "striped", "stripe_count = 1\nstripes = [\"pv0\", 0]\n"),
            "type = \"striped\"\n",
            LvmImage.segment(0, 4, "striped", "extent_size = 1 stripe_count = 1\n")
        };
        for (String segment : wrong) {
            LogicalVolume volume = group(image().volume("a", VISIBLE, List.of(segment)))
                    .volumes()
                    .get(0);
            assertEquals(List.of(), volume.pieces(), segment);
            assertNotNull(volume.unreadable(), segment);
        }
        LogicalVolume twice =
                group(image().linear("a", 5, 3, 20, 2, 7, 4)).volumes().get(0);
        assertEquals("has one part of the disk twice", twice.unreadable());
        LogicalVolume none =
                group(image().volume("a", VISIBLE, List.of())).volumes().get(0);
        assertNotNull(none.unreadable());
        // The same place in two volumes is odd, and each of them reads as it is recorded.
        assertEquals(
                2, group(image().linear("a", 5, 3).linear("b", 5, 3)).volumes().size());
    }

    @Test
    void whatIsBehindTheEndOfThePartitionIsNotRead() throws IOException {
        byte[] physical = image().linear("end", 98, 2).linear("begin", 0, 2).toBytes();
        PartitionTable table = read(Arrays.copyOf(physical, physical.length - 512));
        assertEquals(
                List.of(
                        "vg0/end linear 16: has a segment behind the end of its partition or the disk",
                        "vg0/begin linear 16: 0@128+16"),
                of(group(table)));
        // The same in a partition that reaches past the end of the disk.
        RawDisk disk = new RawDisk(1000 + physical.length / 512 - 1).entry(0, 0, 0x8E, 1000, physical.length / 512);
        System.arraycopy(physical, 0, disk.array(), 1000 * 512, physical.length - 512);
        assertEquals(
                List.of(
                        "vg0/end linear 16: has a segment behind the end of its partition or the disk",
                        "vg0/begin linear 16: 0@1128+16"),
                of(group(read(disk.array()))));
    }

    @Test
    void theTextMayGoOnAtTheBeginOfItsArea() throws IOException {
        for (int left : new int[] {1, 100, 511, 512, 513}) {
            assertEquals(
                    List.of("vg0/root linear 80: 0@128+80"),
                    of(group(image().linear("root", 0, 10).textAt(LvmImage.AREA_BYTES - left))));
        }
    }

    /** A text is read a mebibyte at a time, in front of the end of its area and behind its begin. */
    @Test
    void aLongTextIsReadInParts() throws IOException {
        byte[] small = image().linear("root", 0, 10).toBytes();
        int length = (int) numbers(small).getLong(LvmImage.AREA + 48);
        String described = new String(small, LvmImage.AREA + 512, length, StandardCharsets.ISO_8859_1);
        byte[] text = ("#" + "x".repeat(1_500_000) + "\n" + described).getBytes(StandardCharsets.ISO_8859_1);
        int size = 3 << 20;
        byte[] sound = Arrays.copyOf(small, 4 << 20);
        System.arraycopy(text, 0, sound, LvmImage.AREA + 512, text.length);
        numbers(sound).putLong(512 + 112, size).putLong(LvmImage.AREA + 32, size);
        numbers(sound).putLong(LvmImage.AREA + 48, text.length);
        LvmImage.sealText(sound);
        assertEquals(List.of("vg0/root linear 80: 0@128+80"), of(group(read(sound))));
        for (int left : new int[] {1, 511, 1 << 20, (1 << 20) + 1, text.length - 1}) {
            byte[] bytes = sound.clone();
            System.arraycopy(text, 0, bytes, LvmImage.AREA + size - left, left);
            System.arraycopy(text, left, bytes, LvmImage.AREA + 512, text.length - left);
            numbers(bytes).putLong(LvmImage.AREA + 40, size - left);
            LvmImage.seal(bytes);
            assertEquals(List.of("vg0/root linear 80: 0@128+80"), of(group(read(bytes))), left + " bytes in front");
        }
    }

    @Test
    void theNewestSoundTextCounts() throws IOException {
        byte[] bytes = image().linear("root", 0, 10).toBytes();
        bytes[LvmImage.AREA + 512 + 40] ^= 1;
        PartitionTable table = read(bytes);
        assertEquals(
                "the checksum of the text of its metadata is wrong",
                group(table).problem());
        assertEquals(
                List.of(FindingCode.LVM_METADATA_UNUSABLE),
                table.findings().stream().map(Finding::code).toList());
        assertEquals("volume", table.findings().get(0).structure());
    }

    @Test
    void whatIsDamagedIsNoGroupWithoutVolumes() throws IOException {
        assertNotNull(group(image().linear("root", 0, 10).unsealed()).problem());
        String[] wrong = {
            "vg0 {",
            "}",
            "vg0 { a = 1 } }",
            "vg0 { a = }",
            "vg0 { a }",
            "vg0 { a = [1, 2 }",
            "vg0 { a = \"x }",
            "= 1",
            "vg0 { a = 1 a = 2 }",
            "vg0 { a = 99999999999999999999 }",
            "a { } b { }",
            "vg0 { extent_size = 0 }",
            "vg0 { extent_size = 8 physical_volumes { pv0 { id = \"x\" } } }",
            "a {".repeat(1000),
            "x = 1\n",
            "[",
            "\"",
            "a = [" + "1,".repeat(200)
        };
        for (String text : wrong) {
            Volume.Group group = group(image().text(text));
            assertEquals(List.of(), group.volumes(), text);
            assertNotNull(group.problem(), text);
        }
        assertTrue(String.valueOf(group(image().text("a {".repeat(1000))).problem())
                .startsWith("sections are nested more than 16 deep"));
    }

    @Test
    void aPhysicalVolumeOfNoGroupHasNoVolumes() throws IOException {
        Volume.Group group = group(image().textAt(0));
        assertEquals(new Volume.Group("", List.of(), null), group);
    }

    @Test
    void anyDamageGivesVolumesThatAreOnTheDiskOrNone() throws IOException {
        byte[] sound =
                image().linear("root", 0, 10).linear("data", 50, 2, 20, 5).toBytes();
        Random random = new Random(7);
        int end = LvmImage.AREA + 512 + 1200;
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = sound.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(3) == 0
                        ? 512 + random.nextInt(128)
                        : LvmImage.AREA + random.nextInt(end - LvmImage.AREA);
                damaged[at] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : damaged[at] ^ 1 << random.nextInt(8));
            }
            // So that what is behind the checksums is reached.
            LvmImage.seal(damaged);
            LvmImage.sealText(damaged);
            PartitionTable table = read(damaged);
            for (Partition partition : table.partitions()) {
                Volume.Group group =
                        partition.volume() == null ? null : partition.volume().group();
                for (LogicalVolume volume : group == null ? List.<LogicalVolume>of() : group.volumes()) {
                    long next = 0;
                    for (LogicalVolume.Piece piece : volume.pieces()) {
                        assertEquals(next, piece.firstSector());
                        assertTrue(piece.sectorCount() > 0 && piece.diskSector() >= 0);
                        assertTrue(piece.diskSector() + piece.sectorCount() <= sound.length / 512);
                        next = piece.endSector();
                    }
                    assertEquals(volume.unreadable() == null ? volume.sectorCount() : 0, next);
                }
            }
        }
    }

    private static ByteBuffer numbers(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What is wrong with a physical volume, which is a finding too unless it just has no area. */
    private static String problem(byte[] physical) throws IOException {
        PartitionTable table = read(physical);
        String problem = String.valueOf(group(table).problem());
        boolean isFinding = table.findings().stream()
                .anyMatch(one -> one.code() == FindingCode.LVM_METADATA_UNUSABLE
                        && one.detail().equals(problem));
        assertEquals(!problem.equals("null") && !problem.equals("it has no metadata area"), isFinding, problem);
        return problem;
    }

    private static byte[] sealed(byte[] physical) {
        LvmImage.seal(physical);
        return physical;
    }

    @Test
    void theLabelIsInOneOfTheFirstFourSectors() throws IOException {
        for (int sector = 0; sector < 5; sector++) {
            byte[] bytes = image().linear("root", 0, 10).toBytes();
            numbers(bytes).putLong(512 + 8, sector);
            LvmImage.seal(bytes);
            byte[] label = Arrays.copyOfRange(bytes, 512, 1024);
            Arrays.fill(bytes, 512, 1024, (byte) 0);
            System.arraycopy(label, 0, bytes, sector * 512, 512);
            PartitionTable table = read(bytes);
            if (sector < 4) {
                assertEquals(List.of("vg0/root linear 80: 0@128+80"), of(group(table)));
            } else {
                assertEquals(List.of(), table.partitions());
            }
        }
    }

    @Test
    void whatIsWrongWithALabelIsSaid() throws IOException {
        byte[] bytes = image().toBytes();
        bytes[512 + 24 + 7] = '2';
        assertEquals("its label is of another version, or cannot be read", problem(bytes));
        bytes = image().toBytes();
        bytes[512 + 100] ^= 1;
        assertEquals("the checksum of its label is wrong", problem(bytes));
        bytes = image().toBytes();
        numbers(bytes).putLong(512 + 8, -2);
        assertEquals("its label says that it is in sector 18446744073709551614", problem(sealed(bytes)));
        for (int header : new int[] {31, 473, -1}) {
            numbers(bytes).putLong(512 + 8, 1).putInt(512 + 20, header);
            assertEquals("its label has its header at byte " + Integer.toUnsignedLong(header), problem(sealed(bytes)));
        }
        numbers(bytes).putInt(512 + 20, 472);
        assertEquals("it has no metadata area", problem(sealed(bytes)));
        // The header further behind, so that its lists end with the sector, or are cut off by its end.
        for (int header : new int[] {424, 432}) {
            bytes = image().linear("root", 0, 10).toBytes();
            System.arraycopy(bytes, 512 + 32, bytes, 512 + header, 512 - header);
            numbers(bytes).putInt(512 + 20, header);
            assertEquals(header == 424 ? "null" : "it has no metadata area", problem(sealed(bytes)));
        }
    }

    /** Numbers of the area's header: what is said of them. */
    @Test
    void whatIsWrongWithAnAreaIsSaid() throws IOException {
        byte[] bytes = image().toBytes();
        for (long offset : new long[] {4097, LvmImage.AREA_BYTES * 1000L, -512}) {
            numbers(bytes).putLong(512 + 104, offset);
            assertEquals(
                    "its metadata area at byte " + Long.toUnsignedString(offset) + " is not there, or cannot be read",
                    problem(sealed(bytes)));
        }
        numbers(bytes).putLong(512 + 104, LvmImage.AREA).putLong(512 + 112, bytes.length - LvmImage.AREA);
        assertEquals("null", problem(sealed(bytes)));
        for (long size : new long[] {bytes.length - LvmImage.AREA + 1, -1}) {
            numbers(bytes).putLong(512 + 112, size);
            assertEquals("its metadata area at byte 4096 is not there, or cannot be read", problem(sealed(bytes)));
        }
        String damaged = "the header of its metadata area is damaged";
        bytes = image().toBytes();
        bytes[LvmImage.AREA + 100] ^= 1;
        assertEquals(damaged, problem(bytes));
        bytes = image().toBytes();
        bytes[LvmImage.AREA + 4] ^= 1;
        assertEquals(damaged, problem(sealed(bytes)));
        bytes = image().toBytes();
        bytes[LvmImage.AREA + 20] = 2;
        assertEquals(damaged, problem(sealed(bytes)));
        bytes = image().toBytes();
        bytes[LvmImage.AREA + 24] = 1;
        assertEquals(damaged, problem(sealed(bytes)));
    }

    @Test
    void theTextIsInTheRingOfItsArea() throws IOException {
        byte[] bytes = image().toBytes();
        long length = numbers(bytes).getLong(LvmImage.AREA + 48);
        long[][] wrong = {
            {1023, 512, 100},
            {1024, 511, 100},
            {1024, 1024, 100},
            {bytes.length, 512, 100},
            {-1, 512, 100},
            {4096, -1, 100}
        };
        for (long[] one : wrong) {
            numbers(bytes).putLong(LvmImage.AREA + 32, one[0]).putLong(LvmImage.AREA + 40, one[1]);
            numbers(bytes).putLong(LvmImage.AREA + 48, one[2]);
            assertEquals(
                    "the text of its metadata is at byte " + Long.toUnsignedString(one[1]) + " of an area of "
                            + Long.toUnsignedString(one[0]) + " bytes",
                    problem(sealed(bytes)));
        }
        numbers(bytes).putLong(LvmImage.AREA + 32, 1024).putLong(LvmImage.AREA + 40, 512);
        for (long none : new long[] {0, -1, 513}) {
            numbers(bytes).putLong(LvmImage.AREA + 48, none);
            assertEquals(
                    "the text of its metadata has " + Long.toUnsignedString(none) + " bytes, which is none or too many",
                    problem(sealed(bytes)));
        }
        for (long some : new long[] {1, 512}) {
            numbers(bytes).putLong(LvmImage.AREA + 48, some);
            assertEquals("the checksum of the text of its metadata is wrong", problem(sealed(bytes)));
        }
        numbers(bytes).putLong(LvmImage.AREA + 32, 4096).putLong(LvmImage.AREA + 48, length);
        assertEquals("null", problem(sealed(bytes)));
    }

    /** At most 8 MiB of a text, and 32 MiB of all texts of a disk. */
    @Test
    void largeTextsAreNotRead() throws IOException {
        byte[] bytes = Arrays.copyOf(image().toBytes(), 9 << 20);
        ByteBuffer out = numbers(bytes);
        // Four areas in the list, all of them the same one; the fifth is not looked at.
        for (int at = 104; at < 104 + 5 * 16; at += 16) {
            out.putLong(512 + at, LvmImage.AREA).putLong(512 + at + 8, 8704 << 10);
        }
        out.putLong(LvmImage.AREA + 32, 8704 << 10).putLong(LvmImage.AREA + 48, (8 << 20) + 1);
        PartitionTable table = read(sealed(bytes));
        String tooMany = "the text of its metadata has " + ((8 << 20) + 1) + " bytes, which is none or too many";
        assertEquals(
                List.of(
                        tooMany,
                        tooMany,
                        tooMany,
                        tooMany,
                        "it has more than 4 metadata areas, of which the others are not read"),
                table.findings().stream().map(Finding::detail).toList());
        byte[] four = bytes.clone();
        numbers(four).putLong(512 + 104 + 4 * 16, 0).putLong(512 + 104 + 4 * 16 + 8, 0);
        assertEquals(4, read(sealed(four)).findings().size());
        out.putLong(LvmImage.AREA + 48, 8 << 20);
        LvmImage.seal(bytes);
        DiskSectors sectors = new DiskSectors(RandomAccessSources.ofBytes("disk", bytes));
        LvmReader reader = new LvmReader(sectors);
        FindingLog log = new FindingLog("disk", 20);
        reader.read(0, sectors.count(), "first", log);
        out.putLong(LvmImage.AREA + 48, 1);
        LvmImage.seal(bytes);
        assertEquals(
                "the text of its metadata has 1 bytes, which is none or too many",
                reader.read(0, sectors.count(), "second", log).problem());
        assertEquals(
                "the checksum of the text of its metadata is wrong",
                log.findings().get(3).detail());
        assertEquals(10, log.findings().size());
    }

    @Test
    void aTextWithAnUnknownSectorCannotBeRead() throws IOException {
        RandomAccessSource disk = RandomAccessSources.ofBytes(
                "disk", image().linear("root", 0, 10).toBytes());
        PartitionTable table = PartitionTable.read(new BrokenSource(disk, sector -> sector == 9));
        assertEquals(
                "the text of its metadata cannot be read",
                String.valueOf(group(table).problem()));
        table = PartitionTable.read(new BrokenSource(disk, sector -> sector == 8));
        assertEquals(
                "its metadata area at byte 4096 is not there, or cannot be read",
                String.valueOf(group(table).problem()));
    }

    /** Where a physical volume has two areas, the one with the greater number counts, in whatever order they are. */
    @Test
    void theNewerOfTwoTextsCounts() throws IOException {
        for (int newer = 0; newer < 2; newer++) {
            byte[] bytes = image().linear("root", 0, 10).toBytes();
            byte[] other = image().linear("else", 20, 1).toBytes();
            byte[] text = new String(other, StandardCharsets.ISO_8859_1)
                    .replace("seqno = 7", newer == 1 ? "seqno = 8" : "seqno = 6")
                    .getBytes(StandardCharsets.ISO_8859_1);
            LvmImage.sealText(text);
            // The second area is in the extents from the 50th on, and its header says so.
            int second = (LvmImage.FIRST_EXTENT + 50 * EXTENT) * 512;
            numbers(text).putLong(LvmImage.AREA + 24, second);
            LvmImage.seal(text);
            System.arraycopy(text, LvmImage.AREA, bytes, second, LvmImage.AREA_BYTES);
            numbers(bytes).putLong(512 + 120, second).putLong(512 + 128, LvmImage.AREA_BYTES);
            LvmImage.seal(bytes);
            assertEquals(
                    List.of(newer == 1 ? "vg0/else linear 8: 0@288+8" : "vg0/root linear 80: 0@128+80"),
                    of(group(read(bytes))));
            // Where one of them is damaged, the other counts, and the damage is said.
            bytes[second + 512 + 30] ^= 1;
            PartitionTable table = read(bytes);
            assertEquals(List.of("vg0/root linear 80: 0@128+80"), of(group(table)));
            assertEquals(
                    List.of("the checksum of the text of its metadata is wrong"),
                    table.findings().stream().map(Finding::detail).toList());
        }
    }

    private static String unreadable(String... segments) throws IOException {
        return String.valueOf(group(image().volume("a", VISIBLE, List.of(segments)))
                .volumes()
                .get(0)
                .unreadable());
    }

    private static String linear(long start, long count, long place) {
        return "start_extent = " + start + "\nextent_count = " + count
                + "\ntype = \"striped\"\nstripe_count = 1\nstripes = [\"pv0\", " + place + "]\n";
    }

    @Test
    void whatIsWrongWithAVolumeIsSaid() throws IOException {
        assertEquals("null", unreadable(linear(0, 100, 0)));
        assertEquals("null", unreadable(linear(0, 1, 99)));
        assertEquals("null", unreadable(linear(3, 2, 5), linear(0, 3, 7)));
        assertEquals("null", unreadable(linear(0, 3, 5), linear(3, 2, 8)));
        String impossible = "has a segment that cannot be";
        assertEquals("has no segments, or larger ones than there can be", unreadable());
        assertEquals("has no segments, or larger ones than there can be", unreadable(linear(0, 0, 0)));
        assertEquals(impossible, unreadable(linear(0, 1, 0), linear(1, 0, 1)));
        assertEquals(impossible, unreadable(linear(0, 1, 0), linear(-1, 1, 1)));
        assertEquals(impossible, unreadable(linear(0, 1, 0), linear(0, 1, 1)));
        assertEquals(impossible, unreadable(linear(0, 1, 0), linear((1L << 40) + 1, 1, 1)));
        assertEquals(impossible, unreadable(linear(0, 1, 0), linear(1, (1L << 40) + 1, 1)));
        assertEquals(
                "has no segments, or larger ones than there can be", unreadable(linear(0, (1L << 40) / EXTENT + 1, 0)));
        String gap = "has a gap between its segments, or segments in one another";
        assertEquals(gap, unreadable(linear(1, 1, 0)));
        assertEquals(gap, unreadable(linear(0, 1, 0), linear(2, 1, 1)));
        assertEquals(gap, unreadable(linear(0, 2, 0), linear(1, 1, 3)));
        String behind = "has a segment behind the end of its physical volume";
        assertEquals(behind, unreadable(linear(0, 101, 0)));
        assertEquals(behind, unreadable(linear(0, 2, 99)));
        assertEquals(behind, unreadable(linear(0, 1, 100)));
        assertEquals(behind, unreadable(linear(0, 1, 101)));
        assertEquals(behind, unreadable(linear(0, 1, -1)));
        assertEquals(behind, unreadable(linear(0, (1L << 40) / EXTENT, 0)));
        String twice = "has one part of the disk twice";
        assertEquals(twice, unreadable(linear(0, 3, 5), linear(3, 2, 7)));
        assertEquals(twice, unreadable(linear(0, 3, 5), linear(3, 2, 4)));
        assertEquals(twice, unreadable(linear(0, 3, 5), linear(3, 5, 4)));
        assertEquals(twice, unreadable(linear(0, 3, 5), linear(3, 1, 6)));
        assertEquals(
                impossible,
                unreadable("start_extent = 0 extent_count = 1 type = \"linear\" stripes = [\"pv0\", 0, 1]"));
        assertEquals("null", unreadable("start_extent = 0 extent_count = 1 type = \"linear\" stripes = [\"pv0\", 0]"));
        assertEquals(
                "is of the kind " + "k".repeat(32) + ", which is not read",
                unreadable("start_extent = 0 extent_count = 1 type = \"" + "k".repeat(33) + "\""));
        assertEquals(
                "is of the kind " + "k".repeat(32) + ", which is not read",
                unreadable("start_extent = 0 extent_count = 1 type = \"" + "k".repeat(32) + "\""));
    }

    /** The origin of a snapshot that is being merged reads as neither of them. */
    @Test
    void aSnapshotThatIsBeingMergedIsNotRead() throws IOException {
        LvmImage image = image().linear("root", 10, 4)
                .linear("changes", 20, 2)
                .volume(
                        "snapshot0",
                        "\"READ\"",
                        List.of(LvmImage.segment(
                                0, 4, "snapshot", "chunk_size = 8\norigin = \"root\"\nmerging_store = \"changes\"\n")));
        assertEquals(
                List.of(
                        "vg0/root snapshot-merge 32: is of the kind snapshot-merge, which is not read",
                        "vg0/changes snapshot 16: is of the kind snapshot, which is not read"),
                of(group(image)));
    }

    /** The text of a group without volumes, with one thing in it changed. */
    private static String groupProblem(String from, String to) throws IOException {
        String text = image().text();
        assertTrue(text.contains(from), from);
        return problem(image().text(text.replace(from, to)).toBytes());
    }

    @Test
    void aGroupHasToDescribeItsPhysicalVolume() throws IOException {
        String none = "the text of its metadata does not describe this physical volume";
        assertEquals("null", groupProblem("extent_size = 8", "extent_size = 1"));
        assertEquals(none, groupProblem("extent_size = 8", "extent_size = 0"));
        assertEquals("null", groupProblem("extent_size = 8", "extent_size = 1099511627776"));
        assertEquals(none, groupProblem("extent_size = 8", "extent_size = 1099511627777"));
        assertEquals(none, groupProblem("AbCdEf-", "AbCdEF-"));
        assertEquals(none, groupProblem("physical_volumes", "others"));
        assertEquals("null", groupProblem("pe_start = 128", "pe_start = 0"));
        assertEquals("null", groupProblem("pe_start = 128", "pe_start = 1099511627775"));
        assertEquals(none, groupProblem("pe_start = 128", "pe_start = 1099511627776"));
        assertEquals(none, groupProblem("pe_start = 128", "pe_start = -1"));
        assertEquals("null", groupProblem("pe_count = 100\n}\npv1", "pe_count = 0\n}\npv1"));
        assertEquals("null", groupProblem("pe_count = 100\n}\npv1", "pe_count = 1099511627775\n}\npv1"));
        assertEquals(none, groupProblem("pe_count = 100\n}\npv1", "pe_count = 1099511627776\n}\npv1"));
        assertEquals(none, groupProblem("pe_count = 100\n}\npv1", "pe_count = -1\n}\npv1"));
        assertEquals("the text of its metadata has 2 groups", groupProblem("\ncontents", "\nb { }\ncontents"));
        assertEquals(
                "vg0",
                group(image().text(image().text().replace("pe_count", "p"))).name());
    }

    /** Extents of 2^40 sectors: a physical volume has one of them, and no disk has it. */
    @Test
    void aPhysicalVolumeLargerThanAnyDiskIsNotRead() throws IOException {
        String text = image().volume("a", VISIBLE, List.of(linear(0, 1, 0)))
                .text()
                .replace("extent_size = 8", "extent_size = 1099511627776");
        for (int extents = 1; extents <= 2; extents++) {
            String pair = text.replace("pe_count = 100\n}\npv1", "pe_count = " + extents + "\n}\npv1");
            assertEquals(
                    extents == 1
                            ? "has a segment behind the end of its partition or the disk"
                            : "is on a physical volume that is larger than there can be",
                    group(image().text(pair)).volumes().get(0).unreadable());
        }
    }

    @Test
    void upTo1024VolumesAreListed() throws IOException {
        for (int count : new int[] {1024, 1025}) {
            LvmImage image = image();
            for (int i = 0; i < count; i++) {
                image.volume("v" + i, VISIBLE, List.of());
            }
            image.volume("hidden", "\"READ\"", List.of());
            String text = image.text();
            LvmText.Section parsed = parse(text);
            Volume.Group group = new LvmVolumes().of(parsed, "AbCdEf0123456789AbCdEf0123456789", 0, 1000);
            assertEquals(1024, group.volumes().size());
            assertEquals(
                    count == 1024 ? "null" : "it has more than 1024 logical volumes, of which the others are left out",
                    String.valueOf(group.problem()));
        }
    }

    /** What is looked at before it is known that there is no table counts for no bound. */
    @Test
    void allVolumesOfADiskWithoutATableAreListed() throws IOException {
        LvmImage image = image();
        for (int i = 0; i < 400; i++) {
            image.volume("v" + i, VISIBLE, List.of());
        }
        Volume.Group group = group(image);
        assertEquals(400, group.volumes().size());
        assertNull(group.problem());
    }

    private static LvmText.Section parse(String text) {
        try {
            return LvmText.parse(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (LvmText.FormatException e) {
            throw new AssertionError(e);
        }
    }

    /** 65,536 for all volumes of a disk together. */
    @Test
    void segmentsAreReadUpToABound() {
        StringBuilder text = new StringBuilder(
                "g { extent_size = 1 physical_volumes { p { id = \"x\" pe_start = 0 pe_count = 99999 } }"
                        + " logical_volumes { a { status = [\"VISIBLE\"]");
        for (int i = 0; i < 16_384; i++) {
            text.append(" s" + i + " { start_extent = " + i + " extent_count = 1 type = \"linear\" stripes = [\"p\", "
                    + i + "] }");
        }
        LvmText.Section parsed = parse(text + " } } }");
        LvmVolumes volumes = new LvmVolumes();
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    16_384,
                    volumes.of(parsed, "x", 5, 20_000).volumes().get(0).pieces().size());
        }
        LvmText.Section single =
                parse("g { extent_size = 1 physical_volumes { p { id = \"x\" pe_start = 0 pe_count = 9 } }"
                        + " logical_volumes { a { status = [\"VISIBLE\"] s { start_extent = 0 extent_count = 1 type = \"linear\""
                        + " stripes = [\"p\", 0] } } } }");
        assertEquals(
                "has too many segments, which are not read",
                volumes.of(single, "x", 5, 20_000).volumes().get(0).unreadable());
        LogicalVolume next = volumes.of(parsed, "x", 5, 20_000).volumes().get(0);
        assertEquals("has too many segments, which are not read", next.unreadable());
        assertEquals(List.of(), next.pieces());
        assertEquals(16_384, next.sectorCount());
    }

    @Test
    void thePlacesOfAPartAreThoseOfItsPieces() throws IOException {
        LogicalVolume volume =
                group(image().linear("data", 50, 2, 20, 5)).volumes().get(0);
        assertEquals("", placesOf(volume, 0, 0));
        assertEquals("270336+1 ", placesOf(volume, 0, 1));
        assertEquals("278527+1 147456+1 ", placesOf(volume, 8191, 2));
        assertEquals("147456+20480 ", placesOf(volume, 8192, 99_999));
        assertEquals("147456+20480 ", placesOf(volume, 8192, Long.MAX_VALUE));
        assertEquals("", placesOf(volume, Long.MAX_VALUE, 1));
        assertEquals("167935+1 ", placesOf(volume, 56 * 512 - 1, 10));
        assertEquals("", placesOf(volume, 56 * 512, 10));
        assertEquals(0, volume.indexOf(15));
        assertEquals(1, volume.indexOf(16));
    }

    private static String placesOf(LogicalVolume volume, long offset, long length) {
        StringBuilder text = new StringBuilder();
        volume.places(offset, length).forEach(one -> text.append(one[0] + "+" + one[1] + " "));
        return text.toString();
    }

    @Test
    void aSourceOfAVolumeRefusesWhatIsNone() throws IOException {
        byte[] physical = image().linear("data", 50, 2).toBytes();
        RandomAccessSource disk = RandomAccessSources.ofBytes("disk", physical);
        LogicalVolume volume = group(PartitionTable.read(disk)).volumes().get(0);
        RandomAccessSource source = volume.on(disk);
        assertThrows(IllegalArgumentException.class, () -> source.read(-1, ByteBuffer.allocate(1)));
        assertEquals(0, source.read(0, ByteBuffer.allocate(0)));
        ByteBuffer target = ByteBuffer.allocate(100).limit(60).position(10);
        assertEquals(50, source.read(0, target));
        assertEquals(60, target.limit());
        // The same volume on a disk that is shorter than the one that described it.
        RandomAccessSource cut = volume.on(RandomAccessSources.ofBytes("cut", Arrays.copyOf(physical, 528 * 512)));
        EOFException ended = assertThrows(EOFException.class, () -> cut.read(5, ByteBuffer.allocate(1)));
        assertEquals("cut: ended at byte 270341, inside vg0/data", ended.getMessage());
        cut.close();
        assertThrows(ClosedChannelException.class, cut::size);
        assertThrows(
                IllegalStateException.class, () -> LogicalVolume.unreadable("vg0/a", "thin", 8, "is of the kind thin")
                        .on(disk));
    }
}
