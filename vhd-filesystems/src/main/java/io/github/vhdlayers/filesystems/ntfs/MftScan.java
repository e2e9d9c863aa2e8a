package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Reads all records of the MFT in their order, many at once. */
final class MftScan {
    private static final int PIECE = 1 << 18;

    private final Mft mft;
    private final LongPredicate isWanted;
    private final Visitor visitor;
    private final int recordBytes;
    private boolean isWhole;
    private boolean isEnded;

    private MftScan(Mft mft, LongPredicate isWanted, Visitor visitor) {
        this.isWanted = isWanted;
        this.mft = mft;
        this.visitor = visitor;
        this.recordBytes = mft.recordBytes();
        this.isWhole = mft.problem() == null;
    }

    /** Takes records. */
    @FunctionalInterface
    interface Visitor {
        /** Takes one; false to end the scan. */
        boolean record(FileRecord record) throws IOException;
    }

    /**
     * Visits all records that can be read.
     *
     * @return whether every record could be read; also if the visitor ended the scan
     * @throws IOException if the visitor throws it
     */
    static boolean run(Mft mft, Visitor visitor) throws IOException {
        return run(mft, number -> true, visitor);
    }

    /**
     * The same of some records only; what holds none of them is not read.
     *
     * @param isWanted whether a record of a number is to be visited
     */
    static boolean run(Mft mft, LongPredicate isWanted, Visitor visitor) throws IOException {
        return new MftScan(mft, isWanted, visitor).run();
    }

    private boolean run() throws IOException {
        RunList runs = mft.runs();
        long cluster = mft.volume().geometry().clusterBytes();
        // A hostile list of runs has the same clusters many times.
        long left = mft.volume().end() / recordBytes + 1;
        long number = 0;
        while (number < mft.written() && !isEnded) {
            int run = runs.find(number * recordBytes / cluster);
            if (run < 0 || left <= 0) {
                return false;
            }
            long runEnd = (runs.first(run) + runs.length(run)) * cluster;
            if (runs.place(run) < 0) {
                isWhole = false;
                number = (runEnd + recordBytes - 1) / recordBytes;
                continue;
            }
            long inRun = Math.min(mft.written(), runEnd / recordBytes) - number;
            int count = (int) Math.max(1, Math.min(inRun, PIECE / recordBytes));
            if (!isAnyWanted(number, count)) {
                number += count;
                continue;
            }
            long within = number * recordBytes - runs.first(run) * cluster;
            byte[] piece = inRun < 1 ? null : piece(runs.place(run), within, count * recordBytes);
            left -= count;
            if (piece == null && runs.place(run) > mft.volume().end() / cluster) {
                // All of the run is past the end.
                isWhole = false;
                number += Math.max(1, inRun);
                continue;
            }
            visit(number, count, piece);
            number += count;
        }
        return isWhole;
    }

    private boolean isAnyWanted(long first, int count) {
        for (int i = 0; i < count; i++) {
            if (isWanted.test(first + i)) {
                return true;
            }
        }
        return false;
    }

    private byte @Nullable [] piece(long place, long within, int count) {
        try {
            return mft.volume().readPast(place, within, count);
        } catch (IOException e) {
            return null;
        }
    }

    private void visit(long first, int count, byte @Nullable [] piece) throws IOException {
        for (int i = 0; i < count && !isEnded; i++) {
            FileRecord record;
            try {
                if (!isWanted.test(first + i)) {
                    continue;
                } else if (piece == null) {
                    record = mft.record(first + i);
                } else if (Le.i32(piece, i * recordBytes) == 0) {
                    continue;
                } else {
                    record =
                            FileRecord.of(first + i, Arrays.copyOfRange(piece, i * recordBytes, (i + 1) * recordBytes));
                }
            } catch (IOException e) {
                isWhole = false;
                continue;
            }
            isEnded = record != null && !visitor.record(record);
        }
    }
}
