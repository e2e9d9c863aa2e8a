package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that lie, through the detector and the parser with all settings on, in a process with a heap of 64 MiB: only Tika's own
 * exception comes out. How long each takes is printed and not judged, save that all of them must end.
 */
class HostileDisksTest {
    private static final long LARGEST = 2040L << 30;

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void smallHeapSufficesForAllOfThem() throws Exception {
        mutations();
        bombs();
        Path log = folder.resolve("log");
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classes,
                        HostileParses.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        List<String> lines = Files.readAllLines(log);
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        assertTrue(ended, () -> "not ended after\n" + last);
        assertEquals(0, process.exitValue(), last);
        assertEquals("done", lines.get(lines.size() - 1), last);
        String out = System.getProperty("hostile.log");
        if (out != null) {
            Files.write(Path.of(out), lines);
        }
    }

    private void mutations() throws IOException {
        DiskImage base = DiskImage.dynamic(40_960)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 5, SectorContent.pattern(1))
                .own(20, 25, SectorContent.pattern(2))
                .build();
        DiskImage child = DiskImage.differencing(40_960)
                .blockSize(4096)
                .layout(Layout.WINDOWS)
                .parent(base)
                .parentName("base.img")
                .relativeLocator(".\\base.img")
                .own(3, 10, SectorContent.pattern(3))
                .build();
        base.writeTo(folder.resolve("base.img"));
        DiskImage fixed =
                DiskImage.fixed(40_960).own(3, 10, SectorContent.pattern(3)).build();
        for (DiskImage image : List.of(base, child, fixed)) {
            byte[] intact = image.toBytes();
            for (Mutation mutation : Mutations.applyingTo(image)) {
                Files.write(
                        folder.resolve(image.kind() + "-" + mutation.name() + ".img"), mutation.apply(intact, image));
            }
        }
    }

    private void bombs() throws IOException {
        DiskImage tiny = DiskImage.dynamic(1 << 20)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 9, SectorContent.pattern(1))
                .build();
        for (long blockBytes : new long[] {0, 512, 4096, 1L << 21, 1L << 31, 0xFFFF_FFFFL}) {
            for (long entries : new long[] {0, 1L << 20, 0xFFFF_FFFFL}) {
                for (long size : new long[] {512, LARGEST, 64L << 40, -1L}) {
                    bomb(
                            "block-" + blockBytes + "-entries-" + entries + "-size-" + size,
                            tiny,
                            size,
                            entries,
                            blockBytes);
                }
            }
        }
        DiskImage orphan = DiskImage.differencing(LARGEST)
                .layout(Layout.COMPACT)
                .parentUniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .build();
        orphan.writeTo(folder.resolve("orphan-2040-gib.img"));
        sparseTable(tiny, true);
        sparseTable(tiny, false);
        everySecondSector();
    }

    private Path bomb(String name, DiskImage image, long size, long entries, long blockBytes) throws IOException {
        Path file = image.writeTo(folder.resolve(name + ".img"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long footer : new long[] {0, image.positions().tailOffset()}) {
                bytes.seek(footer + 48);
                bytes.writeLong(size);
            }
            bytes.seek(image.positions().headerOffset() + 28);
            bytes.writeInt((int) entries);
            bytes.writeInt((int) blockBytes);
        }
        return file;
    }

    /** A table of 16 GiB, of which the file system stores nothing: one run, or none that can be read. */
    private void sparseTable(DiskImage tiny, boolean zeros) throws IOException {
        Path file = bomb("sparse-table-" + zeros, tiny, LARGEST, 0xFFFF_FFFFL, 512);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(tiny.positions().tableOffset());
            byte[] old = new byte[(int) (bytes.length() - tiny.positions().tableOffset())];
            Arrays.fill(old, (byte) (zeros ? 0 : 0xFF));
            bytes.write(old);
            bytes.setLength(17L << 30);
        }
    }

    /** All blocks of the largest disk in one place, whose bitmap has every second bit set: two billion runs. */
    private void everySecondSector() throws IOException {
        DiskImage image = DiskImage.dynamic(LARGEST)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .build();
        Path file = image.writeTo(folder.resolve("every-second-sector.img"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] table = new byte[(int) (LARGEST >> 21) * Integer.BYTES];
            ByteBuffer entries = ByteBuffer.wrap(table);
            while (entries.hasRemaining()) {
                entries.putInt((int) image.positions().tableEntry(0));
            }
            bytes.seek(image.positions().tableOffset());
            bytes.write(table);
            byte[] bitmap = new byte[512];
            Arrays.fill(bitmap, (byte) 0xAA);
            bytes.seek(image.positions().bitmapOffset(0));
            bytes.write(bitmap);
        }
    }
}
