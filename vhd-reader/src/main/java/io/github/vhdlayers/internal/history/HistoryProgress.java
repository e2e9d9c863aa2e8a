package io.github.vhdlayers.internal.history;

import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.MergedSource;
import java.util.function.IntPredicate;

/** Makes one progress of the many steps of a history. For one thread. */
final class HistoryProgress {
    private final Progress whole;
    private final long total;
    private long done;
    private long bytesRead;

    HistoryProgress(MergedSource disk, IntPredicate audited, Progress whole) {
        this.whole = whole;
        long sectors = 0;
        for (int layer = disk.topLayer(); layer < disk.chain().layers().size(); layer++) {
            sectors += audited.test(layer) ? disk.asOf(layer).sectors() : 0;
        }
        this.total = sectors;
    }

    /** For going through bitmaps, which is not measured, but can be ended. */
    Progress ofMaps() {
        return (sectors, of, bytes) -> whole.onProgress(done, total, bytesRead);
    }

    /** For the next audit. */
    Progress ofAudit() {
        return (sectors, of, bytes) -> whole.onProgress(done + sectors, total, bytesRead + bytes);
    }

    /** Called when an audit is through. */
    void audited(MergedSource view, AuditReport report) {
        done += view.sectors();
        bytesRead += report.bytesRead();
    }
}
