package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystems.support.LongSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of a folder: a tree of nodes, of which the root is in the record and the others in blocks. Which blocks belong to the tree
 * is what their parents say; what other blocks hold was in use once.
 */
public final class FolderIndex {
    static final String NAME = "$I30";

    private static final int INDX = 0x5844_4E49;
    private static final int ROOT_HEADER = 16;
    private static final int BLOCK_HEADER = 24;
    private static final int LEAST_BLOCK = 512;
    private static final int MOST_BLOCK = 1 << 16;
    private static final int SMALL_UNIT = 512;

    private final NtfsVolumeBytes volume;
    private final NtfsAttribute root;
    private final @Nullable NtfsAttribute blocks;
    private final int blockBytes;
    private final int unit;
    private final List<Long> visited = new ArrayList<>();
    private final LongSet seen = new LongSet();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private final Problems problems = new Problems();

    private FolderIndex(NtfsVolumeBytes volume, NtfsAttribute root, @Nullable NtfsAttribute blocks, int blockBytes) {
        this.volume = volume;
        this.root = root;
        this.blocks = blocks;
        this.blockBytes = blockBytes;
        int cluster = volume.geometry().clusterBytes();
        this.unit = cluster <= blockBytes ? cluster : SMALL_UNIT;
    }

    /**
     * The index of a folder.
     *
     * @throws NtfsDamage if it has none, or its root makes no sense
     */
    static FolderIndex of(NtfsFile folder, NtfsVolumeBytes volume) throws NtfsDamage {
        NtfsAttribute root = folder.find(Attribute.INDEX_ROOT, NAME);
        if (root == null || !root.isResident()) {
            throw new NtfsDamage("MFT record " + folder.base().number() + " has no index of names"
                    + (folder.problem() == null ? "" : ": " + folder.problem()));
        }
        if (root.size() < ROOT_HEADER) {
            throw new NtfsDamage("the root of its index has " + root.size() + " bytes");
        }
        Attribute head = root.head();
        long bytes = Le.u32(head.record().bytes(), head.valueAt() + 8);
        if (bytes < LEAST_BLOCK || bytes > MOST_BLOCK || Long.bitCount(bytes) != 1) {
            throw new NtfsDamage("the root of its index says blocks of " + bytes + " bytes");
        }
        return new FolderIndex(volume, root, folder.find(Attribute.INDEX_ALLOCATION, NAME), (int) bytes);
    }

    /** Takes names. */
    @FunctionalInterface
    interface Visitor {
        /** Takes one; false to end. */
        boolean name(long record, int sequence, NtfsName name) throws IOException;
    }

    /**
     * Goes through the names that are in use.
     *
     * @return false if the visitor ended it
     */
    boolean names(Visitor visitor) throws IOException {
        boolean[] ended = {false};
        node(rootNode(), visitor, "the root of its index", ended);
        while (!ended[0] && !waiting.isEmpty()) {
            long vcn = waiting.removeFirst();
            String title = "block " + vcn + " of its index";
            IndexNode node;
            try {
                node = block(vcn, title);
            } catch (IOException e) {
                problems.add(title + " cannot be read: " + e.getMessage());
                continue;
            }
            visited.add(vcn);
            node(node, visitor, title, ended);
        }
        return !ended[0];
    }

    /** Why not every name was visited, or null. */
    @Nullable
    String problem() {
        return problems.text();
    }

    private @Nullable IndexNode rootNode() {
        Attribute head = root.head();
        try {
            return IndexNode.at(
                    head.record().bytes(),
                    head.valueAt() + ROOT_HEADER,
                    head.valueAt() + head.valueLength(),
                    "the root of its index");
        } catch (NtfsDamage e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void node(@Nullable IndexNode node, Visitor visitor, String title, boolean[] ended) throws IOException {
        if (node == null) {
            return;
        }
        List<Long> children = new ArrayList<>();
        IOException[] thrown = {null};
        try {
            node.visit(
                    new IndexNode.Visitor() {
                        @Override
                        public boolean key(long record, int sequence, int at, int end) throws IOException {
                            NtfsName name = NtfsName.of(node.bytes(), at, end);
                            if (name == null) {
                                problems.add(title + " has an entry without a name");
                                return true;
                            }
                            try {
                                ended[0] = !visitor.name(record, sequence, name);
                            } catch (IOException e) {
                                thrown[0] = e;
                                throw e;
                            }
                            return !ended[0];
                        }

                        @Override
                        public void child(long vcn) {
                            children.add(vcn);
                        }
                    },
                    title);
        } catch (NtfsDamage e) {
            if (thrown[0] != null) {
                throw thrown[0];
            }
            problems.add(String.valueOf(e.getMessage()));
        }
        for (int i = children.size() - 1; i >= 0; i--) {
            long child = children.get(i);
            if (seen.add(child)) {
                waiting.addFirst(child);
            } else {
                problems.add("block " + child + " of its index is in it twice");
            }
        }
    }

    private IndexNode block(long vcn, String title) throws IOException {
        NtfsAttribute stored = blocks;
        if (stored == null || stored.isResident()) {
            throw new NtfsDamage("the index has no blocks");
        }
        if (vcn < 0 || vcn > stored.size() / unit || vcn * unit > stored.size() - blockBytes) {
            throw new NtfsDamage("the index has " + stored.size() + " bytes");
        }
        byte[] bytes = volume.read(stored.runs(), vcn * unit, blockBytes);
        if (Le.i32(bytes, 0) != INDX) {
            throw new NtfsDamage("it has no signature of a block");
        }
        String wrong = FixUps.apply(bytes);
        if (wrong != null) {
            throw new NtfsDamage(wrong);
        }
        if (Le.i64(bytes, 16) != vcn) {
            throw new NtfsDamage("it says that it is block " + Le.i64(bytes, 16));
        }
        return IndexNode.at(bytes, BLOCK_HEADER, blockBytes, title);
    }

    /** Names that were in use once, after {@link #names} went through all. */
    boolean leftovers(long records, StrayBlocks strays, IndexNode.Leftovers visitor) throws IOException {
        IndexNode top = rootNode();
        if (top != null && !top.leftovers(false, records, visitor)) {
            return false;
        }
        for (long vcn : visited) {
            if (!block(vcn, "").leftovers(false, records, visitor)) {
                return false;
            }
        }
        NtfsAttribute stored = blocks;
        if (stored == null || stored.isResident()) {
            return true;
        }
        RunList runs = stored.runs();
        int cluster = volume.geometry().clusterBytes();
        for (int run = 0; run < runs.size(); run++) {
            long end = Math.min(stored.size(), (runs.first(run) + runs.length(run)) * cluster);
            long at = (runs.first(run) * cluster + blockBytes - 1) / blockBytes * blockBytes;
            for (; runs.place(run) >= 0 && at + blockBytes <= end; at += blockBytes) {
                if (!seen.contains(at / unit)) {
                    if (!strays.take()) {
                        return true;
                    }
                    if (!stray(at / unit, records, visitor)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean stray(long vcn, long records, IndexNode.Leftovers visitor) throws IOException {
        IndexNode node;
        try {
            node = block(vcn, "");
        } catch (IOException e) {
            // Nothing is known to have been there.
            return true;
        }
        return node.leftovers(true, records, visitor);
    }

    /** How many blocks that are in no index may still be searched: a hostile volume has the same ones in each folder. */
    static final class StrayBlocks {
        private long left;

        void reset(long blocks) {
            left = blocks;
        }

        boolean take() {
            return left-- > 0;
        }
    }
}
