package io.github.vhdlayers.filesystems.support;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A content that is within metadata; of one that is said to be longer than what is there, the rest throws. Thread-safe. */
public final class ResidentContent extends BoundedContent {
    private final byte[] bytes;

    /**
     * Of bytes.
     *
     * @param name as messages print it
     * @param size how many bytes the content has
     * @param bytes its first bytes, which are not copied
     */
    public ResidentContent(String name, long size, byte[] bytes) {
        super(name, size);
        this.bytes = bytes;
    }

    @Override
    protected int readInside(long position, ByteBuffer target, long left) throws IOException {
        if (position >= bytes.length) {
            throw new IOException(name() + ": byte " + position + " of " + size() + " is lost: only " + bytes.length
                    + " bytes are kept within its metadata");
        }
        int count = (int) Math.min(Math.min(target.remaining(), left), bytes.length - position);
        target.put(bytes, (int) position, count);
        return count;
    }
}
