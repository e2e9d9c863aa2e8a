package io.github.vhdlayers.filesystems.ext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Follows a tree of extents, without recursion. */
final class ExtentTree {
    private static final int MAGIC = 0xF30A;
    private static final int HEADER = 12;
    private static final int ENTRY = 12;
    private static final int MOST_DEPTH = 5;
    private static final int MOST_WRITTEN = 32_768;

    private final ExtVolume volume;
    private final Inode inode;
    private final BlockMap map;
    private final Deque<Node> open = new ArrayDeque<>();

    private ExtentTree(ExtVolume volume, Inode inode, BlockMap map) {
        this.volume = volume;
        this.inode = inode;
        this.map = map;
    }

    /** A node of which entries are left. */
    private static final class Node {
        private final ByteBuffer bytes;
        private final int entries;
        private final int depth;
        private final long end;
        private int next;

        /**
         * @param end the block of the content that is the next node's
         */
        Node(ByteBuffer bytes, int entries, int depth, long end) {
            this.bytes = bytes;
            this.entries = entries;
            this.depth = depth;
            this.end = end;
        }
    }

    /** Adds all blocks of a file to its map. */
    static void read(ExtVolume volume, Inode inode, BlockMap map) {
        new ExtentTree(volume, inode, map).run();
        // What no extent is for is a hole.
        map.holeUpTo(map.sizeBlocks());
    }

    private void run() {
        if (!push(inode.blocks(), -1, Long.MAX_VALUE, "its list of extents")) {
            return;
        }
        while (!open.isEmpty() && !map.isFull()) {
            Node node = open.peek();
            if (node.next >= node.entries) {
                open.pop();
            } else {
                int at = HEADER + node.next * ENTRY;
                node.next++;
                if (node.depth == 0) {
                    extent(node, at);
                } else {
                    child(node, at);
                }
            }
        }
    }

    /** Opens a node; false, with a problem, if it makes no sense. */
    private boolean push(ByteBuffer bytes, int depth, long end, String what) {
        int entries = Short.toUnsignedInt(bytes.getShort(2));
        int own = Short.toUnsignedInt(bytes.getShort(6));
        boolean fits = Short.toUnsignedInt(bytes.getShort(0)) == MAGIC
                && own <= MOST_DEPTH
                && (depth < 0 || own == depth)
                && HEADER + entries * ENTRY <= bytes.limit();
        if (!fits) {
            lose(end, what + " makes no sense");
            return false;
        }
        open.push(new Node(bytes, entries, own, end));
        return true;
    }

    private void lose(long end, String why) {
        map.problem(why);
        map.lost(Math.min(end, map.sizeBlocks()) - map.next());
    }

    private void extent(Node node, int at) {
        ByteBuffer bytes = node.bytes;
        long first = ExtSuper.unsigned(bytes, at);
        int length = Short.toUnsignedInt(bytes.getShort(at + 4));
        long block = ExtSuper.unsigned(bytes, at + 8) | (long) Short.toUnsignedInt(bytes.getShort(at + 6)) << 32;
        boolean unwritten = length > MOST_WRITTEN;
        long count = unwritten ? length - MOST_WRITTEN : length;
        ExtSuper superblock = volume.superblock;
        if (count == 0
                || first < map.next()
                || first + count > node.end
                || !superblock.isBlock(block)
                || !superblock.isBlock(block + count - 1)) {
            map.problem("an extent of " + count + " blocks at " + first + ", stored at " + block + ", is impossible");
            // What is behind it may be right.
            if (first >= map.next()) {
                map.holeUpTo(first);
                map.lost(Math.min(Math.max(count, 1), Math.max(1, node.end - first)));
            }
            return;
        }
        map.holeUpTo(first);
        if (unwritten) {
            map.unwritten(block, count);
        } else {
            map.stored(block, count);
        }
    }

    private void child(Node node, int at) {
        ByteBuffer bytes = node.bytes;
        long first = ExtSuper.unsigned(bytes, at);
        long block = ExtSuper.unsigned(bytes, at + 4) | (long) Short.toUnsignedInt(bytes.getShort(at + 8)) << 32;
        long end = node.next < node.entries ? ExtSuper.unsigned(bytes, at + ENTRY) : node.end;
        if (first < map.next() || end <= first || end > node.end) {
            map.problem("its tree of extents is out of order");
            return;
        }
        map.holeUpTo(first);
        String refusal = refusal(block);
        if (refusal != null) {
            lose(end, refusal);
            return;
        }
        map.addList(block);
        try {
            ByteBuffer read = volume.block(block);
            if (!hasRightChecksum(read)) {
                map.problem("the checksum of its extents in block " + block + " is wrong");
            }
            push(read, node.depth - 1, end, "its block " + block + " of extents");
        } catch (IOException e) {
            lose(end, "its block " + block + " of extents cannot be read: " + e.getMessage());
        }
    }

    private @Nullable String refusal(long block) {
        if (!volume.superblock.isBlock(block)) {
            return "its extents are in block " + block + ", which the volume does not have";
        }
        return volume.budget.list(inode.number(), block, map.lists().size());
    }

    private boolean hasRightChecksum(ByteBuffer block) {
        if (!volume.superblock.hasReadOnly(ExtSuper.METADATA_CHECKSUMS)) {
            return true;
        }
        int tail = HEADER + Short.toUnsignedInt(block.getShort(4)) * ENTRY;
        if (tail + 4 > block.limit()) {
            return false;
        }
        return Crc32c.update(inode.seed(volume.superblock), block, 0, tail) == block.getInt(tail);
    }
}
