package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.FileExtent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects where the blocks of a file are, in the order of the content, and which blocks its lists take. */
final class BlockMap {
    /** More would take a small heap for one file. */
    static final int MOST_EXTENTS = 1 << 18;

    private final @Nullable JournalOverlay overlay;
    private final long diskOffset;
    private final long there;
    private final int blockBytes;
    private final int most;
    private final List<FileExtent> extents = new ArrayList<>();
    private final List<Long> lists = new ArrayList<>();
    private final long sizeBlocks;
    private long next;
    private @Nullable String problem;
    private boolean isFull;

    /**
     * @param diskOffset where the volume begins on the disk
     * @param there how many bytes of the volume are there
     * @param blocks how many blocks the size of the file takes
     * @param maxExtents how many extents are kept
     * @param overlay which blocks are read from the journal; null if none is
     */
    BlockMap(
            long diskOffset,
            long there,
            int blockBytes,
            long blocks,
            int maxExtents,
            @Nullable JournalOverlay overlay) {
        this.overlay = overlay;
        this.diskOffset = diskOffset;
        this.there = there;
        this.blockBytes = blockBytes;
        this.sizeBlocks = blocks;
        this.most = Math.min(maxExtents, MOST_EXTENTS);
    }

    /** The block of the content that comes next. */
    long next() {
        return next;
    }

    /** How many blocks the size takes. */
    long sizeBlocks() {
        return sizeBlocks;
    }

    boolean isFull() {
        return isFull;
    }

    void problem(String text) {
        if (problem == null) {
            problem = text;
        }
    }

    @Nullable
    String problem() {
        return problem;
    }

    List<FileExtent> extents() {
        return extents;
    }

    /** Blocks of extents and of numbers of blocks. */
    List<Long> lists() {
        return lists;
    }

    void addList(long block) {
        lists.add(block);
    }

    /** Adds blocks that are on the disk. */
    void stored(long block, long count) {
        place(FileExtent.Kind.STORED, block, count);
    }

    /** Adds blocks that are kept on the disk and read as zeros. */
    void unwritten(long block, long count) {
        place(FileExtent.Kind.UNWRITTEN, block, count);
    }

    private void place(FileExtent.Kind kind, long block, long count) {
        JournalOverlay newer = overlay;
        if (newer == null || kind != FileExtent.Kind.STORED) {
            placeAt(kind, block, count);
            return;
        }
        // What the journal has newer is where the bytes are.
        for (long i = 0; i < count && !isFull; i++) {
            if (newer.isUnreadable(block + i)) {
                problem("the newest state of its block " + (block + i) + " is in the journal and is damaged");
                lost(1);
            } else {
                placeAt(kind, newer.sourceOf(block + i), 1);
            }
        }
    }

    private void placeAt(FileExtent.Kind kind, long block, long count) {
        long place = block * blockBytes;
        if (place > there - blockBytes) {
            problem("some of its blocks are past the end of the disk");
            lost(count);
            return;
        }
        long inside = Math.min(count, (there - place) / blockBytes);
        add(kind, diskOffset + place, inside);
        if (inside < count) {
            problem("some of its blocks are past the end of the disk");
            lost(count - inside);
        }
    }

    /** Adds blocks that read as zeros, as far as the size goes. */
    void hole(long count) {
        long inside = Math.min(count, Math.max(0, sizeBlocks - next));
        if (inside > 0) {
            add(FileExtent.Kind.SPARSE, -1, inside);
        }
    }

    /** Adds blocks of which nothing is known, as far as the size goes. */
    void lost(long count) {
        long inside = Math.min(count, Math.max(0, sizeBlocks - next));
        if (inside > 0) {
            add(FileExtent.Kind.LOST, -1, inside);
        }
    }

    /** Adds a hole up to a block of the content. */
    void holeUpTo(long block) {
        if (block > next) {
            hole(block - next);
        }
    }

    private void add(FileExtent.Kind kind, long disk, long count) {
        if (isFull) {
            return;
        }
        FileExtent last = extents.isEmpty() ? null : extents.get(extents.size() - 1);
        if (last != null && last.kind() == kind && (disk < 0 || last.diskOffset() + last.length() == disk)) {
            long length = last.length() + count * blockBytes;
            extents.set(extents.size() - 1, new FileExtent(kind, last.contentOffset(), last.diskOffset(), length));
        } else if (extents.size() >= most) {
            isFull = true;
            problem("more than " + most + " extents");
            long at = next * blockBytes;
            long size = sizeBlocks * blockBytes;
            if (at < size) {
                extents.add(new FileExtent(FileExtent.Kind.LOST, at, -1, size - at));
            }
            return;
        } else {
            extents.add(new FileExtent(kind, next * blockBytes, disk, count * blockBytes));
        }
        next += count;
    }
}
