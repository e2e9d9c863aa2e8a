package io.github.vhdlayers.tsk.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Sends frames. Thread-safe. */
final class FrameOutput {
    static final int HEADER = 9;

    private final OutputStream out;

    /** @param out not buffered */
    FrameOutput(OutputStream out) {
        this.out = out;
    }

    void send(Frame.Type type, int call) throws IOException {
        send(type, call, new byte[0]);
    }

    void send(Frame.Type type, int call, WireOut payload) throws IOException {
        send(type, call, payload.toBytes());
    }

    @SuppressWarnings("EnumOrdinal") // Both processes run the same classes.
    synchronized void send(Frame.Type type, int call, byte[] payload) throws IOException {
        if (payload.length > Frame.MOST_BYTES) {
            throw new IOException("an answer of " + payload.length + " bytes is too long");
        }
        // One write for all, because each wakes the other process.
        out.write(ByteBuffer.allocate(HEADER + payload.length)
                .putInt(payload.length)
                .put((byte) type.ordinal())
                .putInt(call)
                .put(payload)
                .array());
        out.flush();
    }
}
