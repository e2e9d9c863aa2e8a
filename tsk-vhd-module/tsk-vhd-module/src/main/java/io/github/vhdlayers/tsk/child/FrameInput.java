package io.github.vhdlayers.tsk.child;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Receives frames. For one thread. */
final class FrameInput {
    private static final Frame.Type[] TYPES = Frame.Type.values();
    private static final int BUFFER = 1 << 16;
    /** A frame of this length is no burden if it does not come. */
    private static final int AT_ONCE = 1 << 20;

    private final DataInputStream in;

    FrameInput(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
    }

    /**
     * Waits for the next frame.
     *
     * @throws java.io.EOFException if there is none any more
     * @throws IOException if what comes is no frame
     */
    Frame receive() throws IOException {
        int length = in.readInt();
        int type = in.readUnsignedByte();
        int call = in.readInt();
        if (length < 0 || length > Frame.MOST_BYTES || type >= TYPES.length) {
            throw new IOException("no frame: type " + type + ", length " + length);
        }
        byte[] payload = length > AT_ONCE ? in.readNBytes(length) : new byte[length];
        if (length <= AT_ONCE) {
            in.readFully(payload);
        }
        if (payload.length < length) {
            throw new IOException("a frame of " + length + " bytes ends after " + payload.length);
        }
        return new Frame(TYPES[type], call, payload);
    }
}
