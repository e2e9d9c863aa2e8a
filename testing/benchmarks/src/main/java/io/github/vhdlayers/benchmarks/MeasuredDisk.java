package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.testkit.DealtChains;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A chain and the same disk as one raw file, both on this machine's disk. Written once and found again.
 *
 * @param leaf the leaf's file, its parents beside it
 * @param raw the merged disk's bytes
 */
record MeasuredDisk(Path leaf, Path raw) {
    private static final long LARGEST = 2040L << 30;
    private static final long SEED = 8;
    private static final String RAW = "merged.raw";

    /** The folder of all measured disks: the system property {@code benchmarks.folder}, or one below the temporary folder. */
    static Path folder() {
        String folder = System.getProperty("benchmarks.folder");
        return folder != null
                ? Path.of(folder)
                : Path.of(System.getProperty("java.io.tmpdir"), "vhd-layers-benchmarks");
    }

    /** How large the disks of the library's benchmarks are: the system property {@code benchmarks.mebibytes}, or 256. */
    static long usualBytes() {
        return Long.getLong("benchmarks.mebibytes", 256) << 20;
    }

    /** A disk whose every run has the length given, each in a random layer; written if it is not there. */
    static MeasuredDisk of(long bytes, int depth, long runSectors) throws IOException {
        return written("dealt-" + (bytes >> 20) + "m-" + depth + "-" + runSectors, folder -> {
            TestChain chain = DealtChains.of(bytes, depth, runSectors, SEED);
            chain.writeTo(folder);
            chain.writeMergedTo(folder.resolve(RAW));
        });
    }

    /**
     * A chain of three on the largest disk of the format, 2040 GiB. All blocks of the base are there and full, but what they hold
     * is a hole, so that only tables and bitmaps take room: 4 GiB where the file system has blocks of 4 KiB.
     */
    static MeasuredDisk largest() throws IOException {
        return written("largest", folder -> {
            DiskImage base = DiskImage.dynamic(LARGEST)
                    .own(0, LARGEST / 512, SectorContent.zeros())
                    .build();
            DiskImage middle = written(DiskImage.differencing(LARGEST).parent(base), 1);
            TestChain.of(written(DiskImage.differencing(LARGEST).parent(middle), 2), middle, base)
                    .writeTo(folder);
        });
    }

    /** Gives a layer a thousand runs of 64 KiB all over the disk. */
    private static DiskImage written(DiskImage.Builder layer, long seed) {
        for (long run = 0; run < 1000; run++) {
            layer.own((LARGEST / 512 / 1000) * run + 1000 * seed, 128, SectorContent.pattern(seed));
        }
        return layer.build();
    }

    private interface Writer {
        void write(Path folder) throws IOException;
    }

    private static MeasuredDisk written(String name, Writer writer) throws IOException {
        Path folder = folder().resolve(name);
        if (!Files.exists(folder)) {
            // Under another name first, so that what was left by a run that was stopped is not taken for a disk.
            Path unfinished = folder().resolve(name + ".unfinished");
            remove(unfinished);
            Files.createDirectories(unfinished);
            writer.write(unfinished);
            Files.move(unfinished, folder);
            PageCache.forget(folder);
        }
        return new MeasuredDisk(folder.resolve("leaf.vhd"), folder.resolve(RAW));
    }

    /** Removes a folder and what is in it, if it is there. */
    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
