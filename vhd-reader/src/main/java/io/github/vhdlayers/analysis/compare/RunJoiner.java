package io.github.vhdlayers.analysis.compare;

import java.io.IOException;

/** Joins neighbouring sectors of one code to runs. For one thread. */
final class RunJoiner {
    private final Runs runs;

    /** Takes the joined runs. */
    @FunctionalInterface
    interface Runs {
        void run(int code, long firstSector, long sectorCount) throws IOException;
    }

    private int code = PairRules.NOTHING;
    private long first;
    private long end;

    RunJoiner(Runs runs) {
        this.runs = runs;
    }

    void addAll(byte[] codes, int from, int count, long firstSector) throws IOException {
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || codes[from + i] != codes[from + start]) {
                add(codes[from + start], firstSector + start, i - start);
                start = i;
            }
        }
    }

    void add(int next, long firstSector, long sectorCount) throws IOException {
        if (next == code && firstSector == end) {
            end += sectorCount;
            return;
        }
        finish();
        code = next;
        first = firstSector;
        end = firstSector + sectorCount;
    }

    void finish() throws IOException {
        if (code != PairRules.NOTHING && end > first) {
            runs.run(code, first, end - first);
        }
        code = PairRules.NOTHING;
    }
}
