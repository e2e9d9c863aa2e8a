package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.ownership.MergedSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;

/** A conversation without a socket, for the fuzz target: what holds it is not public. */
public final class NbdCall {
    private static final NbdLimits LIMITS = new NbdLimits(1, 1, Duration.ofDays(1), Duration.ofDays(1));
    private static final Buffers BUFFERS = new Buffers();

    private NbdCall() {}

    /** All that the server sends to a client that sends these bytes and no more. */
    public static byte[] talk(MergedSource disk, byte[] client) {
        ByteBuffer input = ByteBuffer.wrap(client);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteChannel channel = new ByteChannel() {
            @Override
            public int read(ByteBuffer target) {
                if (!input.hasRemaining()) {
                    return -1;
                }
                // Few at a time, so that messages are cut everywhere.
                int count = Math.min(Math.min(target.remaining(), input.remaining()), 1 + input.position() % 37);
                target.put(input.slice(input.position(), count));
                input.position(input.position() + count);
                return count;
            }

            @Override
            public int write(ByteBuffer source) {
                byte[] bytes = new byte[Math.min(source.remaining(), 1000)];
                source.get(bytes);
                output.writeBytes(bytes);
                return bytes.length;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        new NbdConversation(NbdExports.of(disk), LIMITS, BUFFERS, line -> {}).hold(channel, new Deadline());
        return output.toByteArray();
    }
}
