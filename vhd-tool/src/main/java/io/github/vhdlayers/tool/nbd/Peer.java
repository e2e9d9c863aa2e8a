package io.github.vhdlayers.tool.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * The bytes that go to and come from one client. All its failures are {@link ClientGoneException}, so that they are never taken
 * for those of the disk. For one thread.
 */
final class Peer {
    /** Room for many requests at once, which clients send without waiting for replies. */
    private static final int INPUT_BYTES = 16 << 10;

    private final ByteChannel channel;
    private final NbdLimits limits;
    private final Deadline deadline;
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES).flip();

    Peer(ByteChannel channel, NbdLimits limits, Deadline deadline) {
        this.channel = channel;
        this.limits = limits;
        this.deadline = deadline;
    }

    /**
     * A message of so many bytes, for which a client may let the server wait as long as it has not begun it.
     *
     * @return a view that is valid until the next call
     * @throws ClientGoneException if the client sends no more
     */
    ByteBuffer nextMessage(int count) throws ClientGoneException {
        return take(count, false);
    }

    /** What has to come within the time for a handshake, from now on. */
    ByteBuffer soon(int count) throws ClientGoneException {
        return take(count, true);
    }

    private ByteBuffer take(int count, boolean hurry) throws ClientGoneException {
        if (input.remaining() < count) {
            boolean timed = false;
            input.compact();
            while (input.position() < count) {
                if (!timed && (hurry || input.position() > 0)) {
                    deadline.set(limits.handshake());
                    timed = true;
                }
                receive();
            }
            input.flip();
            deadline.clear();
        }
        ByteBuffer message = input.slice(input.position(), count);
        input.position(input.position() + count);
        return message;
    }

    /** The same for more than fits into the buffer, as an array; the caller checked its length. */
    byte[] soonBytes(int count) throws ClientGoneException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            int part = Math.min(INPUT_BYTES, count - done);
            soon(part).get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    /** Reads and forgets. */
    void skip(long count) throws ClientGoneException {
        for (long left = count; left > 0; ) {
            int part = (int) Math.min(INPUT_BYTES, left);
            soon(part);
            left -= part;
        }
    }

    private void receive() throws ClientGoneException {
        int received;
        try {
            received = channel.read(input);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
        if (received < 0) {
            throw new ClientGoneException("the client sends no more");
        }
    }

    /** Sends all of it; a client that does not read it is given up. */
    void send(ByteBuffer bytes) throws ClientGoneException {
        try {
            while (bytes.hasRemaining()) {
                deadline.set(limits.stall());
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ClientGoneException(e);
        } finally {
            deadline.clear();
        }
    }
}
