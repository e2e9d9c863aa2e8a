package io.github.vhdlayers.tika;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Looks for the end of a stream of which the length is not known, without a file: as far as may be held in memory. */
final class StreamEnd {
    /** How many bytes are looked through. */
    static final int MOST_BYTES = 8 << 20;

    private static final int PIECE = 1 << 16;

    private StreamEnd() {}

    /**
     * The last bytes of a stream, which stands where it stood afterwards.
     *
     * @param stream supports marks
     * @param count how many
     * @return fewer if the stream has no more; null if its end is not within {@link #MOST_BYTES}
     */
    static byte @Nullable [] of(InputStream stream, int count) throws IOException {
        byte[] last = new byte[0];
        byte[] piece = new byte[PIECE];
        stream.mark(MOST_BYTES + 1);
        try {
            int left = MOST_BYTES + 1;
            while (left > 0) {
                int read = stream.read(piece, 0, Math.min(left, PIECE));
                if (read < 0) {
                    return last;
                }
                left -= read;
                last = joined(last, piece, read, count);
            }
            return null;
        } finally {
            stream.reset();
        }
    }

    private static byte[] joined(byte[] last, byte[] piece, int read, int count) {
        int kept = Math.min(last.length, Math.max(0, count - read));
        int added = Math.min(read, count);
        byte[] both = Arrays.copyOfRange(last, last.length - kept, last.length + added);
        System.arraycopy(piece, read - added, both, kept, added);
        return both;
    }
}
