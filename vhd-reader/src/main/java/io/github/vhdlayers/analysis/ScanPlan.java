package io.github.vhdlayers.analysis;

import io.github.vhdlayers.analysis.SideCursor.State;
import java.io.IOException;

/**
 * Walks two disks side by side and says what must be read to tell them apart: nothing where both have nothing, and nothing
 * where both have the same bytes of the same file. For one thread.
 */
final class ScanPlan {
    private final PairRules<?> rules;
    private final SideCursor a;
    private final SideCursor b;
    private final ScanRanges ranges;
    private final long sectors;
    private long at;

    ScanPlan(Side sideA, Side sideB, ScanRanges ranges, PairRules<?> rules) {
        this.rules = rules;
        this.a = new SideCursor(sideA);
        this.b = new SideCursor(sideB);
        this.ranges = ranges;
        this.sectors = ranges.sectors();
    }

    boolean hasNext() {
        return at < sectors;
    }

    ScanBatch next() throws IOException {
        ScanBatch.Builder batch = new ScanBatch.Builder();
        while (at < sectors && !batch.isFull()) {
            if (at >= ranges.end()) {
                if (!ranges.next()) {
                    at = sectors;
                    break;
                }
                at = ranges.first();
                a.seek(at, ranges.end());
                b.seek(at, ranges.end());
                batch.step();
            }
            advance(a);
            advance(b);
            at += take(batch, Math.min(a.endSector(), b.endSector()) - at);
        }
        return batch.build(at);
    }

    private void advance(SideCursor cursor) throws IOException {
        while (cursor.endSector() <= at) {
            if (!cursor.next()) {
                throw new IllegalStateException("nothing from sector " + at + " on");
            }
        }
    }

    private long take(ScanBatch.Builder batch, long count) {
        State left = a.state();
        State right = b.state();
        if (left == State.NOT_ASKED || right == State.NOT_ASKED) {
            return skip(batch, count);
        }
        if (left == State.UNKNOWN && right == State.UNKNOWN && SideCursor.samePlace(a, b, at)) {
            return equal(batch, count);
        }
        if (left == State.UNKNOWN || right == State.UNKNOWN) {
            return batch.add(at, count, ScanBatch.Action.TELL, rules.unknown());
        }
        if (left == State.UNWRITTEN && right == State.UNWRITTEN) {
            return skip(batch, count);
        }
        if (left == State.ZEROED && right == State.ZEROED) {
            return equal(batch, count);
        }
        if (left == State.ZEROED && right == State.UNWRITTEN) {
            return clear(batch, count, rules.onlyAZeros());
        }
        if (left == State.UNWRITTEN && right == State.ZEROED) {
            return clear(batch, count, rules.onlyBZeros());
        }
        if (left == State.UNWRITTEN) {
            return batch.add(at, count, ScanBatch.Action.READ_B, PairRules.NOTHING);
        }
        if (right == State.UNWRITTEN) {
            return batch.add(at, count, ScanBatch.Action.READ_A, PairRules.NOTHING);
        }
        if (SideCursor.samePlace(a, b, at)) {
            return equal(batch, count);
        }
        return batch.add(at, count, ScanBatch.Action.READ_BOTH, PairRules.NOTHING);
    }

    private long equal(ScanBatch.Builder batch, long count) {
        return clear(batch, count, rules.equal());
    }

    /** Takes sectors whose code is known without reading them. */
    private long clear(ScanBatch.Builder batch, long count, int code) {
        return code == PairRules.NOTHING ? skip(batch, count) : batch.add(at, count, ScanBatch.Action.TELL, code);
    }

    private static long skip(ScanBatch.Builder batch, long count) {
        batch.step();
        return count;
    }
}
