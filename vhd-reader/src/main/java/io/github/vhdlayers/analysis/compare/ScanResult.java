package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.diag.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of a batch. */
final class ScanResult {
    private final ScanBatch batch;
    private final byte[] codes;
    private final long bytesRead;
    private final @Nullable Problem problem;

    /**
     * Of a batch that was worked on.
     *
     * @param codes one for each sector that was read, in the order of the pieces; not copied
     * @param bytesRead how many bytes were read, of both sides together
     * @param problem why a sector could not be read, the first time that one could not
     */
    ScanResult(ScanBatch batch, byte[] codes, long bytesRead, @Nullable Problem problem) {
        this.batch = batch;
        this.codes = codes;
        this.bytesRead = bytesRead;
        this.problem = problem;
    }

    /** Reports the codes of all pieces in order. */
    void tell(RunJoiner joiner) throws IOException {
        int at = 0;
        for (ScanBatch.Piece piece : batch.pieces()) {
            if (piece.action() == ScanBatch.Action.TELL) {
                joiner.add(piece.code(), piece.firstSector(), piece.sectorCount());
            } else {
                int count = (int) piece.sectorCount();
                joiner.addAll(codes, at, count, piece.firstSector());
                at += count;
            }
        }
    }

    long endSector() {
        return batch.endSector();
    }

    long bytesRead() {
        return bytesRead;
    }

    @Nullable
    Problem problem() {
        return problem;
    }
}
