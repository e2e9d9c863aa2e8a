package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.file.LayerFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Compares files that have the same id, byte by byte as long as a budget lasts: both ends first, where the structures are, and then
 * pieces spread evenly over the file. For one thread and one chain.
 */
public final class CopyComparison {
    /** What a comparison found. */
    public enum Result {
        /** All bytes are equal. */
        IDENTICAL,
        /** Some bytes differ, or the lengths do. */
        DIFFERENT,
        /** No difference where they were compared, which was not everywhere. */
        NOT_COMPARED
    }

    private static final int END = 1 << 20;
    private static final int PIECE = 64 << 10;

    private final ByteBuffer one = ByteBuffer.allocate(PIECE);
    private final ByteBuffer other = ByteBuffer.allocate(PIECE);
    private long left;

    /**
     * A comparison that read nothing yet.
     *
     * @param budget how many bytes of each file are compared at most, over all comparisons
     */
    public CopyComparison(long budget) {
        this.left = budget;
    }

    /** Compares two files as far as the budget lasts; what cannot be read was not compared. */
    public Result compare(LayerFile a, LayerFile b) {
        long size = a.fileSize();
        if (size != b.fileSize()) {
            return Result.DIFFERENT;
        }
        try {
            if (size <= left) {
                return differ(a, b, 0, size) ? Result.DIFFERENT : Result.IDENTICAL;
            }
            long ends = Math.min(END, left / 2);
            if (differ(a, b, 0, ends) || differ(a, b, size - ends, size)) {
                return Result.DIFFERENT;
            }
            // Half of what is left, so that a third copy is not passed over.
            long pieces = left / 2 / PIECE;
            for (long i = 0; i < pieces; i++) {
                long at = (size - PIECE) / pieces * i;
                if (differ(a, b, at, Math.min(size, at + PIECE))) {
                    return Result.DIFFERENT;
                }
            }
            return Result.NOT_COMPARED;
        } catch (IOException e) {
            // Where one of them cannot be read nothing is known; whatever is served from there fails by itself.
            return Result.NOT_COMPARED;
        }
    }

    private boolean differ(LayerFile a, LayerFile b, long from, long end) throws IOException {
        for (long at = from; at < end; at += PIECE) {
            int length = (int) Math.min(PIECE, end - at);
            a.readRaw(at, one.clear().limit(length));
            b.readRaw(at, other.clear().limit(length));
            left -= length;
            if (!one.flip().equals(other.flip())) {
                return true;
            }
        }
        return false;
    }
}
