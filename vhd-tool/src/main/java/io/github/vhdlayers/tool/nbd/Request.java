package io.github.vhdlayers.tool.nbd;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param flags the command's flags
 * @param type which command
 * @param cookie what the client knows the reply by
 * @param offset where it begins on the export, in bytes; unsigned
 * @param length how many bytes, up to 2^32 - 1
 */
record Request(int flags, int type, long cookie, long offset, long length) {
    static final int BYTES = 28;

    /** Takes a request apart, or returns null if it does not begin as one. */
    static @Nullable Request decode(ByteBuffer bytes) {
        if (bytes.getInt() != Wire.REQUEST_MAGIC) {
            return null;
        }
        return new Request(
                bytes.getShort() & 0xFFFF,
                bytes.getShort() & 0xFFFF,
                bytes.getLong(),
                bytes.getLong(),
                Integer.toUnsignedLong(bytes.getInt()));
    }

    /** Whether all of it is on an export. */
    boolean isWithin(long size) {
        return offset >= 0 && offset <= size && length <= size - offset;
    }

    long end() {
        return offset + length;
    }
}
