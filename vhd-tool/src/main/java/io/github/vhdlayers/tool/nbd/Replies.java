package io.github.vhdlayers.tool.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Replies to requests, in the form that the client understands. For one thread. */
final class Replies {
    private static final int CHUNK_HEADER_BYTES = 20;
    private static final int SIMPLE_HEADER_BYTES = 16;
    private static final int LONGEST_MESSAGE = 1024;

    private final Peer peer;
    private final boolean structured;

    Replies(Peer peer, boolean structured) {
        this.peer = peer;
        this.structured = structured;
    }

    /** Success without data. */
    void done(Request request) throws ClientGoneException {
        if (structured) {
            peer.send(chunk(ByteBuffer.allocate(CHUNK_HEADER_BYTES), request, true, Wire.REPLY_NONE, 0)
                    .flip());
        } else {
            peer.send(
                    simple(ByteBuffer.allocate(SIMPLE_HEADER_BYTES), request, 0).flip());
        }
    }

    /** A failure of the whole request; the last of its replies. */
    void failed(Request request, int error, String message) throws ClientGoneException {
        if (!structured) {
            peer.send(simple(ByteBuffer.allocate(SIMPLE_HEADER_BYTES), request, error)
                    .flip());
            return;
        }
        byte[] text = text(message);
        peer.send(chunk(
                        ByteBuffer.allocate(CHUNK_HEADER_BYTES + 6 + text.length),
                        request,
                        true,
                        Wire.REPLY_ERROR,
                        6 + text.length)
                .putInt(error)
                .putShort((short) text.length)
                .put(text)
                .flip());
    }

    /** A failure at a place of the export, up to which what was sent is right; the last reply of a structured one. */
    void failedAt(Request request, int error, String message, long offset) throws ClientGoneException {
        byte[] text = text(message);
        peer.send(chunk(
                        ByteBuffer.allocate(CHUNK_HEADER_BYTES + 14 + text.length),
                        request,
                        true,
                        Wire.REPLY_ERROR_OFFSET,
                        14 + text.length)
                .putInt(error)
                .putShort((short) text.length)
                .put(text)
                .putLong(offset)
                .flip());
    }

    /**
     * Sends bytes of the export.
     *
     * @param buffer has room for a header in front of the bytes, and is positioned at their end
     * @param offset where they are on the export
     * @param last whether the reply ends with them
     */
    void data(Request request, ByteBuffer buffer, long offset, boolean last) throws ClientGoneException {
        int count = buffer.position() - Buffers.HEAD_BYTES;
        int head = Buffers.HEAD_BYTES - (structured ? CHUNK_HEADER_BYTES + Long.BYTES : SIMPLE_HEADER_BYTES);
        buffer.limit(buffer.position()).position(head);
        if (structured) {
            chunk(buffer, request, last, Wire.REPLY_OFFSET_DATA, count + Long.BYTES)
                    .putLong(offset);
        } else {
            simple(buffer, request, 0);
        }
        peer.send(buffer.position(head));
    }

    /** Sends that a stretch of the export reads as zeros, in a structured reply. */
    void hole(Request request, long offset, int length, boolean last) throws ClientGoneException {
        peer.send(chunk(ByteBuffer.allocate(CHUNK_HEADER_BYTES + 12), request, last, Wire.REPLY_OFFSET_HOLE, 12)
                .putLong(offset)
                .putInt(length)
                .flip());
    }

    /** Sends what was put into a buffer, a reply as a whole. */
    void send(ByteBuffer complete) throws ClientGoneException {
        peer.send(complete);
    }

    static ByteBuffer chunk(ByteBuffer into, Request request, boolean last, int type, int length) {
        return into.putInt(Wire.STRUCTURED_REPLY_MAGIC)
                .putShort((short) (last ? Wire.REPLY_FLAG_DONE : 0))
                .putShort((short) type)
                .putLong(request.cookie())
                .putInt(length);
    }

    private static ByteBuffer simple(ByteBuffer into, Request request, int error) {
        return into.putInt(Wire.SIMPLE_REPLY_MAGIC).putInt(error).putLong(request.cookie());
    }

    private static byte[] text(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_MESSAGE) {
            return bytes;
        }
        int end = LONGEST_MESSAGE;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
