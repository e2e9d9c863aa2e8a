package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.LogicalVolume;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import io.github.vhdlayers.testkit.LvmImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A physical volume of Linux LVM with any text, or with changed bytes of its label and metadata; its checksums are made right. */
public final class LogicalVolumes {
    private static final int EXTENTS = 40;
    private static final int SECTOR = 512;

    private LogicalVolumes() {}

    private static LvmImage sound() {
        return new LvmImage(EXTENTS, 8)
                .linear("root", 0, 10)
                .linear("data", 20, 2, 15, 5)
                .volume("thin", "\"VISIBLE\"", List.of(LvmImage.segment(0, 4, "thin", "thin_pool = \"pool\"\n")));
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        LvmImage image = sound();
        byte[] bytes;
        if (draw.u8() % 2 == 0) {
            byte[] text = draw.bytes(LvmImage.AREA_BYTES - 2 * SECTOR);
            bytes = (text.length == 0 ? image : image.text(new String(text, StandardCharsets.ISO_8859_1))).toBytes();
        } else {
            bytes = image.toBytes();
            while (!draw.isEmpty()) {
                int at = SECTOR + draw.below(LvmImage.AREA + 4 * SECTOR);
                bytes[at] = (byte) draw.u8();
            }
            LvmImage.sealText(bytes);
        }
        check(bytes);
    }

    private static void check(byte[] bytes) throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofBytes("disk", bytes)) {
            PartitionTable table = PartitionTable.read(disk);
            Walk.touch(table.toString());
            for (Partition partition : table.partitions()) {
                Volume.Group group =
                        partition.volume() == null ? null : partition.volume().group();
                for (LogicalVolume volume : group == null ? List.<LogicalVolume>of() : group.volumes()) {
                    check(volume, disk);
                }
            }
        }
    }

    private static void check(LogicalVolume volume, RandomAccessSource disk) throws IOException {
        long next = 0;
        for (LogicalVolume.Piece piece : volume.pieces()) {
            Walk.require(piece.firstSector() == next && piece.sectorCount() > 0, "a gap: " + volume);
            Walk.require(
                    piece.diskSector() >= 0 && piece.diskSector() + piece.sectorCount() <= disk.size() / SECTOR,
                    "outside: " + volume);
            next = piece.endSector();
        }
        Walk.require((volume.unreadable() == null) == (next > 0), "neither read nor named: " + volume);
        if (volume.unreadable() == null) {
            Walk.require(next == volume.sectorCount(), "another size: " + volume);
            try (RandomAccessSource source = volume.on(disk)) {
                source.readFully(0, ByteBuffer.allocate((int) source.size()));
            }
        }
    }

    /** A sound text, odd ones, and changes of single bytes. */
    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("text", withKind(0, sound().text()));
        seeds.put("nested", withKind(0, "a {".repeat(40)));
        seeds.put("list", withKind(0, "a { b = [\"x\", 1, \"\\\"\"] c = -1 d = 1.5 } # e"));
        seeds.put("changes", new byte[] {1, 0, 100, 7, 14, 0, 40, 14, 60, (byte) 0xFF});
        return seeds;
    }

    private static byte[] withKind(int kind, String text) {
        byte[] bytes = (" " + text).getBytes(StandardCharsets.ISO_8859_1);
        bytes[0] = (byte) kind;
        return bytes;
    }
}
