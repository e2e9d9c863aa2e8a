package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.HostileDisks;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link HostileVhdxListTest} runs in a process with a small heap: opens the leaf in every folder of a folder as a program does that
 * knows nothing of the file, and prints a line with tabs between: the folder, the milliseconds to the answer, those to read, map and scan
 * what can be read, and the answer. A child with a refused parent is read again without it.
 */
final class HostileAnswers {
    private static final VhdOptions ALONE =
            VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
    private static final int MOST_RUNS = 1000;
    private static final int SECTOR = 512;

    private HostileAnswers() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(args[0]), "case-*")) {
            for (Path folder : folders) {
                Path leaf = folder.resolve(HostileCase.LEAF);
                long start = millis();
                Answer answer = answer(leaf);
                long second = millis();
                long again = answer(leaf).at - second;
                use(leaf);
                out.println(folder.getFileName() + "\t" + (answer.at - start) + "\t" + again + "\t"
                        + (millis() - second - again) + "\t" + answer.text);
            }
        }
        out.println("done");
    }

    /** Of processor time: the machine may have other things to do. */
    private static long millis() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
    }

    /** An answer and when its codes were known: the sectors are counted after that, if there are any. */
    private record Answer(long at, String text) {}

    private static Answer answer(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            return answer(disk);
        } catch (ParentException e) {
            Answer alone = alone(leaf);
            return new Answer(alone.at, refusal(e) + "; alone " + alone.text);
        } catch (VhdException e) {
            return new Answer(millis(), refusal(e));
        }
    }

    private static Answer alone(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, ALONE)) {
            return answer(disk);
        } catch (VhdException e) {
            return new Answer(millis(), refusal(e));
        }
    }

    private static String refusal(VhdException e) {
        return "refused: " + e.code() + (e.getMessage().contains("VHDX") ? "" : " (" + e.getMessage() + ")");
    }

    private static Answer answer(VirtualDisk disk) throws IOException {
        List<Finding> findings = new ArrayList<>(disk.findings());
        findings.addAll(disk.examineBlocks());
        long at = millis();
        String codes = findings.stream()
                .map(finding -> finding.code().name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        return new Answer(
                at,
                "opens, " + disk.sectors() + " sectors, " + unknown(disk) + " unknown"
                        + (codes.isEmpty() ? "" : ": " + codes));
    }

    private static void use(Path leaf) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, ALONE)) {
            HostileDisks.use(disk);
        } catch (VhdException e) {
            // That is the answer.
        }
    }

    /** How many sectors are unknown; none of them can be read. */
    private static String unknown(VirtualDisk disk) throws IOException {
        RunCursor runs = disk.ownership().runs(0, disk.sectors());
        for (int i = 0; i < MOST_RUNS && runs.next(); i++) {
            OwnershipRun run = runs.current();
            if (run.owner() == Owner.Unowned.UNKNOWN && isReadable(disk, run)) {
                return "READ " + run;
            }
        }
        return Long.toString(disk.ownership().summary().unknownSectors());
    }

    private static boolean isReadable(VirtualDisk disk, OwnershipRun run) throws IOException {
        try {
            disk.readFully(run.firstSector() * SECTOR, ByteBuffer.allocate(SECTOR));
            return true;
        } catch (VhdException e) {
            return false;
        }
    }
}
