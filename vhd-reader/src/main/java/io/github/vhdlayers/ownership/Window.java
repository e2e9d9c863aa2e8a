package io.github.vhdlayers.ownership;

import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import java.util.Arrays;

/**
 * The places of all sectors of one window of the disk, as runs. Immutable, so that threads share it without a lock.
 */
final class Window {
    /** The binary logarithm of {@link #SECTORS}. */
    static final int BITS = 12;
    /** How many sectors a window has, save the disk's last. */
    static final int SECTORS = 1 << BITS;

    private final long index;
    private final int sectorCount;
    private final int[] starts;
    private final long[] places;

    private Window(long index, int sectorCount, int[] starts, long[] places) {
        this.index = index;
        this.sectorCount = sectorCount;
        this.starts = starts;
        this.places = places;
    }

    /** The window's number: its first sector divided by {@link #SECTORS}. */
    long index() {
        return index;
    }

    int runCount() {
        return starts.length;
    }

    /** The first sector of a run, counted from the window's start. */
    int start(int run) {
        return starts[run];
    }

    /** The sector behind the last of a run, counted from the window's start. */
    int end(int run) {
        return run + 1 < starts.length ? starts[run + 1] : sectorCount;
    }

    /** The place of a run's first sector. */
    long place(int run) {
        return places[run];
    }

    /** The run that holds a sector, counted from the window's start. */
    int runAt(int sector) {
        int found = Arrays.binarySearch(starts, sector);
        return found >= 0 ? found : -found - 2;
    }

    /** Roughly what it takes in memory, in bytes. */
    int weight() {
        return 64 + starts.length * (Integer.BYTES + Long.BYTES);
    }

    /** Puts a window together from runs that come in any order and leave gaps, which are unwritten. Not thread-safe. */
    static final class Builder {
        private final long index;
        private final int sectorCount;
        private long[] keys = new long[16];
        private long[] places = new long[16];
        private int count;

        Builder(long index, int sectorCount) {
            this.index = index;
            this.sectorCount = sectorCount;
        }

        /** Adds a run that overlaps none that was added before. */
        void add(int start, int end, long place) {
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
                places = Arrays.copyOf(places, count * 2);
            }
            keys[count] = (long) start << 40 | (long) end << 20 | count;
            places[count] = place;
            count++;
        }

        /** Adds a run for every stretch of set bits from {@code from} to {@code end}; {@code place} is that of {@code from}. */
        void addSet(long[] words, int from, int end, long place) {
            int start = SectorBitmap.nextSet(words, from, end);
            while (start < end) {
                int stop = SectorBitmap.nextClear(words, start, end);
                add(start, stop, SectorLocation.advance(place, start - from));
                start = SectorBitmap.nextSet(words, stop, end);
            }
        }

        Window build() {
            Arrays.sort(keys, 0, count);
            int[] starts = new int[2 * count + 1];
            long[] ordered = new long[2 * count + 1];
            int runs = 0;
            int at = 0;
            for (int i = 0; i < count; i++) {
                int start = (int) (keys[i] >>> 40);
                int end = (int) (keys[i] >>> 20) & 0xFFFFF;
                long place = places[(int) keys[i] & 0xFFFFF];
                if (start > at) {
                    runs = append(starts, ordered, runs, at, SectorLocation.UNWRITTEN);
                }
                runs = append(starts, ordered, runs, start, place);
                at = end;
            }
            if (at < sectorCount) {
                runs = append(starts, ordered, runs, at, SectorLocation.UNWRITTEN);
            }
            return new Window(index, sectorCount, Arrays.copyOf(starts, runs), Arrays.copyOf(ordered, runs));
        }

        /** Appends a run, unless it merely continues the one before. */
        private static int append(int[] starts, long[] places, int runs, int start, long place) {
            if (runs > 0 && SectorLocation.advance(places[runs - 1], start - starts[runs - 1]) == place) {
                return runs;
            }
            starts[runs] = start;
            places[runs] = place;
            return runs + 1;
        }
    }
}
