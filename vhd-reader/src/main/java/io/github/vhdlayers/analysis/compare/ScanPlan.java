package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.analysis.compare.ComparedRuns.State;
import java.io.IOException;

/**
 * Walks two disks side by side and says what must be read to tell them apart: nothing where both have nothing, and nothing
 * where both have the same bytes of the same file. For one thread.
 */
final class ScanPlan {
    private final PairRules<?> rules;
    private final ComparedRuns a;
    private final ComparedRuns b;
    private final ScanRanges ranges;
    private final long sectors;
    private long at;
    private long unknownOfA;

    ScanPlan(ComparedDisk sideA, ComparedDisk sideB, ScanRanges ranges, PairRules<?> rules) {
        this.rules = rules;
        this.a = new ComparedRuns(sideA);
        this.b = new ComparedRuns(sideB);
        this.ranges = ranges;
        this.sectors = ranges.sectors();
    }

    boolean hasNext() {
        return at < sectors;
    }

    /** How many sectors are unknown on side A by its tables and files alone, as far as the walk has come. */
    long unknownOfA() {
        return unknownOfA;
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
            long taken = take(batch, Math.min(a.endSector(), b.endSector()) - at);
            unknownOfA += a.state() == State.UNKNOWN ? taken : 0;
            at += taken;
        }
        return batch.build(at);
    }

    private void advance(ComparedRuns cursor) throws IOException {
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
        if (left == State.UNKNOWN && right == State.UNKNOWN && ComparedRuns.samePlace(a, b, at)) {
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
        if (ComparedRuns.samePlace(a, b, at)) {
            return equal(batch, count);
        }
        return batch.add(at, count, ScanBatch.Action.READ_BOTH, PairRules.NOTHING);
    }

    private long equal(ScanBatch.Builder batch, long count) {
        return clear(batch, count, rules.equal());
    }

    /** Takes sectors of which the code is known without reading them. */
    private long clear(ScanBatch.Builder batch, long count, int code) {
        return code == PairRules.NOTHING ? skip(batch, count) : batch.add(at, count, ScanBatch.Action.TELL, code);
    }

    private static long skip(ScanBatch.Builder batch, long count) {
        batch.step();
        return count;
    }
}
