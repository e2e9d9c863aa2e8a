package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * How long a walk over an NTFS volume of many files takes, beside {@code fls -r -p -l} and {@code fiwalk} on the same raw file. Prints and
 * judges nothing, so its name is none that a build looks for:
 *
 * <pre>
 * mvn test -pl :tsk-vhd-module -am -Dtest=WalkRate -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.argLine="-Xmx64m -Drate.files=100000"
 * </pre>
 *
 * <p>{@code -Dvhd.reader=java} or {@code tsk} chooses the reader. {@code -Drate.raw=FILE} keeps the volume for the next time.
 */
class WalkRate {
    private static final int IN_A_FOLDER = 1_000;
    private static final int ROUNDS = 3;

    @Test
    void besideFlsAndFiwalk() throws Exception {
        TestLibrary.get();
        int files = Integer.getInteger("rate.files", 100_000);
        Path raw = Path.of(System.getProperty("rate.raw", "target/rate.raw")).toAbsolutePath();
        if (!Files.exists(raw)) {
            make(raw, files);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            Taken fls = program("fls", "-r", "-p", "-l", raw.toString());
            Taken fiwalk = program("fiwalk", "-z", "-g", raw.toString());
            double names = walk(raw, files, true);
            double whole = walk(raw, files, false);
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %d files, %s%n"
                            + "  fls -rpl  %6.2f s, %d MiB%n"
                            + "  fiwalk    %6.2f s, %d MiB%n"
                            + "  names     %6.2f s, %.2f of fls%n"
                            + "  all of it %6.2f s, %.2f of fls, %.2f of fiwalk; %.0f files a second%n"
                            + "  most in use by this process so far: %d MiB of heap, %d MiB in all%n",
                    round,
                    files,
                    FileSystemReaders.find().description(),
                    fls.seconds(),
                    fls.mebibytes(),
                    fiwalk.seconds(),
                    fiwalk.mebibytes(),
                    names,
                    names / fls.seconds(),
                    whole,
                    whole / fls.seconds(),
                    whole / fiwalk.seconds(),
                    files / whole,
                    peakHeap() >> 20,
                    peak(Path.of("/proc/self/status")) >> 10);
        }
    }

    /** The most of the heap that was ever in use, garbage included. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** How many KiB a process had in memory at most, by its status; 0 if it is over. */
    private static long peak(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static void make(Path raw, int files) throws IOException {
        NtfsVolume.format(raw, 64L * 1024 * 1024 + files * 3_000L / 512 * 512);
        try (NtfsVolume volume = NtfsVolume.open(raw)) {
            byte[] small = new byte[100];
            byte[] large = new byte[3_000];
            for (int i = 0; i < files; i++) {
                String folder = "/folder " + i / IN_A_FOLDER;
                if (i % IN_A_FOLDER == 0) {
                    volume.folder(folder);
                }
                volume.write(folder + "/a file of some name " + i + ".txt", i % 4 == 0 ? large : small);
            }
        }
    }

    private static double walk(Path raw, int files, boolean namesOnly) throws IOException {
        long start = System.nanoTime();
        try (RandomAccessSource disk = RandomAccessSources.ofPath(raw);
                DiskFileSystems systems = FileSystemReaders.find().open(disk, PartitionTable.read(disk))) {
            long[] found = new long[1];
            WalkOptions options = WalkOptions.defaults().withDeleted(true);
            WalkResult result = namesOnly
                    ? systems.walkNames(systems.fileSystems().get(0), options, name -> ++found[0] > 0)
                    : systems.walk(
                            systems.fileSystems().get(0),
                            options,
                            file -> (found[0] += file.path().endsWith(".txt") ? 1 : 0) >= 0);
            if (!namesOnly) {
                assertEquals(files, found[0], result.problems().toString());
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** How long a program took, and how much memory at most. */
    private record Taken(double seconds, long mebibytes) {}

    private static Taken program(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long most = 0;
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, peak(status));
        }
        assertEquals(0, process.exitValue(), String.join(" ", command));
        return new Taken((System.nanoTime() - start) / 1e9, most >> 10);
    }
}
