package io.github.vhdlayers.analysis.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What an audit is kept in has a bound where its caller sets one, and says when it was met. */
class LayerChangesTest {
    private static LayerChanges.Collector filled(LayerChanges.Collector collector) {
        for (long run = 0; run < 100_000; run++) {
            collector.add(new LayerAudit.Run(run * 64, 32, LayerAudit.Verdict.CHANGED));
            collector.add(new LayerAudit.Run(run * 64 + 32, 32, LayerAudit.Verdict.SAME));
        }
        return collector;
    }

    @Test
    void allIsKeptWithoutABound() {
        LayerChanges.Collector collector = filled(new LayerChanges.Collector());
        assertTrue(collector.isWhole());
        assertEquals(3_200_000, collector.changes().changed(0, 6_400_000));
    }

    @Test
    void changesBeyondTheBoundAreDropped() {
        LayerChanges.Collector collector = filled(new LayerChanges.Collector(1 << 20));
        assertFalse(collector.isWhole());
        assertEquals(0, collector.changes().changed(0, 6_400_000));
        assertTrue(filled(new LayerChanges.Collector(4 << 20)).isWhole());
    }
}
