package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.regions.PartitionOwnership;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A child that writes some sectors again, clears some and changes some: each verdict and each difference is the one that was drawn. */
public final class AuditedLayer {
    private static final int SECTOR = 512;
    private static final DiskImage BASE = Seeds.base();
    private static final byte[] BASE_FILE = BASE.toBytes();
    private static final int SECTORS = 24;
    private static final LayerAudit.Verdict[] VERDICTS = {
        LayerAudit.Verdict.SAME, LayerAudit.Verdict.ZEROED, LayerAudit.Verdict.CHANGED
    };

    private AuditedLayer() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        int blockSize = 512 << draw.below(5);
        DiskImage.Builder builder = DiskImage.differencing(SECTORS * SECTOR)
                .blockSize(blockSize)
                .seed(4)
                .layout(Layout.COMPACT)
                .parent(BASE)
                .parentName("base.vhd");
        LayerAudit.@Nullable Verdict[] expected = new LayerAudit.Verdict[SECTORS];
        for (int sector = 0; sector < SECTORS; sector++) {
            int kind = draw.below(4);
            if (kind < VERDICTS.length) {
                expected[sector] = VERDICTS[kind];
                builder.own(
                        sector,
                        1,
                        List.of(SectorContent.pattern(1), SectorContent.zeros(), SectorContent.pattern(2))
                                .get(kind));
            }
        }
        OpenCount open = new OpenCount();
        VhdOptions options = VhdOptions.builder()
                .parentResolver(
                        reference -> List.of(ParentCandidate.of("base.vhd", () -> open.source("base.vhd", BASE_FILE))))
                .build();
        byte[] leaf = builder.build().toBytes();
        try (VirtualDisk disk = VirtualDisk.open(open.source("leaf.vhd", leaf), options)) {
            audit(disk, expected);
            compare(disk, expected);
            Walk.touch(PartitionOwnership.of(disk).toString());
        }
        open.requireNone("a sound chain");
    }

    private static void audit(VirtualDisk disk, LayerAudit.@Nullable Verdict[] expected) throws IOException {
        LayerAudit.@Nullable Verdict[] found = new LayerAudit.Verdict[SECTORS];
        List<LayerAudit.Run> runs = new ArrayList<>();
        LayerAudit.of(disk).scan(ScanOptions.defaults().withThreads(1), runs::add);
        for (LayerAudit.Run run : runs) {
            Arrays.fill(found, (int) run.firstSector(), (int) run.endSector(), run.verdict());
        }
        Walk.require(Arrays.equals(expected, found), Arrays.toString(expected) + " is " + Arrays.toString(found));
    }

    private static void compare(VirtualDisk disk, LayerAudit.@Nullable Verdict[] expected) throws IOException {
        boolean[] found = new boolean[SECTORS];
        List<DiskComparison.Run> runs = new ArrayList<>();
        DiskComparison.of(disk.asOf(1), disk.asOf(0))
                .scan(ScanOptions.defaults().withThreads(1), runs::add);
        for (DiskComparison.Run run : runs) {
            Arrays.fill(found, (int) run.firstSector(), (int) run.endSector(), true);
        }
        for (int sector = 0; sector < SECTORS; sector++) {
            boolean differs =
                    expected[sector] == LayerAudit.Verdict.CHANGED || expected[sector] == LayerAudit.Verdict.ZEROED;
            Walk.require(found[sector] == differs, "sector " + sector + " differs: " + found[sector]);
        }
    }
}
