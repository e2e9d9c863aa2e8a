package io.github.vhdlayers;

import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** What tests run in a process with a small heap: opens every file below a folder and uses what comes out. */
public final class HostileDisks {
    private static final int MOST_RUNS = 200_000;

    private HostileDisks() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            for (Path file :
                    all.filter(file -> file.toString().endsWith(".img")).toList()) {
                long start = cpuNanos();
                String answer = use(file);
                out.println((cpuNanos() - start) / 1_000_000 + " ms " + file.getFileName() + " " + answer);
            }
        }
        out.println("done");
    }

    private static String use(Path file) throws IOException {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(file, options)) {
            return use(disk);
        } catch (VhdException e) {
            return e.code().name();
        }
    }

    /** Asks a disk everything, and says in a line what came of it. */
    public static String use(VirtualDisk disk) throws IOException {
        try {
            int findings = disk.findings().size() + disk.examineBlocks().size();
            int refused = read(disk, 0) + read(disk, disk.size() / 2) + read(disk, Math.max(0, disk.size() - 65_536));
            String runs = map(disk, 0) + " and " + map(disk, disk.sectors() / 2);
            return findings + " findings, " + refused + " reads refused, runs " + runs + ", " + blocks(disk)
                    + " blocks, " + residue(disk);
        } catch (VhdException e) {
            return e.code().name();
        }
    }

    private static int read(VirtualDisk disk, long at) throws IOException {
        try {
            disk.read(at, ByteBuffer.allocate(65_536));
            return 0;
        } catch (VhdException e) {
            return 1;
        }
    }

    private static String map(VirtualDisk disk, long from) throws IOException {
        int count = 0;
        try {
            RunCursor runs = disk.ownership().runs(from, disk.sectors() - from);
            while (count < MOST_RUNS && runs.next()) {
                count++;
            }
            return Integer.toString(count);
        } catch (VhdException e) {
            return count + " " + e.code();
        }
    }

    private static long blocks(VirtualDisk disk) throws IOException {
        SectorLayout blocks = SectorLayout.of(disk.chain().leaf().file());
        return blocks == null ? 0 : blocks.count().stored();
    }

    /** The machine may have other things to do. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String residue(VirtualDisk disk) throws IOException {
        try {
            return disk.examineResidue((done, total, read) -> read < 16 << 20).size() + " of residue";
        } catch (CancellationException e) {
            return "residue not to the end";
        } catch (VhdException e) {
            return "residue " + e.code();
        }
    }
}
