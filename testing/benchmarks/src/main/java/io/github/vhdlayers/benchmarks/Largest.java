package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.file.BlockLayout;
import io.github.vhdlayers.ownership.SectorCounts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Opens a chain of three on a disk of 2040 GiB as the first thing a process does, and maps it as the last. Each process gives one
 * sample: {@code Largest write}, {@code Largest open} or {@code Largest map}.
 */
final class Largest {
    private Largest() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments[0];
        if (what.equals("write")) {
            System.out.println(MeasuredDisk.largest().leaf());
            return;
        }
        Path leaf = MeasuredDisk.folder().resolve("largest").resolve("leaf.vhd");
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            double millis = (System.nanoTime() - start) / 1e6;
            switch (what) {
                case "open" ->
                    System.out.printf(
                            Locale.ROOT,
                            "%.2f %.2f%n",
                            millis,
                            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e6);
                case "heap" -> System.out.printf(Locale.ROOT, "%.2f%n", liveHeap() / (double) (1 << 20));
                case "map" -> map(disk);
                default -> throw new IllegalArgumentException(what);
            }
        }
    }

    private static void map(VirtualDisk disk) throws Exception {
        for (int layer : new int[] {2, 0}) {
            long start = System.nanoTime();
            SectorCounts summary = disk.asOf(layer).ownership().summary();
            double seconds = (System.nanoTime() - start) / 1e9;
            BlockLayout base = Objects.requireNonNull(
                    (BlockLayout) disk.chain().layer(2).file().layout());
            System.out.printf(
                    Locale.ROOT,
                    "as of layer %d: %d runs, %d blocks whose bitmaps are %d bytes, %.2f s%n",
                    layer,
                    summary.runCount(),
                    base.blockCount(),
                    base.blockCount() * base.bitmapBytes(),
                    seconds);
        }
    }

    /** The live heap in bytes, after what is garbage is gone. */
    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
