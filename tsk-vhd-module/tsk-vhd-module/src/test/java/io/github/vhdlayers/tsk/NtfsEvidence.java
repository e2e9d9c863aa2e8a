package io.github.vhdlayers.tsk;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A base with an NTFS volume and a child in which known things happened to its files: {@code photo.bin} was changed in the middle,
 * {@code new.bin} is new, {@code again.bin} was stored again, equal to the layer below, {@code untouched.bin} was left alone, and
 * {@code note.txt} is small enough to lie in its MFT record and was rewritten.
 */
record NtfsEvidence(TestChain chain, List<Path> files, Map<String, byte[]> contents) {
    static final String[] PROGRAMS = {"mkfs.ntfs", "ntfscp"};
    static final int CHANGED_AT = 40_960;
    static final int CHANGED_BYTES = 5_000;

    private static final int SECTOR = 512;
    private static final int PARTITION_SECTOR = 2048;
    private static final int VOLUME_BYTES = 24 << 20;
    private static final int PAGE = 8;

    static NtfsEvidence make(Path folder) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path volume = work.resolve("volume.img");
        Files.write(volume, new byte[VOLUME_BYTES]);
        InteropTools.run(
                        work,
                        "mkfs.ntfs",
                        "-q",
                        "-F",
                        "-Q",
                        "-p",
                        "" + PARTITION_SECTOR,
                        "-L",
                        "CASE",
                        volume.toString())
                .requireSuccess();
        Map<String, byte[]> contents = new TreeMap<>();
        put(volume, contents, "photo.bin", bytes(1, 300_000));
        put(volume, contents, "again.bin", bytes(2, 65_536));
        put(volume, contents, "untouched.bin", bytes(3, 100_000));
        put(volume, contents, "note.txt", "the first text\n".getBytes(StandardCharsets.UTF_8));
        byte[] before = disk(volume);

        byte[] photo = Objects.requireNonNull(contents.get("photo.bin")).clone();
        System.arraycopy(bytes(4, CHANGED_BYTES), 0, photo, CHANGED_AT, CHANGED_BYTES);
        byte[] raw = Files.readAllBytes(volume);
        int photoAt = find(raw, Arrays.copyOf(photo, SECTOR));
        System.arraycopy(photo, CHANGED_AT, raw, photoAt + CHANGED_AT, CHANGED_BYTES);
        Files.write(volume, raw);
        contents.put("photo.bin", photo);
        put(volume, contents, "new.bin", bytes(5, 200_000));
        put(volume, contents, "note.txt", "another text, as short\n".getBytes(StandardCharsets.UTF_8));
        byte[] after = disk(volume);

        int againAt =
                PARTITION_SECTOR * SECTOR + find(Files.readAllBytes(volume), Arrays.copyOf(bytes(2, 65_536), SECTOR));
        // The files are of now, and a child that is older than its parent's files would be in doubt.
        long now = Instant.now().getEpochSecond()
                - Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        DiskImage.Builder base =
                DiskImage.dynamic(before.length).uniqueId(id(1)).timestamp(now);
        own(base, new byte[before.length], before, -1);
        DiskImage parent = base.build();
        DiskImage.Builder child = DiskImage.differencing(after.length)
                .parent(parent)
                .uniqueId(id(2))
                .timestamp(now);
        own(child, before, after, againAt);
        TestChain chain = TestChain.of(child.build(), parent);
        Path evidence = Files.createDirectories(folder.resolve("evidence"));
        List<Path> files = chain.writeTo(evidence, List.of("child.avhd", "base.vhd"));
        return new NtfsEvidence(chain, files, contents);
    }

    Path leaf() {
        return files.get(0);
    }

    private static void put(Path volume, Map<String, byte[]> contents, String name, byte[] content) throws IOException {
        Path source = volume.resolveSibling(name);
        Files.write(source, content);
        InteropTools.run(
                        Objects.requireNonNull(volume.getParent()),
                        "ntfscp",
                        "-q",
                        "-f",
                        volume.toString(),
                        source.toString(),
                        name)
                .requireSuccess();
        contents.put(name, content);
    }

    /** What differs, in pages as a system's cache writes them; and one file that is written again as it is. */
    private static void own(DiskImage.Builder disk, byte[] before, byte[] now, int againAt) {
        int page = PAGE * SECTOR;
        for (int at = 0; at < now.length; at += page) {
            boolean again = againAt >= 0 && at >= againAt && at < againAt + 65_536;
            if (again || !Arrays.equals(now, at, at + page, before, at, at + page)) {
                disk.own(at / SECTOR, PAGE, SectorContent.bytes(Arrays.copyOfRange(now, at, at + page), at / SECTOR));
            }
        }
    }

    private static byte[] disk(Path volume) throws IOException {
        byte[] part = Files.readAllBytes(volume);
        byte[] disk = new byte[PARTITION_SECTOR * SECTOR + part.length];
        System.arraycopy(part, 0, disk, PARTITION_SECTOR * SECTOR, part.length);
        disk[446 + 4] = 7;
        putInt(disk, 446 + 8, PARTITION_SECTOR);
        putInt(disk, 446 + 12, part.length / SECTOR);
        disk[510] = 0x55;
        disk[511] = (byte) 0xAA;
        return disk;
    }

    private static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Bytes that look like nothing else. */
    static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Where in a disk, at a sector's start, bytes are. */
    static int find(byte[] where, byte[] what) {
        for (int at = 0; at + what.length <= where.length; at += SECTOR) {
            if (Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        throw new IllegalStateException("not on the volume");
    }

    private static byte[] id(int last) {
        byte[] id = new byte[16];
        Arrays.fill(id, (byte) 0xD7);
        id[7] = 0x41;
        id[15] = (byte) last;
        return id;
    }
}
