package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.AuditVerdict;
import io.github.vhdlayers.analysis.LayerAudit;
import io.github.vhdlayers.analysis.ScanOptions;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The audit of one layer, kept so that any of its sectors can be asked for. Takes 17 bytes a run. */
final class LayerVerdicts {
    private static final List<AuditVerdict> VERDICTS = List.of(AuditVerdict.values());

    private long[] firsts = new long[1024];
    private long[] ends = new long[1024];
    private byte[] codes = new byte[1024];
    private int count;

    private LayerVerdicts() {}

    static LayerVerdicts of(MergedSource disk, int layer, CaseProgress progress) throws IOException {
        LayerVerdicts verdicts = new LayerVerdicts();
        ScanOptions options = ScanOptions.defaults()
                .withProgress((done, total, bytes) ->
                        progress.goOn("Comparing layer " + layer + " with what lies below", done, total));
        LayerAudit.of(disk, layer).run(options, run -> verdicts.add(run.firstSector(), run.endSector(), run.verdict()));
        if (!progress.goOn("Comparing layer " + layer + " with what lies below", 1, 1)) {
            throw new CancellationException("cancelled while layer " + layer + " was compared");
        }
        return verdicts;
    }

    private void add(long first, long end, AuditVerdict verdict) {
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            codes = Arrays.copyOf(codes, count * 2);
        }
        firsts[count] = first;
        ends[count] = end;
        codes[count++] = (byte) VERDICTS.indexOf(verdict);
    }

    /** Takes a verdict and how many sectors have it. */
    @FunctionalInterface
    interface Visitor {
        void visit(AuditVerdict verdict, long sectors);
    }

    /** Tells the verdicts of a range that the layer owns. */
    void visit(long first, long sectors, Visitor visitor) {
        long end = first + sectors;
        int found = Arrays.binarySearch(firsts, 0, count, first);
        int at = found >= 0 ? found : Math.max(0, -found - 2);
        long told = 0;
        for (; at < count && firsts[at] < end; at++) {
            long part = Math.min(end, ends[at]) - Math.max(first, firsts[at]);
            if (part > 0) {
                visitor.visit(VERDICTS.get(codes[at]), part);
                told += part;
            }
        }
        if (told < sectors) {
            visitor.visit(AuditVerdict.UNKNOWN, sectors - told);
        }
    }
}
