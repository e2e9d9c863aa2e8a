package io.github.vhdlayers.tool.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol from the specification alone, with its numbers written out, and insists on every rule for replies. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private long cookie = 0x0123_4567_89AB_CDEFL;
    private boolean structured;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** A connection on which nothing was said. */
    static RawClient silent(SocketAddress address) throws IOException {
        return new RawClient(SocketChannel.open(address));
    }

    /** A connection that may send options. */
    static RawClient greeted(SocketAddress address) throws IOException {
        RawClient client = silent(address);
        client.greet(3);
        return client;
    }

    /** A connection that may send requests. */
    static RawClient to(SocketAddress address, String export, String... contexts) throws IOException {
        RawClient client = greeted(address);
        client.structured();
        if (contexts.length > 0) {
            List<OptionReply> replies = client.option(10, queries(export, contexts));
            assertEquals(contexts.length + 1, replies.size());
        }
        client.go(export);
        return client;
    }

    /** The same without structured replies. */
    static RawClient simplyTo(SocketAddress address, String export) throws IOException {
        RawClient client = greeted(address);
        client.go(export);
        return client;
    }

    /** What came for an option; the data is text in which each character stands for a byte. */
    record OptionReply(int type, String data) {
        /** The data, of which the text is UTF-8. */
        String text() {
            return new String(data.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(data.getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean isError() {
            return type < 0;
        }
    }

    /** All chunks of one reply. */
    static final class Reply {
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        final Map<Integer, List<long[]>> extents = new TreeMap<>();
        int chunks;
        int holes;
        int error;
        String message = "";

        @Nullable
        Long errorOffset;
    }

    void greet(int flags) throws IOException {
        ByteBuffer greeting = receive(18);
        assertEquals(0x4e42444d41474943L, greeting.getLong());
        assertEquals(0x49484156454F5054L, greeting.getLong());
        assertEquals(3, greeting.getShort());
        send(ByteBuffer.allocate(4).putInt(flags));
    }

    void structured() throws IOException {
        List<OptionReply> replies = option(8, new byte[0]);
        assertEquals(1, replies.get(replies.size() - 1).type());
        structured = true;
    }

    long go(String export) throws IOException {
        List<OptionReply> replies = option(7, named(export, 0, 1, 2, 3));
        assertEquals(1, replies.get(replies.size() - 1).type(), replies.get(0).text());
        return replies.get(0).bytes().getLong(2);
    }

    /** The data of INFO and GO. */
    static byte[] named(String export, int... infos) {
        byte[] name = export.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(6 + name.length + 2 * infos.length)
                .putInt(name.length)
                .put(name)
                .putShort((short) infos.length);
        for (int info : infos) {
            data.putShort((short) info);
        }
        return data.array();
    }

    /** The data of LIST_META_CONTEXT and SET_META_CONTEXT. */
    static byte[] queries(String export, String... queries) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        string(data, export);
        data.writeBytes(ByteBuffer.allocate(4).putInt(queries.length).array());
        for (String query : queries) {
            string(data, query);
        }
        return data.toByteArray();
    }

    private static void string(ByteArrayOutputStream data, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        data.writeBytes(bytes);
    }

    /** Sends an option and takes all replies to it. */
    List<OptionReply> option(int option, byte[] data) throws IOException {
        sendOption(option, data.length, data);
        List<OptionReply> replies = new ArrayList<>();
        OptionReply reply;
        do {
            ByteBuffer header = receive(20);
            assertEquals(0x3e889045565a9L, header.getLong());
            assertEquals(option, header.getInt());
            int type = header.getInt();
            byte[] content = new byte[header.getInt()];
            receive(content.length).get(content);
            reply = new OptionReply(type, new String(content, StandardCharsets.ISO_8859_1));
            replies.add(reply);
        } while (reply.type() != 1 && !reply.isError());
        return replies;
    }

    void sendOption(int option, int length, byte[] data) throws IOException {
        send(ByteBuffer.allocate(16 + data.length)
                .putLong(0x49484156454F5054L)
                .putInt(option)
                .putInt(length)
                .put(data));
    }

    long sendRequest(int flags, int type, long offset, long length) throws IOException {
        send(ByteBuffer.allocate(28)
                .putInt(0x25609513)
                .putShort((short) flags)
                .putShort((short) type)
                .putLong(++cookie)
                .putLong(offset)
                .putInt((int) length));
        return cookie;
    }

    Reply read(long offset, long length) throws IOException {
        return request(0, 0, offset, length);
    }

    /** Sends a request and takes all of its reply. */
    Reply request(int flags, int type, long offset, long length) throws IOException {
        return reply(sendRequest(flags, type, offset, length), type == 0 ? length : 0, offset);
    }

    /** The reply to a request: of a read its length, which a simple reply does not say. */
    Reply reply(long expected, long length, long offset) throws IOException {
        Reply reply = new Reply();
        ByteBuffer magic = receive(4);
        if (magic.getInt(0) == 0x67446698) {
            assertTrue(!structured || length == 0, "a simple reply to a read");
            reply.error = receive(4).getInt();
            assertEquals(expected, receive(8).getLong());
            if (reply.error == 0) {
                reply.data.writeBytes(receive(Math.toIntExact(length)).array());
            }
            return reply;
        }
        boolean done = false;
        long at = offset;
        while (!done) {
            assertEquals(0x668e33ef, magic.getInt(0));
            reply.chunks++;
            done = receive(2).getShort() == 1;
            int type = receive(2).getShort() & 0xFFFF;
            assertEquals(expected, receive(8).getLong());
            at = chunk(reply, type, receive(receive(4).getInt()), at);
            if (!done) {
                magic = receive(4);
            }
        }
        assertTrue(reply.error != 0 || reply.data.size() == length, reply.data.size() + " of " + length + " bytes");
        return reply;
    }

    private static long chunk(Reply reply, int type, ByteBuffer data, long at) {
        switch (type) {
            case 0 -> assertEquals(0, data.remaining());
            case 1 -> {
                assertEquals(at, data.getLong(), "in order, although the protocol does not ask for it");
                assertTrue(data.hasRemaining());
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                reply.data.writeBytes(bytes);
                return at + bytes.length;
            }
            case 2 -> {
                assertEquals(at, data.getLong());
                int count = data.getInt();
                assertTrue(count > 0);
                assertEquals(0, data.remaining());
                reply.data.writeBytes(new byte[count]);
                reply.holes++;
                return at + count;
            }
            case 5 -> {
                List<long[]> extents = new ArrayList<>();
                int context = data.getInt();
                while (data.hasRemaining()) {
                    extents.add(new long[] {Integer.toUnsignedLong(data.getInt()), data.getInt()});
                }
                assertTrue(!extents.isEmpty());
                reply.extents.put(context, extents);
            }
            case 0x8001, 0x8002 -> {
                reply.error = data.getInt();
                byte[] text = new byte[data.getShort()];
                data.get(text);
                reply.message = new String(text, StandardCharsets.UTF_8);
                if (type == 0x8002) {
                    reply.errorOffset = data.getLong();
                }
                assertEquals(0, data.remaining());
            }
            default -> throw new AssertionError("a chunk of type " + type);
        }
        return at;
    }

    void send(ByteBuffer bytes) throws IOException {
        ByteBuffer left = bytes.rewind();
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    ByteBuffer receive(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the server disconnected");
            }
        }
        return bytes.flip();
    }

    /** Whether the server has disconnected, or does so, whatever it sent before. */
    boolean isDisconnected() {
        ByteBuffer rest = ByteBuffer.allocate(1 << 16);
        try {
            while (channel.read(rest.clear()) >= 0) {
                // Waits for the end.
            }
        } catch (IOException e) {
            return true;
        }
        return true;
    }

    void sendNoMore() throws IOException {
        channel.shutdownOutput();
    }

    /** Goes away without a word. */
    void disconnect() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
