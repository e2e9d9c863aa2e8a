package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.Order;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What becomes of every mutation of the testkit on four kinds of file: the error, or the findings and what can be read. The
 * answers are in a file beside this test, so that a change of any of them is seen and has to be wanted;
 * {@code -Dverdicts.write=FILE} writes the present ones.
 *
 * <p>Whatever the answer, no other exception may come out, and nothing may be read that was not there: bytes that differ from
 * the oracle's are only accepted where the mutation changes what the disk means.
 */
class MutationVerdictsTest {
    private static final int SECTOR = 512;
    private static final String ANSWERS = "mutation-verdicts.txt";

    @Test
    void everyMutationHasItsAnswer() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, TestChain> subject : subjects().entrySet()) {
            DiskImage image = subject.getValue().leaf();
            byte[] intact = image.toBytes();
            lines.add(subject.getKey() + " intact: " + verdict(subject.getValue(), intact));
            for (Mutation mutation : Mutations.applyingTo(image)) {
                byte[] broken = mutation.apply(intact, image);
                lines.add(subject.getKey() + " " + mutation.name() + ": " + verdict(subject.getValue(), broken));
            }
        }
        String out = System.getProperty("verdicts.write");
        if (out != null) {
            Files.write(Path.of(out), lines);
        }
        assertEquals(expected(), lines);
    }

    /** Five kinds of file, each with something that others have not. */
    static Map<String, TestChain> subjects() {
        long blocks = 6;
        long size = blocks * 4096 + 1024;
        long sectors = size / SECTOR;
        DiskImage base = DiskImage.dynamic(size)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .own(0, 5, SectorContent.pattern(1))
                .own(20, 25, SectorContent.pattern(2))
                .build();
        DiskImage child = DiskImage.differencing(size)
                .blockSize(4096)
                .layout(Layout.WINDOWS)
                .allocationOrder(Order.DESCENDING)
                .parent(base)
                .parentName("base.vhd")
                .relativeLocator(".\\base.vhd")
                .absoluteLocator("C:\\disks\\base.vhd")
                .own(3, 10, SectorContent.pattern(3))
                .own(24, 1, SectorContent.zeros())
                .own(sectors - 2, 2, SectorContent.pattern(4))
                .build();
        DiskImage xen = DiskImage.dynamic(size)
                .blockSize(4096)
                .layout(Layout.COMPACT)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .batmap(true)
                .own(0, 16, SectorContent.pattern(5))
                .own(30, 3, SectorContent.pattern(6))
                .build();
        DiskImage fixed = DiskImage.fixed(20 * SECTOR)
                .own(0, 20, SectorContent.pattern(7))
                .build();
        DiskImage old = DiskImage.fixed(20 * SECTOR)
                .own(0, 20, SectorContent.pattern(8))
                .footerForm(FooterForm.SHORT_511)
                .build();
        Map<String, TestChain> subjects = new LinkedHashMap<>();
        subjects.put("fixed", TestChain.of(fixed));
        subjects.put("fixed-511", TestChain.of(old));
        subjects.put("dynamic", TestChain.of(base));
        subjects.put("xen", TestChain.of(xen));
        subjects.put("differencing", TestChain.of(child, base));
        return subjects;
    }

    private static String verdict(TestChain chain, byte[] leaf) throws IOException {
        VhdOptions.Builder options = VhdOptions.builder();
        if (chain.layers().size() > 1) {
            byte[] base = chain.layers().get(1).toBytes();
            ParentCandidate parent =
                    ParentCandidate.of("base.vhd", () -> RandomAccessSources.ofBytes("base.vhd", base));
            options.parentResolver(reference -> List.of(parent));
        }
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofBytes("leaf.vhd", leaf), options.build())) {
            List<Finding> blocks = disk.examineBlocks();
            return "opens " + names(disk.findings())
                    + (blocks.isEmpty() ? "" : ", examined " + names(blocks))
                    + ", " + readable(chain, disk);
        } catch (VhdException e) {
            return e.code().opening() + " " + e.code();
        }
    }

    private static Set<String> names(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads every sector by itself and holds it against the oracle. */
    private static String readable(TestChain chain, VirtualDisk disk) throws IOException {
        int right = 0;
        int other = 0;
        Map<String, Integer> refused = new LinkedHashMap<>();
        byte[] expected = new byte[SECTOR];
        long sectors = Math.min(disk.sectors(), 200);
        for (long sector = 0; sector < sectors; sector++) {
            ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
            try {
                disk.readFully(sector * SECTOR, bytes);
                if (sector < chain.sectors()) {
                    chain.sector(sector, expected, 0);
                } else {
                    Arrays.fill(expected, (byte) 0);
                }
                if (Arrays.equals(expected, bytes.array())) {
                    right++;
                } else {
                    other++;
                }
            } catch (VhdException e) {
                refused.merge(e.code().name(), 1, Integer::sum);
            }
        }
        // The map may fail for want of a bitmap, like a read, but it may not fail otherwise.
        String map;
        try {
            SectorCounts summary = disk.ownership().window(0, sectors).summary();
            map = " unknown " + summary.unknownSectors();
        } catch (VhdException e) {
            map = " map " + e.code();
        }
        String size = disk.sectors() == chain.sectors() ? "" : " of " + disk.sectors() + " sectors";
        return "right " + right + (other > 0 ? " OTHER " + other : "") + size + (refused.isEmpty() ? "" : " " + refused)
                + map;
    }

    private static List<String> expected() throws IOException {
        try (InputStream answers =
                Objects.requireNonNull(MutationVerdictsTest.class.getResourceAsStream(ANSWERS), ANSWERS)) {
            return new String(answers.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
