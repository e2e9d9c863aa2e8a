package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.internal.file.BlockLayout;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.ownership.SectorCounts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Opens a chain of three on a disk of 2040 GiB as the first thing a process does, and maps it as the last. Each process gives one
 * sample: {@code Largest write}, {@code Largest open}, {@code Largest tables} or {@code Largest map}; with {@code vhdx} behind it of
 * 64 TiB in VHDX files. {@code Largest comb} writes a chain of two layers with 64
 * runs in every block of each, and prints its leaf, for the tool's commands.
 */
final class Largest {
    private Largest() {}

    public static void main(String[] arguments) throws Exception {
        String what = arguments[0];
        boolean isVhdx = arguments.length > 1 && arguments[1].equals("vhdx");
        if (what.equals("write")) {
            System.out.println((isVhdx ? MeasuredDisk.largestVhdx() : MeasuredDisk.largest()).leaf());
            return;
        }
        if (what.equals("comb")) {
            System.out.println(MeasuredDisk.combed().leaf());
            return;
        }
        Path leaf = MeasuredDisk.folder().resolve(isVhdx ? "largest-vhdx/leaf.vhdx" : "largest/leaf.vhd");
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
                case "tables" -> tables(disk);
                default -> throw new IllegalArgumentException(what);
            }
        }
    }

    private static void map(VirtualDisk disk) throws Exception {
        for (int layer : new int[] {2, 0}) {
            long start = System.nanoTime();
            SectorCounts summary = disk.asOf(layer).ownership().summary();
            double seconds = (System.nanoTime() - start) / 1e9;
            String bitmaps = SectorLayout.of(disk.chain().layer(2).file()) instanceof BlockLayout base
                    ? base.blockCount() + " blocks with bitmaps of " + base.blockCount() * base.bitmapBytes()
                            + " bytes, "
                    : "";
            System.out.printf(
                    Locale.ROOT, "as of layer %d: %d runs, %s%.2f s%n", layer, summary.runCount(), bitmaps, seconds);
        }
    }

    /** What the commands do that examine all tables, in the files' order. */
    private static void tables(VirtualDisk disk) throws Exception {
        long start = System.nanoTime();
        int findings = disk.examineBlocks().size();
        System.out.printf(
                Locale.ROOT,
                "tables of %d layers: %.2f s, %d findings%n",
                disk.chain().layers().size(),
                (System.nanoTime() - start) / 1e9,
                findings);
    }

    /** The live heap in bytes, after what is garbage is gone. */
    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
