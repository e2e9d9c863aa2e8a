package io.github.vhdlayers.io;

import io.github.vhdlayers.internal.io.Closing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several sources, one behind the other, as one. */
final class PiecesSource implements RandomAccessSource {
    private final String name;
    private final List<RandomAccessSource> pieces;
    /** Where each piece ends in the whole. Taken once: a piece that changes its length must not move the others. */
    private final long[] ends;

    private PiecesSource(String name, List<RandomAccessSource> pieces, long[] ends) {
        this.name = name;
        this.pieces = pieces;
        this.ends = ends;
    }

    static PiecesSource of(String name, List<RandomAccessSource> pieces) throws IOException {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("nothing has no pieces");
        }
        long[] ends = new long[pieces.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, RandomAccessSources.size(pieces.get(i)));
            ends[i] = end;
        }
        return new PiecesSource(name, List.copyOf(pieces), ends);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        pieces.forEach(piece -> names.add(piece.name()));
        return List.copyOf(names);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        for (RandomAccessSource piece : pieces) {
            // Tells nothing new, and fails when a piece is closed, as the contract wants.
            piece.size();
        }
        return ends[ends.length - 1];
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        Positions.requireNotNegative(position);
        int found = Arrays.binarySearch(ends, position);
        int index = found >= 0 ? found + 1 : -found - 1;
        while (index < ends.length && ends[index] == position) {
            index++;
        }
        if (index >= ends.length) {
            size();
            return -1;
        }
        long left = ends[index] - position;
        long start = index == 0 ? 0 : ends[index - 1];
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(left, target.remaining()));
        try {
            int count = RandomAccessSources.read(pieces.get(index), position - start, target);
            if (count < 0) {
                throw new EOFException(pieces.get(index).name() + ": ended at byte " + (position - start) + ", " + left
                        + " bytes before it should");
            }
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(pieces);
    }
}
