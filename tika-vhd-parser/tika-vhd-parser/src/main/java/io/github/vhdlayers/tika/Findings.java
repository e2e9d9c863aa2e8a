package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.ResidueReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What was found about a disk: all of it is counted, the first ones are kept. For one thread. */
final class Findings {
    private static final int MOST_KEPT = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private int count;

    void addAll(List<Finding> more) {
        count += more.size();
        kept.addAll(more.subList(0, Math.min(more.size(), MOST_KEPT - kept.size())));
    }

    /**
     * Adds what is odd about the files' tables, and if the settings ask for it what the files hold that the disk does not show.
     *
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if a file cannot be read
     */
    void examine(DiskChain chain, VhdParserConfig config, Pulse pulse) throws IOException {
        Limits limits = Limits.defaults();
        for (DiskLayer layer : chain.layers()) {
            pulse.beat();
            if (config.isExamineBlocks()) {
                addAll(ofLayer(layer, FileExamination.of(layer.file(), limits).findings()));
            }
            if (config.isExamineResidue()) {
                try {
                    addAll(ofLayer(
                            layer,
                            ResidueReport.of(layer.file(), limits, pulse.progress())
                                    .findings()));
                } catch (CancellationException e) {
                    pulse.beat();
                    throw e;
                }
            }
        }
    }

    private static List<Finding> ofLayer(DiskLayer layer, List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.withLayer(layer.index()))
                .toList();
    }

    /** The first ones. */
    List<Finding> kept() {
        return kept;
    }

    /** How many there are. */
    int count() {
        return count;
    }
}
