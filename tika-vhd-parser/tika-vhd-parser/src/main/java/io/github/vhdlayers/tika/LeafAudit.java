package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What of the leaf is really new. */
final class LeafAudit {
    private LeafAudit() {}

    /**
     * Compares the leaf with the disk below it, in this thread alone: a program that indexes many disks has other work for the others.
     *
     * @param collector keeps what changed, for later questions; null if there are none
     * @return null for a disk that has nothing below it, or that was too much to count
     * @throws java.io.InterruptedIOException if the thread was interrupted; it stays so
     * @throws IOException if the machine fails; single damaged sectors are counted as unknown
     */
    static @Nullable RegionAudit of(
            MergedSource disk,
            DiskDivision division,
            OwnershipTally tally,
            Pulse pulse,
            LayerChanges.@Nullable Collector collector)
            throws IOException {
        if (disk.chain().leaf().file().type() != DiskType.DIFFERENCING || !tally.complete()) {
            return null;
        }
        try {
            return RegionAudit.scan(disk, division.regions(), new ScanOptions(1, pulse.progress()), run -> {
                if (collector != null) {
                    collector.add(run);
                }
            });
        } catch (CancellationException e) {
            pulse.beat();
            throw e;
        }
    }
}
