package io.github.vhdlayers.filesystems.ext;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much all folders and all lists of blocks may have together: no more than the volume. A hostile one names the same blocks in
 * every file, and would be read as often as it has files. Not thread-safe.
 */
final class ExtBudget {
    private static final int MOST_LISTS = 1 << 18;
    /** Fewer are not counted: most files have none. */
    private static final int FREE_LISTS = 4;

    private final long blocks;
    private final long bytes;
    private final Set<Long> folders = new HashSet<>();
    private final Set<Long> listed = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private long seenOf = -1;
    private long listBlocks;
    private long folderBytes;

    ExtBudget(ExtSuper superblock) {
        this.blocks = superblock.blocks();
        this.bytes = superblock.bytes();
    }

    /**
     * Asks for another block of a file's lists.
     *
     * @param before how many the file has had
     * @return why it is refused, or null
     */
    @Nullable
    String list(long inode, long block, int before) {
        if (before == 0 || seenOf != inode) {
            seen.clear();
            seenOf = inode;
        }
        if (!seen.add(block)) {
            return "its lists of blocks have block " + block + " twice";
        }
        if (before >= MOST_LISTS) {
            return "its lists of blocks take more than " + MOST_LISTS + " blocks";
        }
        if (before >= FREE_LISTS && !listed.contains(inode)) {
            listBlocks++;
            if (listBlocks > blocks) {
                return "the lists of blocks of all files are larger than the volume";
            }
        }
        return null;
    }

    /** Notes that a file's lists were read to their end, and need not be counted again. */
    void listsRead(long inode, int count) {
        if (count > FREE_LISTS) {
            listed.add(inode);
        }
    }

    /** Asks whether a folder may be read; null if so. */
    @Nullable
    String folder(long inode, long size) {
        if (refused.contains(inode)) {
            return "all folders together are larger than the volume";
        }
        if (folders.add(inode)) {
            if (size > bytes - folderBytes) {
                refused.add(inode);
                return "all folders together are larger than the volume";
            }
            folderBytes += size;
        }
        return null;
    }
}
