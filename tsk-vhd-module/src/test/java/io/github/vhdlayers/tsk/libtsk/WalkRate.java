package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.files.DiskFileSystems;
import io.github.vhdlayers.files.FileSystemReaders;
import io.github.vhdlayers.files.WalkOptions;
import io.github.vhdlayers.files.WalkResult;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * How long a walk over an NTFS volume of many files takes, beside {@code fls -r} and {@code fiwalk} on the same raw file. Prints and
 * judges nothing, so its name is none that a build looks for:
 *
 * <pre>
 * mvn test -pl tsk-vhd-module -am -Dtest=WalkRate -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.argLine="-Xmx64m -Drate.files=100000"
 * </pre>
 *
 * <p>{@code -Drate.raw=FILE} keeps the volume for the next time.
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
            double fls = seconds("fls", "-r", raw.toString());
            double fiwalk = seconds("fiwalk", "-z", "-g", raw.toString());
            double names = walk(raw, files, true);
            double whole = walk(raw, files, false);
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %d files: fls -r %.2f s, fiwalk %.2f s, names %.2f s (%.2f of fls), files with all extents %.2f s "
                            + "(%.0f a second, %.2f of fls, %.2f of fiwalk), heap used %d MiB%n",
                    round,
                    files,
                    fls,
                    fiwalk,
                    names,
                    names / fls,
                    whole,
                    files / whole,
                    whole / fls,
                    whole / fiwalk,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
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

    private static double seconds(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return (System.nanoTime() - start) / 1e9;
    }
}
