package io.github.vhdlayers.filesystems.ntfs;

import java.util.Arrays;

/**
 * Where the clusters of an attribute are: runs in the order of the content, without gaps. A run is stored from a cluster of the volume on,
 * or is a hole, or is lost. Not thread-safe while runs are added.
 */
final class RunList {
    /** Instead of a cluster: a hole, which reads as zeros. */
    static final long SPARSE = -1;
    /** Instead of a cluster: nothing says where it is. */
    static final long LOST = -2;

    private long[] firsts = new long[4];
    private long[] places = new long[4];
    private int count;
    private long end;

    /** How many runs there are. */
    int size() {
        return count;
    }

    /** The cluster of the content behind the last run. */
    long end() {
        return end;
    }

    /** The first cluster of a run in the content. */
    long first(int run) {
        return firsts[run];
    }

    /** How many clusters a run has. */
    long length(int run) {
        return (run + 1 < count ? firsts[run + 1] : end) - firsts[run];
    }

    /** The first cluster of a run in the volume, or {@link #SPARSE}, or {@link #LOST}. */
    long place(int run) {
        return places[run];
    }

    /** Adds a run behind the last one; joins it to that if it continues it. */
    void add(long place, long length) {
        if (length <= 0 || end > Long.MAX_VALUE / 2 - length) {
            throw new IllegalArgumentException("a run of " + length + " clusters behind " + end);
        }
        if (count > 0) {
            long last = places[count - 1];
            if (place < 0 ? last == place : last >= 0 && last + end - firsts[count - 1] == place) {
                end += length;
                return;
            }
        }
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, count * 2);
            places = Arrays.copyOf(places, count * 2);
        }
        firsts[count] = end;
        places[count] = place;
        count++;
        end += length;
    }

    /** The run that holds a cluster of the content, or -1. */
    int find(long cluster) {
        if (cluster < 0 || cluster >= end) {
            return -1;
        }
        int found = Arrays.binarySearch(firsts, 0, count, cluster);
        return found >= 0 ? found : -found - 2;
    }

    /** Whether some run is lost. */
    boolean hasLost() {
        for (int i = 0; i < count; i++) {
            if (places[i] == LOST) {
                return true;
            }
        }
        return false;
    }
}
