package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxMutation;
import io.github.vhdlayers.testkit.VhdxMutations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What becomes of every mutation of a VHDX: the error, or the findings with their severity, and how many sectors are right, other than
 * they were, of another owner, and unknown. The answers are in a file beside this test, so that a change of any of them is seen and has
 * to be wanted; {@code -Dverdicts.vhdx.write=FILE} writes the present ones.
 */
class VhdxMutationVerdictsTest {
    private static final int SECTOR = 512;
    private static final String ANSWERS = "vhdx-mutation-verdicts.txt";
    /** Of disks that became larger, this many sectors are looked at. */
    private static final int MOST_SECTORS = 6 * 2048;

    /** What the third and the fourth kind of file have that the others have not. */
    private static final Map<String, String> ASKED = Map.of(
            "logged", "(header|log|file-cut)-.*", "fixed-4k", "(table|file-cut|metadata-(size|logical|block|bits))-.*");

    @Test
    void everyMutationHasItsAnswer() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, VhdxChain> subject : VhdxSubjects.all().entrySet()) {
            Oracle oracle = new Oracle(subject.getValue());
            VhdxImage image = subject.getValue().layers().get(0);
            byte[] intact = image.toBytes();
            lines.add(subject.getKey() + " intact: " + oracle.verdict(intact));
            for (VhdxMutation mutation : VhdxMutations.applyingTo(image)) {
                if (!mutation.name().matches(ASKED.getOrDefault(subject.getKey(), ".*"))) {
                    continue;
                }
                lines.add(subject.getKey() + " " + mutation.name() + ": "
                        + oracle.verdict(mutation.apply(intact, image)));
            }
        }
        String out = System.getProperty("verdicts.vhdx.write");
        if (out != null) {
            Files.write(Path.of(out), lines);
        }
        assertEquals(expected(), lines);
    }

    private static List<String> expected() throws IOException {
        try (InputStream answers =
                Objects.requireNonNull(VhdxMutationVerdictsTest.class.getResourceAsStream(ANSWERS), ANSWERS)) {
            return new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** A chain with its bytes and owners. */
    private static final class Oracle {
        private final VhdxChain chain;
        private final List<byte[]> parents = new ArrayList<>();
        /** With room for as many sectors as are looked at: what is behind the disk's end is unwritten. */
        private final byte[] merged;

        private final int[] owners = new int[MOST_SECTORS];

        Oracle(VhdxChain chain) {
            this.chain = chain;
            this.merged = Arrays.copyOf(chain.merged(), MOST_SECTORS * SECTOR);
            Arrays.fill(owners, VhdxChain.UNWRITTEN);
            for (int sector = 0; sector < chain.sectors(); sector++) {
                owners[sector] = chain.owner(sector);
            }
            chain.layers().stream().skip(1).map(VhdxImage::toBytes).forEach(parents::add);
        }

        String verdict(byte[] leaf) throws IOException {
            List<byte[]> files = new ArrayList<>(List.of(leaf));
            files.addAll(parents);
            try (VirtualDisk disk = VhdxDisks.open(files, VhdOptions.defaults())) {
                List<Finding> blocks = disk.examineBlocks();
                return "opens " + names(disk.findings()) + (blocks.isEmpty() ? "" : ", examined " + names(blocks))
                        + ", " + readable(disk);
            } catch (VhdException e) {
                return e.code().opening() + " " + e.code();
            }
        }

        private static Set<String> names(List<Finding> findings) {
            return findings.stream()
                    .map(finding -> finding.code().name() + " " + finding.severity())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private String readable(VirtualDisk disk) throws IOException {
            Counts counts = new Counts();
            RunCursor runs = disk.ownership()
                    .window(0, Math.min(MOST_SECTORS, disk.sectors()))
                    .runs();
            while (runs.next()) {
                count(disk, runs.current(), counts);
            }
            return counts.text(disk.sectors() == chain.sectors() ? "" : " of " + disk.sectors());
        }

        private void count(VirtualDisk disk, OwnershipRun run, Counts counts) throws IOException {
            if (run.owner() == Owner.Unowned.UNKNOWN) {
                counts.unknown(refusal(disk, run.firstSector()), run.sectorCount());
                assertEquals(refusal(disk, run.firstSector()), refusal(disk, run.endSector() - 1));
                return;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) run.sectorCount() * SECTOR);
            disk.readFully(run.firstSector() * SECTOR, bytes);
            int owner = run.owner() instanceof Owner.Layer layer ? layer.index() : VhdxChain.UNWRITTEN;
            for (int i = 0; i < run.sectorCount(); i++) {
                int sector = (int) run.firstSector() + i;
                int from = i * SECTOR;
                boolean right = Arrays.equals(
                        bytes.array(), from, from + SECTOR, merged, sector * SECTOR, (sector + 1) * SECTOR);
                counts.add(right, owner == owners[sector]);
            }
        }

        private static String refusal(VirtualDisk disk, long sector) throws IOException {
            try {
                disk.readFully(sector * SECTOR, ByteBuffer.allocate(SECTOR));
                return "READ";
            } catch (VhdException e) {
                return e.code().name();
            }
        }
    }

    /** How many sectors are what. */
    private static final class Counts {
        private int right;
        private int other;
        private int otherOwner;
        private final Map<String, Long> unknown = new TreeMap<>();

        void add(boolean bytesRight, boolean ownerRight) {
            right += bytesRight ? 1 : 0;
            other += bytesRight ? 0 : 1;
            otherOwner += ownerRight ? 0 : 1;
        }

        void unknown(String refusal, long sectors) {
            unknown.merge(refusal, sectors, Long::sum);
        }

        String text(String of) {
            return "right " + right + (other > 0 ? " OTHER " + other : "")
                    + (otherOwner > 0 ? " OTHER OWNER " + otherOwner : "") + of
                    + (unknown.isEmpty() ? "" : " unknown " + unknown);
        }
    }
}
