package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk on which blocks of a file system are read from its journal, where a newer state of them is. The disk is not written. Thread-safe
 * once it is complete.
 */
final class JournalOverlay implements RandomAccessSource {
    /** What a block of the journal may not begin with, so that zeros stand there and a flag says it. */
    static final int MAGIC = 0xC03B3998;

    private static final int MAGIC_BYTES = 4;

    private final RandomAccessData disk;
    private final long diskOffset;
    private final int blockBytes;
    private final TreeMap<Long, Long> sources = new TreeMap<>();
    private final Set<Long> escaped = new HashSet<>();
    private final Set<Long> unreadable = new HashSet<>();

    JournalOverlay(RandomAccessData disk, long diskOffset, int blockBytes) {
        this.disk = disk;
        this.diskOffset = diskOffset;
        this.blockBytes = blockBytes;
    }

    /** Reads a block from another one from now on. */
    void put(long block, long source, boolean isEscaped) {
        sources.put(block, source);
        if (isEscaped) {
            escaped.add(source);
        }
    }

    /** Refuses to read a block from now on, because its newest state is in the journal and damaged. */
    void putUnreadable(long block) {
        sources.put(block, block);
        unreadable.add(block);
    }

    boolean isUnreadable(long block) {
        return unreadable.contains(block);
    }

    /** The block that a block is read from: itself, or one of the journal. */
    long sourceOf(long block) {
        return sources.getOrDefault(block, block);
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public long size() throws IOException {
        return disk.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        long within = position - diskOffset;
        if (position < 0 || within < 0 || !target.hasRemaining() || sources.isEmpty()) {
            return disk.read(position, target);
        }
        long block = within / blockBytes;
        int at = (int) (within % blockBytes);
        Long source = sources.get(block);
        if (unreadable.contains(block)) {
            throw new IOException(
                    "block " + block + " cannot be read: its newest state is in the journal and is damaged");
        }
        if (source == null && escaped.isEmpty()) {
            Map.Entry<Long, Long> next = sources.higherEntry(block);
            long most = next == null ? Long.MAX_VALUE : next.getKey() * blockBytes - within;
            return read(position, target, most);
        }
        long from = source == null ? block : source;
        int start = target.position();
        int count = read(diskOffset + from * blockBytes + at, target, blockBytes - at);
        if (count > 0 && at < MAGIC_BYTES && escaped.contains(from)) {
            for (int i = at; i < Math.min(MAGIC_BYTES, at + count); i++) {
                target.put(start + i - at, (byte) (MAGIC >>> (24 - 8 * i)));
            }
        }
        return count;
    }

    private int read(long position, ByteBuffer target, long most) throws IOException {
        if (most >= target.remaining()) {
            return disk.read(position, target);
        }
        ByteBuffer part = target.slice(target.position(), (int) most);
        int count = disk.read(position, part);
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public void close() {
        // The disk is lent.
    }
}
