package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prints how long the reader takes beside a plain Java read of the same bytes in a raw file, as a table. Arguments choose:
 * {@code formats=vhd,vhdx depths=1,3 runs=8,64 buffers=64,1024 kinds=heap,direct rounds=30 what=sequential,bare,random,threads}.
 */
final class Ratios {
    private static final int RANDOM_READS = 20_000;

    private final List<String> formats;
    private final List<Integer> depths;
    private final List<Integer> runs;
    private final List<Integer> bufferKibibytes;
    private final List<String> kinds;
    private final List<String> what;
    private final int rounds;

    private Ratios(String[] arguments) {
        formats = List.of(choice(arguments, "formats", "vhd").split(",", -1));
        depths = numbers(choice(arguments, "depths", "1,3,16,64"));
        runs = numbers(choice(arguments, "runs", "8,64,4096"));
        bufferKibibytes = numbers(choice(arguments, "buffers", "64,1024"));
        kinds = List.of(choice(arguments, "kinds", "heap,direct").split(",", -1));
        what = List.of(
                choice(arguments, "what", "sequential,bare,random,threads").split(",", -1));
        rounds = Integer.parseInt(choice(arguments, "rounds", "15"));
    }

    public static void main(String[] arguments) throws Exception {
        Ratios ratios = new Ratios(arguments);
        System.out.println("| what | depth | run | buffer | plain ms | ours ms | ratio | quartiles | processor |");
        System.out.println("|---|---:|---:|---|---:|---:|---:|---:|---:|");
        for (String format : ratios.formats) {
            for (int depth : ratios.depths) {
                for (int run : ratios.runs) {
                    ratios.measure(format, depth, run);
                }
            }
        }
    }

    private void measure(String format, int depth, int runSectors) throws Exception {
        long bytes = MeasuredDisk.usualBytes();
        boolean isVhdx = format.equals("vhdx");
        MeasuredDisk measured =
                isVhdx ? MeasuredDisk.ofVhdx(bytes, depth, runSectors) : MeasuredDisk.of(bytes, depth, runSectors);
        String of = isVhdx ? "VHDX: " : "";
        try (VirtualDisk disk = VirtualDisk.open(measured.leaf());
                RandomAccessSource raw = RandomAccessSources.ofChannel("raw", FileChannel.open(measured.raw()))) {
            for (String kind : kinds) {
                for (int kibibytes : bufferKibibytes) {
                    if (what.contains("bare")) {
                        Pass plain = Pass.sequential(raw, buffer(kind, kibibytes << 10));
                        try (BareRuns bare = BareRuns.whole(disk, kibibytes << 10)) {
                            row(
                                    of + "one bare call a run",
                                    depth,
                                    runSectors,
                                    kibibytes + " KiB " + kind,
                                    Duel.of(plain, bare.pass(buffer(kind, kibibytes << 10)), rounds));
                        }
                    }
                    if (what.contains("sequential")) {
                        Pass plain = Pass.sequential(raw, buffer(kind, kibibytes << 10));
                        Pass ours = Pass.sequential(disk, buffer(kind, kibibytes << 10));
                        row(
                                of + "sequential",
                                depth,
                                runSectors,
                                kibibytes + " KiB " + kind,
                                Duel.of(plain, ours, rounds));
                    }
                }
                if (what.contains("random")) {
                    Pass plain = Pass.random(raw, buffer(kind, 4096), RANDOM_READS);
                    if (what.contains("bare")) {
                        try (BareRuns bare = BareRuns.random(disk, 4096, RANDOM_READS)) {
                            row(
                                    of + "random, one bare call a run",
                                    depth,
                                    runSectors,
                                    "4 KiB " + kind,
                                    Duel.of(plain, bare.pass(buffer(kind, 4096)), rounds));
                        }
                    }
                    Pass ours = Pass.random(disk, buffer(kind, 4096), RANDOM_READS);
                    row(of + "random", depth, runSectors, "4 KiB " + kind, Duel.of(plain, ours, rounds));
                }
            }
            if (what.contains("threads")) {
                for (RandomAccessSource source : List.of(raw, disk)) {
                    String name = of + (source == raw ? "two threads to one, raw" : "two threads to one");
                    Pass one = Pass.sequential(source, buffer("direct", 1 << 20));
                    Pass two = Pass.together(
                            Pass.sequential(source, buffer("direct", 1 << 20), 0, 2),
                            Pass.sequential(source, buffer("direct", 1 << 20), 1, 2));
                    row(name, depth, runSectors, "1024 KiB direct", Duel.of(one, two, rounds));
                }
            }
        }
    }

    private static void row(String name, int depth, int runSectors, String buffer, Duel duel) {
        System.out.println(
                "| " + name + " | " + depth + " | " + runSectors + " | " + buffer + " | " + duel.cells() + " |");
    }

    private static ByteBuffer buffer(String kind, int bytes) {
        return kind.equals("direct") ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
    }

    private static String choice(String[] arguments, String name, String otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }

    private static List<Integer> numbers(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : list.split(",", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }
}
