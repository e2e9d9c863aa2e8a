package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The runs of an export as the protocol's stretches with flags, made of the one plan that reads follow too. */
final class BlockStatus {
    private static final int SECTOR = MergedSource.SECTOR_BYTES;
    /** A client asks again from where a reply ends; so many for two contexts fit into a piece. */
    private static final int MOST_EXTENTS = 16 << 10;

    private static final int FIXED_BYTES = 24;
    private static final int EXTENT_BYTES = 8;

    private BlockStatus() {}

    /**
     * The reply to a request within the export: a chunk for each context.
     *
     * @param into where it goes; has room for {@link Buffers#PIECE_BYTES}
     * @throws IOException if a table or bitmap cannot be read
     */
    static ByteBuffer reply(Request request, MergedSource source, List<MetaContext> contexts, ByteBuffer into)
            throws IOException {
        into.clear();
        int most = (request.flags() & Wire.CMD_FLAG_REQ_ONE) != 0 ? 1 : MOST_EXTENTS;
        for (int i = 0; i < contexts.size(); i++) {
            int start = into.position();
            into.position(start + FIXED_BYTES);
            putExtents(request, source, contexts.get(i), most, into);
            int end = into.position();
            Replies.chunk(
                            into.position(start),
                            request,
                            i == contexts.size() - 1,
                            Wire.REPLY_BLOCK_STATUS,
                            end - start - FIXED_BYTES + Integer.BYTES)
                    .putInt(contexts.get(i).id());
            into.position(end);
        }
        return into.flip();
    }

    private static void putExtents(Request request, MergedSource source, MetaContext context, int most, ByteBuffer into)
            throws IOException {
        long first = request.offset() / SECTOR;
        RunCursor runs = source.ownership().runs(first, (request.end() + SECTOR - 1) / SECTOR - first);
        long start = request.offset();
        long end = start;
        int status = 0;
        int count = 0;
        while (runs.next()) {
            int next = context.status(runs);
            if (end > start && next != status) {
                into.putInt((int) (end - start)).putInt(status);
                start = end;
                if (++count == most) {
                    return;
                }
            }
            status = next;
            end = Math.min(request.end(), (runs.firstSector() + runs.sectorCount()) * SECTOR);
        }
        into.putInt((int) (end - start)).putInt(status);
    }

    /** How much room a reply may need. */
    static int mostBytes(int contexts) {
        return contexts * (FIXED_BYTES + MOST_EXTENTS * EXTENT_BYTES);
    }
}
