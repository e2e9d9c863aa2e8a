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

    void send(Frame.Type type, int call, byte[] payload) throws IOException {
        if (payload.length > Frame.MOST_BYTES) {
            throw new IOException("an answer of " + payload.length + " bytes is too long");
        }
        send(type, call, ByteBuffer.allocate(HEADER + payload.length).put(HEADER, payload));
    }

    /** Sends a frame that is there already, but for its header: its payload is from {@link #HEADER} to the limit of an array's buffer. */
    @SuppressWarnings("EnumOrdinal") // Both processes run the same classes.
    synchronized void send(Frame.Type type, int call, ByteBuffer frame) throws IOException {
        int length = frame.limit() - HEADER;
        frame.putInt(0, length).put(Integer.BYTES, (byte) type.ordinal()).putInt(Integer.BYTES + 1, call);
        // One write for all, because each wakes the other process.
        out.write(frame.array(), frame.arrayOffset(), frame.limit());
        out.flush();
    }
}
