package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystem.FileExtent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the clusters of a file or folder, as far as they make sense. */
final class Chain {
    private final FatGeometry geometry;
    private final FatTable table;
    private long next;
    private long steps;
    private long tortoise;
    private long nextMeeting = 1;
    private @Nullable String problem;
    private boolean isUnread;

    /** From a first cluster on. */
    Chain(FatGeometry geometry, FatTable table, long first) {
        this.geometry = geometry;
        this.table = table;
        this.next = first;
    }

    /** The next cluster; -1 if there is none, and {@link #problem()} says whether that is as it should be. */
    long next() {
        long cluster = next;
        if (cluster < 0) {
            return -1;
        }
        if (!geometry.isCluster(cluster)) {
            return end("its chain leads to cluster " + cluster + ", which the volume does not have");
        }
        if (steps > 0 && cluster == tortoise) {
            return end("its chain runs in a circle at cluster " + cluster);
        }
        if (steps == nextMeeting) {
            tortoise = cluster;
            nextMeeting *= 2;
        } else if (steps == 0) {
            tortoise = cluster;
        }
        steps++;
        next = follow(cluster);
        return cluster;
    }

    private long follow(long cluster) {
        try {
            long value = table.get(cluster);
            if (table.isEnd(value)) {
                return -1;
            }
            if (value == FatTable.FREE || value == 1) {
                return end("its chain ends at cluster " + cluster + ", which is free by the table");
            }
            if (table.isBad(value)) {
                return end("its chain ends at cluster " + cluster + ", which is marked as bad");
            }
            return value;
        } catch (IOException e) {
            isUnread = true;
            return end("the table cannot be read at cluster " + cluster + ": " + e.getMessage());
        }
    }

    private long end(String why) {
        problem = why;
        next = -1;
        return -1;
    }

    /** Whether it ended because the table cannot be read, so that more may belong to it. */
    boolean isUnread() {
        return isUnread;
    }

    /** Why the chain ended before its end mark; null if it did not. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Joins clusters to extents of a disk. */
    static final class Extents {
        private final long diskOffset;
        private final long there;
        private final int clusterBytes;
        private final int most;
        private final List<FileExtent> extents = new ArrayList<>();
        private long end;
        private boolean isFull;

        /**
         * @param diskOffset where the volume begins on the disk
         * @param there how many bytes of the volume are there
         * @param most how many extents are kept
         */
        Extents(long diskOffset, long there, int clusterBytes, int most) {
            this.diskOffset = diskOffset;
            this.there = there;
            this.clusterBytes = clusterBytes;
            this.most = most;
        }

        /** Adds a cluster; false if there are too many extents. */
        boolean add(long place) {
            boolean isThere = place <= there - clusterBytes;
            FileExtent.Kind kind = isThere ? FileExtent.Kind.STORED : FileExtent.Kind.LOST;
            long disk = isThere ? diskOffset + place : -1;
            FileExtent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
            if (last != null && last.kind() == kind && (!isThere || last.diskOffset() + last.length() == disk)) {
                extents.set(
                        extents.size() - 1,
                        new FileExtent(kind, last.contentOffset(), last.diskOffset(), last.length() + clusterBytes));
            } else if (extents.size() >= most) {
                isFull = true;
                return false;
            } else {
                extents.add(new FileExtent(kind, end, disk, clusterBytes));
            }
            end += clusterBytes;
            return true;
        }

        /** The extents, and what a content of a size has behind them as lost. */
        List<FileExtent> upTo(long size) {
            if (end < size) {
                extents.add(new FileExtent(FileExtent.Kind.LOST, end, -1, size - end));
            }
            return extents;
        }

        long end() {
            return end;
        }

        boolean isFull() {
            return isFull;
        }

        boolean hasLost() {
            return extents.stream().anyMatch(extent -> extent.kind() == FileExtent.Kind.LOST);
        }
    }
}
