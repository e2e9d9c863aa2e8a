package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** What one reading thread has: a buffer, and where it is. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class ReadState {
    /** Where the buffer is. */
    @Param({"heap", "direct"})
    public String kind;

    private ByteBuffer buffer;
    private SplittableRandom random;
    private long at;

    /** Makes the buffer; threads begin in different places of the disk. */
    @Setup(Level.Trial)
    public void allocate(ThreadParams thread) {
        buffer = kind.equals("direct") ? ByteBuffer.allocateDirect(1 << 20) : ByteBuffer.allocate(1 << 20);
        random = new SplittableRandom(thread.getThreadIndex());
        at = MeasuredDisk.usualBytes() / thread.getThreadCount() * thread.getThreadIndex();
    }

    /** Reads the next bytes, and begins again at the end. */
    ByteBuffer next(RandomAccessSource source, int bytes) throws IOException {
        if (at + bytes > source.size()) {
            at = 0;
        }
        source.readFully(at, buffer.clear().limit(bytes));
        at += bytes;
        return buffer;
    }

    /** Reads bytes anywhere, at a multiple of their number. */
    ByteBuffer anywhere(RandomAccessSource source, int bytes) throws IOException {
        source.readFully(
                random.nextLong(source.size() / bytes) * bytes, buffer.clear().limit(bytes));
        return buffer;
    }
}
