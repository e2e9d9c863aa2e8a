package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.io.RandomAccessData;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a volume, for structures: read in pieces of 16 KiB of which a few are kept. Thread-safe. Contents are read from the disk
 * itself, so that they do not push structures out.
 */
public final class VolumeBytes {
    private static final int PAGE_BITS = 14;
    private static final int PAGE = 1 << PAGE_BITS;
    /** Half a megabyte: what is larger stays in no young part of Java's memory until it is thrown away. */
    private static final int PAGES = 32;

    private static final int SECTOR = 512;
    /** No structure is larger that is read in one piece. */
    private static final int MOST = 1 << 26;

    /** A page that was read. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Page(long number, byte[] bytes) {}

    /** The one that was asked for last: structures that follow each other share pages. */
    private volatile @Nullable Page last;

    private final RandomAccessData disk;
    private final long diskOffset;
    private final long length;
    private final Map<Long, byte[]> pages = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > PAGES;
        }
    };

    /**
     * Of a disk.
     *
     * @param disk the disk, which is lent
     * @param diskOffset where the volume begins
     * @param length how many bytes of it are there
     */
    public VolumeBytes(RandomAccessData disk, long diskOffset, long length) {
        this.disk = disk;
        this.diskOffset = diskOffset;
        this.length = length;
    }

    /** The disk that the volume is on. */
    public RandomAccessData disk() {
        return disk;
    }

    /** Where the volume begins on the disk. */
    public long diskOffset() {
        return diskOffset;
    }

    /** How many bytes are there. */
    public long length() {
        return length;
    }

    /** Whether a range of the volume is there. */
    public boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length && count <= length - at;
    }

    /**
     * Bytes of the volume, little-endian, from position 0 to the limit.
     *
     * @param at where they begin in the volume
     * @param count how many, at most 64 MiB
     * @throws EOFException if they are not all there
     * @throws IOException if they cannot be read
     */
    public ByteBuffer read(long at, int count) throws IOException {
        requireThere(at, count);
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            long page = (at + done) >> PAGE_BITS;
            int within = (int) (at + done) & PAGE - 1;
            int part = Math.min(count - done, PAGE - within);
            copy(page, within, bytes, done, part);
            done += part;
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The same, read from the disk and not kept: for readers that keep pages of their own.
     *
     * @param at where they begin in the volume
     * @param count how many, at most 64 MiB
     * @throws EOFException if they are not all there
     * @throws IOException if they cannot be read
     */
    public ByteBuffer readOnce(long at, int count) throws IOException {
        requireThere(at, count);
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        disk.readFully(diskOffset + at, bytes);
        return bytes.flip();
    }

    private void requireThere(long at, int count) throws IOException {
        if (count < 0 || count > MOST) {
            throw new IOException("a structure of " + count + " bytes is not read");
        }
        if (!has(at, count)) {
            throw new EOFException(
                    "bytes " + at + " to " + (at + count) + " of the volume, which are past its end at " + length);
        }
    }

    private void copy(long page, int within, byte[] to, int at, int count) throws IOException {
        Page newest = last;
        byte[] kept = newest != null && newest.number() == page ? newest.bytes() : null;
        if (kept == null) {
            synchronized (pages) {
                kept = pages.get(page);
            }
            last = kept == null ? newest : new Page(page, kept);
        }
        if (kept == null) {
            long start = page * PAGE;
            int size = (int) Math.min(PAGE, length - start);
            kept = new byte[size];
            try {
                disk.readFully(diskOffset + start, ByteBuffer.wrap(kept));
            } catch (IOException e) {
                // Something near what is wanted may be unreadable: then no more than its own sectors is asked for.
                readAlone(start + within, to, at, count);
                return;
            }
            synchronized (pages) {
                pages.put(page, kept);
            }
            last = new Page(page, kept);
        }
        System.arraycopy(kept, within, to, at, count);
    }

    private void readAlone(long start, byte[] to, int at, int count) throws IOException {
        long first = start - start % SECTOR;
        long end = Math.min(length, (start + count + SECTOR - 1) / SECTOR * SECTOR);
        byte[] bytes = new byte[(int) (end - first)];
        disk.readFully(diskOffset + first, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, (int) (start - first), to, at, count);
    }
}
