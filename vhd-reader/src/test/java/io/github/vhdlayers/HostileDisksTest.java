package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every hostile disk there is, in a process with a heap of 64 MiB. How long each takes is printed and not judged, save that all
 * of them together must end in minutes where a mistake takes hours.
 */
class HostileDisksTest {
    private static final long LARGEST = 2040L << 30;

    @TempDir
    Path folder;

    @Test
    void aSmallHeapSufficesForAllOfThem() throws IOException, InterruptedException {
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
                        HostileDisks.class.getName(),
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
        for (Map.Entry<String, TestChain> subject :
                MutationVerdictsTest.subjects().entrySet()) {
            DiskImage image = subject.getValue().leaf();
            byte[] intact = image.toBytes();
            for (Mutation mutation : Mutations.applyingTo(image)) {
                String name = subject.getKey() + "-" + mutation.name() + ".img";
                Files.write(folder.resolve(name), mutation.apply(intact, image));
            }
        }
    }

    private void bombs() throws IOException {
        DiskImage tiny = DiskImage.dynamic(1 << 20)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 9, SectorContent.pattern(1))
                .build();
        for (long blockBytes : new long[] {0, 1, 511, 512, 4096, 1L << 21, 1L << 28, 1L << 31, 0xFFFF_FFFFL}) {
            for (long entries : new long[] {0, 1, 1L << 20, 1L << 31, 0xFFFF_FFFFL}) {
                for (long size : new long[] {512, LARGEST, 64L << 40, Long.MAX_VALUE, -1L}) {
                    bomb(
                            "block-" + blockBytes + "-entries-" + entries + "-size-" + size,
                            tiny,
                            size,
                            entries,
                            blockBytes);
                }
            }
        }
        DiskImage differencing = DiskImage.differencing(LARGEST)
                .layout(Layout.COMPACT)
                .parentUniqueId(tiny.uniqueId())
                .build();
        differencing.writeTo(folder.resolve("orphan-2040-gib.img"));
        DiskImage.dynamic(LARGEST).build().writeTo(folder.resolve("empty-2040-gib.img"));
        fixedThatClaims64Tib();
        everySecondSectorOfALargeDisk();
        for (boolean zeros : new boolean[] {true, false}) {
            sparseTable(tiny, zeros);
        }
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

    private void fixedThatClaims64Tib() throws IOException {
        DiskImage fixed = DiskImage.fixed(4096).build();
        Path file = fixed.writeTo(folder.resolve("fixed-64-tib.img"));
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4096 + 48);
            bytes.writeLong(64L << 40);
        }
    }

    /** All blocks of the largest disk in one place, whose bitmap has every second bit set. */
    private void everySecondSectorOfALargeDisk() throws IOException {
        DiskImage image = DiskImage.dynamic(LARGEST)
                .layout(Layout.COMPACT)
                .own(0, 1, SectorContent.pattern(1))
                .build();
        File file = image.writeTo(folder.resolve("every-second-sector.img")).toFile();
        try (RandomAccessFile bytes = new RandomAccessFile(file, "rw")) {
            byte[] table = new byte[(int) (LARGEST >> 21) * 4];
            for (int i = 0; i < table.length; i += 4) {
                long entry = image.positions().tableEntry(0);
                for (int j = 0; j < 4; j++) {
                    table[i + j] = (byte) (entry >>> (24 - 8 * j));
                }
            }
            bytes.seek(image.positions().tableOffset());
            bytes.write(table);
            byte[] bitmap = new byte[512];
            Arrays.fill(bitmap, (byte) 0xAA);
            bytes.seek(image.positions().bitmapOffset(0));
            bytes.write(bitmap);
        }
    }

    /** A table of 16 GiB, of which the file system stores nothing. */
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
}
