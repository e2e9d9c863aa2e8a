package io.github.vhdlayers.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.LvmImage;
import io.github.vhdlayers.testkit.RawDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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
    }

    @Test
    void theTextMayGoOnAtTheBeginOfItsArea() throws IOException {
        for (int left : new int[] {1, 100, 511, 512, 513}) {
            assertEquals(
                    List.of("vg0/root linear 80: 0@128+80"),
                    of(group(image().linear("root", 0, 10).textAt(LvmImage.AREA_BYTES - left))));
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
}
