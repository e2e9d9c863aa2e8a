package io.github.vhdlayers.ownership;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.file.LayerFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Short runs of one read that wait, so that those which are near each other in one file are read together: a call costs as
 * much as copying tens of kibibytes, and where layers took turns every few sectors there would be a call for each turn. What
 * is between them is read and dropped.
 *
 * <p>For one thread at a time. A fixed number of them serves all threads, since each has a buffer outside the heap.
 */
final class ReadCoalescer {
    /** Longer runs are read straight to where they go: what copying them twice costs is no longer less than a call. */
    static final int LONGEST = 32 << 10;
    /** How much between two runs is read and dropped at most. More gained a little at runs of 8 sectors and lost at 16 and 32. */
    static final int WIDEST_GAP = 16 << 10;
    /** What is read at once at most; stays in the processor's cache until it is copied to where it goes. */
    static final int SPAN = 256 << 10;

    private static final int CAPACITY = 1024;
    /** How many there are at most, for all disks together. */
    private static final int KEPT = 16;

    private static final AtomicReferenceArray<@Nullable ReadCoalescer> POOL = new AtomicReferenceArray<>(KEPT);
    private static final AtomicInteger MADE = new AtomicInteger();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SPAN);
    private final int[] layers = new int[CAPACITY];
    private final long[] fileOffsets = new long[CAPACITY];
    private final int[] places = new int[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    /** The next run of the same span, or -1. */
    private final int[] next = new int[CAPACITY];
    /** The first run of the span that a run is in. */
    private final int[] heads = new int[CAPACITY];
    /** The last run of a layer, or -1. */
    private int[] lastOfLayer = new int[0];

    private int count;

    private ReadCoalescer() {}

    /** One for the caller alone until it is given back, or null if all that may be made are in use. */
    static @Nullable ReadCoalescer take() {
        for (int slot = 0; slot < KEPT; slot++) {
            if (POOL.getPlain(slot) != null) {
                ReadCoalescer kept = POOL.getAndSet(slot, null);
                if (kept != null) {
                    return kept;
                }
            }
        }
        return MADE.get() < KEPT && MADE.getAndIncrement() < KEPT ? new ReadCoalescer() : null;
    }

    /** Gives it back, empty. */
    void give() {
        clear();
        for (int slot = 0; slot < KEPT; slot++) {
            if (POOL.getPlain(slot) == null && POOL.compareAndSet(slot, null, this)) {
                return;
            }
        }
    }

    /** Whether there is no room for another run. */
    boolean isFull() {
        return count == CAPACITY;
    }

    /**
     * Takes a run.
     *
     * @param place where in the target its bytes go
     * @param length at most {@link #LONGEST}
     */
    void add(int layer, long fileOffset, int place, int length) {
        int run = count++;
        layers[run] = layer;
        fileOffsets[run] = fileOffset;
        places[run] = place;
        lengths[run] = length;
        next[run] = -1;
        heads[run] = run;
        if (layer >= lastOfLayer.length) {
            int known = lastOfLayer.length;
            lastOfLayer = Arrays.copyOf(lastOfLayer, layer + 16);
            Arrays.fill(lastOfLayer, known, lastOfLayer.length, -1);
        }
        int last = lastOfLayer[layer];
        if (last >= 0) {
            long gap = fileOffset - (fileOffsets[last] + lengths[last]);
            if (gap >= 0 && gap <= WIDEST_GAP && fileOffset + length - fileOffsets[heads[last]] <= SPAN) {
                next[last] = run;
                heads[run] = heads[last];
            }
        }
        lastOfLayer[layer] = run;
    }

    /** Reads all that wait, and is empty. The target's limit must be behind all of them; its position is left anywhere. */
    void readInto(DiskChain chain, ByteBuffer target) throws IOException {
        for (int run = 0; run < count; run++) {
            if (heads[run] == run) {
                readSpan(run, chain.layer(layers[run]).file(), target);
            }
        }
        clear();
    }

    private void readSpan(int first, LayerFile file, ByteBuffer target) throws IOException {
        long start = fileOffsets[first];
        if (next[first] < 0) {
            int limit = target.limit();
            target.limit(places[first] + lengths[first]).position(places[first]);
            file.readData(start, target);
            target.limit(limit);
            return;
        }
        int last = first;
        while (next[last] >= 0) {
            last = next[last];
        }
        buffer.clear().limit((int) (fileOffsets[last] + lengths[last] - start));
        file.readData(start, buffer);
        for (int run = first; run >= 0; run = next[run]) {
            target.put(places[run], buffer, (int) (fileOffsets[run] - start), lengths[run]);
        }
    }

    private void clear() {
        for (int run = 0; run < count; run++) {
            lastOfLayer[layers[run]] = -1;
        }
        count = 0;
    }
}
