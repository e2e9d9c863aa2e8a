package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.testkit.DealtChains;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Positions;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
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

    /** A disk of runs that all have the length given, each in a random layer; written if it is not there. */
    static MeasuredDisk of(long bytes, int depth, long runSectors) throws IOException {
        return written("dealt-" + (bytes >> 20) + "m-" + depth + "-" + runSectors, folder -> {
            TestChain chain = DealtChains.of(bytes, depth, runSectors, SEED);
            chain.writeTo(folder);
            chain.writeMergedTo(folder.resolve(RAW));
        });
    }

    /** The same in VHDX files. */
    static MeasuredDisk ofVhdx(long bytes, int depth, long runSectors) throws IOException {
        String name = "dealt-vhdx-" + (bytes >> 20) + "m-" + depth + "-" + runSectors;
        return written(name, made -> VhdxDisks.dealt(made, RAW, bytes, depth, runSectors))
                .inVhdx();
    }

    /** A chain of three on 64 TiB in VHDX files; there is no raw file. */
    static MeasuredDisk largestVhdx() throws IOException {
        return written("largest-vhdx", VhdxDisks::largest).inVhdx();
    }

    private MeasuredDisk inVhdx() {
        return new MeasuredDisk(leaf.resolveSibling("leaf.vhdx"), raw);
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

    /**
     * A child and its parent on the largest disk of the format, with as many owners as years of use leave: all 1,044,480 blocks of
     * both are there, and each holds 64 runs of 32 sectors, those of the child beside those of the parent. What they hold is a hole:
     * 8 GiB where the file system has blocks of 4 KiB.
     */
    static MeasuredDisk combed() throws IOException {
        return written("combed", folder -> {
            DiskImage base = allocated(DiskImage.dynamic(LARGEST));
            DiskImage leaf = allocated(DiskImage.differencing(LARGEST).parent(base));
            // Names move what is behind them.
            TestChain chain = TestChain.of(leaf, base).named();
            List<Path> files = chain.writeTo(folder);
            comb(chain.layers().get(0), files.get(0), 0xFFFFFFFF_00000000L);
            comb(chain.layers().get(1), files.get(1), 0x00000000_FFFFFFFFL);
        });
    }

    /** Every block is there, and none of its bits is set. */
    private static DiskImage allocated(DiskImage.Builder layer) {
        for (long block = 0; block < LARGEST >> 21; block++) {
            layer.allocate(block);
        }
        return layer.build();
    }

    /** Writes eight bytes all over the bitmap of each block. */
    private static void comb(DiskImage image, Path file, long bits) throws IOException {
        ByteBuffer bitmap = ByteBuffer.allocate(512);
        while (bitmap.hasRemaining()) {
            bitmap.putLong(bits);
        }
        Positions positions = image.positions();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int block : positions.blocksInFileOrder()) {
                channel.write(bitmap.rewind(), positions.bitmapOffset(block));
            }
        }
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
