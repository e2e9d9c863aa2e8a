package io.github.vhdlayers.tika;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that beats while it is read: whoever reads a disk's image may be at it for hours. For one thread. */
final class PulsedStream extends FilterInputStream {
    private static final long BYTES_PER_BEAT = 1 << 22;

    private final Pulse pulse;
    private long sinceBeat;

    PulsedStream(InputStream stream, Pulse pulse) {
        super(stream);
        this.pulse = pulse;
    }

    @Override
    public int read() throws IOException {
        count(1);
        return super.read();
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        count(count);
        return super.read(target, from, count);
    }

    private void count(long bytes) throws IOException {
        sinceBeat += bytes;
        if (sinceBeat >= BYTES_PER_BEAT) {
            sinceBeat = 0;
            pulse.beat();
        }
    }
}
