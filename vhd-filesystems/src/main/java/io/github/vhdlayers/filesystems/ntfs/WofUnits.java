package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Chunks of a content that Windows compressed with its overlay filter: in a stream of the file, behind a table of where each ends but the
 * last. A chunk that did not become shorter is stored as it is.
 */
final class WofUnits implements UnitContent.Decoder {
    private static final long MOST_WITH_SHORT_OFFSETS = 0xFFFF_FFFFL;

    private final RandomAccessSource stored;
    private final ReparsePoint.Wof form;
    private final int offsetBytes;
    private final long chunks;
    private final long tableBytes;

    /**
     * The chunks of a content.
     *
     * @param stored the stream that holds them
     * @param form how they are compressed
     * @param size how many bytes the content has
     */
    WofUnits(RandomAccessSource stored, ReparsePoint.Wof form, long size) {
        this.stored = stored;
        this.form = form;
        this.offsetBytes = size > MOST_WITH_SHORT_OFFSETS ? 8 : 4;
        this.chunks = (size + form.chunkBytes() - 1) / form.chunkBytes();
        this.tableBytes = (chunks - 1) * offsetBytes;
    }

    @Override
    public byte[] decode(long unit, int count) throws IOException {
        long from = unit == 0 ? 0 : offset(unit - 1);
        long to = unit == chunks - 1 ? stored.size() - tableBytes : offset(unit);
        if (from < 0 || to < from || to - from > count || to > stored.size() - tableBytes) {
            throw new NtfsDamage("the table of compressed chunks says that chunk " + unit + " is from byte " + from
                    + " to " + to + " of " + (stored.size() - tableBytes));
        }
        byte[] chunk = new byte[(int) (to - from)];
        stored.readFully(tableBytes + from, ByteBuffer.wrap(chunk));
        if (chunk.length == count) {
            return chunk;
        }
        byte[] decoded = new byte[count];
        if (form.isLzx()) {
            Lzx.decode(chunk, 0, chunk.length, decoded, 0, count);
        } else {
            Xpress.decode(chunk, 0, chunk.length, decoded, 0, count);
        }
        return decoded;
    }

    private long offset(long index) throws IOException {
        byte[] bytes = new byte[offsetBytes];
        stored.readFully(index * offsetBytes, ByteBuffer.wrap(bytes));
        return offsetBytes == 8 ? Le.i64(bytes, 0) : Le.u32(bytes, 0);
    }
}
