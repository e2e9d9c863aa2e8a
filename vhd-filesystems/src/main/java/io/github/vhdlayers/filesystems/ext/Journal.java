package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.FileExtent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the transactions of a journal that were committed, as a system does when it mounts the volume, into an overlay. What is not
 * committed is dropped; a block that was revoked is not taken from that transaction or an earlier one.
 */
final class Journal {
    private static final int HEADER = 12;
    private static final int ESCAPED = 1;
    private static final int SAME_ID = 2;
    private static final int LAST = 8;
    private static final int TAIL = 4;
    private static final int ID = 16;
    private static final int MOST_BLOCKS = 1 << 20;
    private static final int FAST_HEAD = 10;

    private final ExtVolume volume;
    private final BlockMap map;
    private final JournalSuper superblock;
    private final Map<Long, Written> written = new HashMap<>();
    private final Map<Long, Integer> revoked = new HashMap<>();
    private final List<Tag> tags = new ArrayList<>();
    private final List<Long> revokes = new ArrayList<>();
    private int oldChecksum = -1;
    private @Nullable String problem;

    private Journal(ExtVolume volume, BlockMap map, JournalSuper superblock) {
        this.volume = volume;
        this.map = map;
        this.superblock = superblock;
    }

    /** A block that a transaction has: where it belongs, where it is in the volume, and its flags. */
    private record Tag(long target, long source, int flags, int checksum) {}

    /** The newest state of a block; a damaged one is there and cannot be read. */
    private record Written(long source, boolean escaped, boolean damaged, int sequence) {}

    /**
     * What was found.
     *
     * @param overlay the disk as it is after recovery
     * @param problem what could not be replayed, or null
     */
    record Replayed(JournalOverlay overlay, @Nullable String problem) {}

    /**
     * Replays the journal of a volume.
     *
     * @throws IOException if what it holds is not known: it cannot be read, or has more than is replayed; the message says why
     */
    static Replayed replay(ExtVolume volume) throws IOException {
        return of(volume).run();
    }

    /**
     * Whether a volume has no journal, or one that says that there is nothing to replay; false if it is not known.
     *
     * @throws ClosedChannelException if the disk is closed
     */
    static boolean isEmpty(ExtVolume volume) throws ClosedChannelException {
        if ((volume.superblock.compatible() & ExtSuper.HAS_JOURNAL) == 0) {
            return true;
        }
        try {
            Journal journal = of(volume);
            return journal.superblock.start() == 0 && !journal.superblock.hasFastCommits();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    private static Journal of(ExtVolume volume) throws IOException {
        long number = volume.superblock.journal();
        if (number == 0) {
            throw new IOException("its journal is on another device");
        }
        Inode inode = volume.groups.inode(number);
        BlockMap map = volume.map(inode, BlockMap.MOST_EXTENTS);
        if (map.problem() != null) {
            throw new IOException("where its journal is: " + map.problem());
        }
        JournalSuper superblock = JournalSuper.parse(block(volume, sourceOf(volume, map, 0)), map.sizeBlocks());
        return new Journal(volume, map, superblock);
    }

    private Replayed run() throws IOException {
        int next = superblock.sequence();
        if (superblock.start() != 0) {
            next = scan();
        }
        JournalOverlay overlay =
                new JournalOverlay(volume.bytes.disk(), volume.bytes.diskOffset(), volume.superblock.blockBytes());
        written.forEach((block, state) -> {
            Integer by = revoked.get(block);
            if (by != null && by - state.sequence() >= 0) {
                return;
            }
            if (state.damaged()) {
                overlay.putUnreadable(block);
            } else {
                overlay.put(block, state.source(), state.escaped());
            }
        });
        if (problem == null && superblock.hasFastCommits() && hasFastCommit(next)) {
            problem = "its journal has fast commits behind the last whole one, which are not read:"
                    + " changes of the last seconds are missing";
        }
        return new Replayed(overlay, problem);
    }

    /**
     * Goes through the log; returns the number of the transaction that would come next.
     *
     * @throws IOException if it is not known how it goes on
     */
    private int scan() throws IOException {
        int sequence = superblock.sequence();
        long at = superblock.start();
        long left = superblock.end();
        while (left-- > 0) {
            ByteBuffer block = block(volume, sourceOf(volume, map, at));
            if (block.getInt(0) != JournalOverlay.MAGIC || block.getInt(8) != sequence) {
                return sequence;
            }
            switch (block.getInt(4)) {
                case JournalSuper.DESCRIPTOR -> {
                    long blocks = descriptor(block, at);
                    if (blocks < 0) {
                        return sequence;
                    }
                    for (long i = 0; i < blocks; i++) {
                        at = superblock.after(at);
                    }
                    left -= blocks;
                }
                case JournalSuper.REVOKE -> {
                    if (!revoke(block)) {
                        return sequence;
                    }
                }
                case JournalSuper.COMMIT -> {
                    if (!isCommitted(block)) {
                        if (superblock.hasChecksums()) {
                            // It is one sector, which is not written in part: so it is damaged, and what follows it may
                            // be in use.
                            throw new IOException("the end of its transaction " + sequence + " is damaged");
                        }
                        return sequence;
                    }
                    commit(sequence);
                    sequence++;
                }
                default -> {
                    return sequence;
                }
            }
            at = superblock.after(at);
        }
        return sequence;
    }

    /** Reads which blocks follow; -1 if the descriptor makes no sense, which ends the log. */
    private long descriptor(ByteBuffer block, long at) throws IOException {
        boolean checked = superblock.hasChecksums();
        if (checked && !hasRightTail(block)) {
            return -1;
        }
        int end = block.limit() - (checked ? TAIL : 0);
        int size = superblock.tagBytes();
        oldSum(block);
        long count = 0;
        long place = at;
        for (int tag = HEADER; tag + size <= end; ) {
            int flags = superblock.has3() ? block.getInt(tag + 4) : Short.toUnsignedInt(block.getShort(tag + 6));
            long target = Integer.toUnsignedLong(block.getInt(tag));
            if (superblock.is64()) {
                target |= Integer.toUnsignedLong(block.getInt(tag + 8)) << 32;
            }
            int sum = superblock.has3() ? block.getInt(tag + 12) : Short.toUnsignedInt(block.getShort(tag + 4));
            place = superblock.after(place);
            count++;
            long source = sourceOf(volume, map, place);
            tags.add(new Tag(target, source, flags, sum));
            if (superblock.hasOldChecksums()) {
                // Without it nothing says whether the transaction is whole.
                oldSum(block(volume, source));
            }
            if (tags.size() > MOST_BLOCKS || count > superblock.end()) {
                throw new IOException("a transaction has more than " + MOST_BLOCKS + " blocks, or than the journal");
            }
            if ((flags & LAST) != 0) {
                break;
            }
            tag += size + ((flags & SAME_ID) == 0 ? ID : 0);
        }
        return count;
    }

    private boolean revoke(ByteBuffer block) throws IOException {
        boolean checked = superblock.hasChecksums();
        int used = block.getInt(HEADER);
        int end = block.limit() - (checked ? TAIL : 0);
        if ((checked && !hasRightTail(block)) || used < HEADER + 4 || used > end) {
            return false;
        }
        int size = superblock.is64() ? 8 : 4;
        for (int at = HEADER + 4; at + size <= used; at += size) {
            revokes.add(size == 8 ? block.getLong(at) : Integer.toUnsignedLong(block.getInt(at)));
        }
        if (revokes.size() > MOST_BLOCKS) {
            throw new IOException("a transaction revokes more than " + MOST_BLOCKS + " blocks");
        }
        return true;
    }

    private boolean hasRightTail(ByteBuffer block) {
        int at = block.limit() - TAIL;
        int sum = Crc32c.update(superblock.seed(), block, 0, at);
        return Crc32c.updateInt(sum, 0) == block.getInt(at);
    }

    private boolean isCommitted(ByteBuffer block) {
        if (superblock.hasChecksums()) {
            int sum = Crc32c.update(superblock.seed(), block, 0, 16);
            sum = Crc32c.updateInt(sum, 0);
            return Crc32c.update(sum, block, 20, block.limit()) == block.getInt(16);
        }
        boolean hasSum = superblock.hasOldChecksums() && block.get(12) == 1 && block.get(13) == 4;
        return !hasSum || block.getInt(16) == oldChecksum;
    }

    /** Takes what a transaction has. */
    private void commit(int sequence) throws IOException {
        for (Tag tag : tags) {
            if (!volume.superblock.isBlock(tag.target()) && tag.target() != 0) {
                note("a transaction of its journal has block " + tag.target() + ", which the volume does not have");
                continue;
            }
            boolean damaged = superblock.hasChecksums() && !hasRightData(tag, sequence);
            if (damaged) {
                note("block " + tag.target() + " in its journal is damaged, so that its newest state is not known");
            }
            written.put(tag.target(), new Written(tag.source(), (tag.flags() & ESCAPED) != 0, damaged, sequence));
        }
        for (long block : revokes) {
            revoked.put(block, sequence);
        }
        tags.clear();
        revokes.clear();
        oldChecksum = -1;
        if (written.size() > MOST_BLOCKS || revoked.size() > MOST_BLOCKS) {
            throw new IOException("it has more than " + MOST_BLOCKS + " blocks");
        }
    }

    private boolean hasRightData(Tag tag, int sequence) {
        try {
            ByteBuffer data = block(volume, tag.source());
            int sum = Crc32c.updateInt(superblock.seed(), Integer.reverseBytes(sequence));
            sum = Crc32c.update(sum, data, 0, data.limit());
            return superblock.has3() ? sum == tag.checksum() : (sum & 0xFFFF) == tag.checksum();
        } catch (IOException e) {
            return false;
        }
    }

    private void note(String text) {
        if (problem == null) {
            problem = text;
        }
    }

    private void oldSum(ByteBuffer block) {
        if (superblock.hasOldChecksums()) {
            oldChecksum = Crc32Be.update(oldChecksum, block);
        }
    }

    private boolean hasFastCommit(int next) {
        try {
            ByteBuffer block =
                    block(volume, sourceOf(volume, map, superblock.end())).order(ByteOrder.LITTLE_ENDIAN);
            return block.getShort(0) == FAST_HEAD && block.getInt(8) == next;
        } catch (IOException e) {
            return true;
        }
    }

    /** Where a block of the journal is in the volume. */
    private static long sourceOf(ExtVolume volume, BlockMap map, long block) {
        int size = volume.superblock.blockBytes();
        long at = block * size;
        List<FileExtent> extents = map.extents();
        int low = 0;
        int high = extents.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            FileExtent extent = extents.get(middle);
            if (extent.contentOffset() > at) {
                high = middle - 1;
            } else if (extent.contentOffset() + extent.length() <= at) {
                low = middle + 1;
            } else if (extent.kind() == FileExtent.Kind.STORED) {
                return (extent.diskOffset() + at - extent.contentOffset() - volume.bytes.diskOffset()) / size;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private static ByteBuffer block(ExtVolume volume, long number) throws IOException {
        if (number < 0) {
            throw new IOException("a block of the journal is stored nowhere");
        }
        return volume.block(number).order(ByteOrder.BIG_ENDIAN);
    }
}
