package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.VhdException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and compares what a batch says, with two buffers of its own. For one thread at a time.
 *
 * <p>Sectors that cannot be read because a file is damaged get the code for that; the sectors around them are still compared.
 */
final class ScanWorker {
    private static final int CHUNK_SECTORS = 512;
    private static final byte[] ZEROS = new byte[ComparedDisk.SECTOR];

    private final ComparedDisk sideA;
    private final ComparedDisk sideB;
    private final PairRules<?> rules;
    private final byte[] bytesA = new byte[CHUNK_SECTORS * ComparedDisk.SECTOR];
    private final byte[] bytesB = new byte[CHUNK_SECTORS * ComparedDisk.SECTOR];
    private long bytesRead;
    private @Nullable Problem problem;

    ScanWorker(ComparedDisk sideA, ComparedDisk sideB, PairRules<?> rules) {
        this.sideA = sideA;
        this.sideB = sideB;
        this.rules = rules;
    }

    ScanResult work(ScanBatch batch) throws IOException {
        bytesRead = 0;
        problem = null;
        int count = 0;
        for (ScanBatch.Piece piece : batch.pieces()) {
            count += piece.action() == ScanBatch.Action.TELL ? 0 : (int) piece.sectorCount();
        }
        byte[] codes = new byte[count];
        int at = 0;
        for (ScanBatch.Piece piece : batch.pieces()) {
            if (piece.action() != ScanBatch.Action.TELL) {
                for (int done = 0; done < piece.sectorCount(); done += CHUNK_SECTORS) {
                    int chunk = (int) Math.min(CHUNK_SECTORS, piece.sectorCount() - done);
                    examine(piece.firstSector() + done, chunk, piece.action(), codes, at);
                    at += chunk;
                }
            } else if (problem == null && piece.code() == rules.unknown()) {
                problem = whyUnknown(piece.firstSector());
            }
        }
        return new ScanResult(batch, codes, bytesRead, problem);
    }

    /** What a sector that is unknown in a map says to its reader; null where there is no disk that could say it. */
    private @Nullable Problem whyUnknown(long sector) throws IOException {
        for (ComparedDisk side : List.of(sideA, sideB)) {
            try {
                if (sector < side.sectors()) {
                    side.read(sector, 1, bytesA);
                }
            } catch (VhdException e) {
                return e.problem();
            }
        }
        return null;
    }

    private void examine(long first, int count, ScanBatch.Action action, byte[] codes, int at) throws IOException {
        try {
            read(first, count, action);
        } catch (VhdException e) {
            if (problem == null) {
                problem = e.problem();
            }
            if (count == 1) {
                codes[at] = (byte) rules.unknown();
            } else {
                for (int i = 0; i < count; i++) {
                    examine(first + i, 1, action, codes, at + i);
                }
            }
            return;
        }
        switch (action) {
            case READ_A -> alone(bytesA, count, rules.onlyAZeros(), rules.onlyAData(), codes, at);
            case READ_B -> alone(bytesB, count, rules.onlyBZeros(), rules.onlyBData(), codes, at);
            default -> both(count, codes, at);
        }
    }

    private void read(long first, int count, ScanBatch.Action action) throws IOException {
        if (action != ScanBatch.Action.READ_B) {
            bytesRead += sideA.read(first, count, bytesA);
        }
        if (action != ScanBatch.Action.READ_A) {
            bytesRead += sideB.read(first, count, bytesB);
        }
    }

    private static void alone(byte[] bytes, int count, int zeros, int data, byte[] codes, int at) {
        for (int i = 0; i < count; i++) {
            codes[at + i] = (byte) (isZero(bytes, i) ? zeros : data);
        }
    }

    private void both(int count, byte[] codes, int at) {
        int end = count * ComparedDisk.SECTOR;
        int from = 0;
        while (from < end) {
            int found = Arrays.mismatch(bytesA, from, end, bytesB, from, end);
            int sector = found < 0 ? count : (from + found) / ComparedDisk.SECTOR;
            Arrays.fill(codes, at + from / ComparedDisk.SECTOR, at + sector, (byte) rules.equal());
            if (sector < count) {
                codes[at + sector] = (byte) (isZero(bytesA, sector) ? rules.zerosOverData() : rules.different());
            }
            from = (sector + 1) * ComparedDisk.SECTOR;
        }
    }

    private static boolean isZero(byte[] bytes, int sector) {
        int from = sector * ComparedDisk.SECTOR;
        return Arrays.mismatch(bytes, from, from + ComparedDisk.SECTOR, ZEROS, 0, ComparedDisk.SECTOR) < 0;
    }
}
