package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/**
 * A file of a size that was taken once, when it was opened. Everything read through it was compared with that size before, so an
 * early end means that somebody made the file shorter meanwhile, and is reported as such.
 */
final class StructureSource implements RandomAccessSource {
    private final RandomAccessSource file;
    private final long sizeAtOpening;
    private volatile boolean closed;

    StructureSource(RandomAccessSource file) throws IOException {
        this.file = file;
        this.sizeAtOpening = RandomAccessSources.size(file);
    }

    @Override
    public String name() {
        return file.name();
    }

    List<String> pieceNames() {
        return RandomAccessSources.pieceNames(file);
    }

    @Override
    public long size() {
        return sizeAtOpening;
    }

    /** Returns if it is open: what was kept of a table is no answer any more once the file is closed. */
    void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        requireOpen();
        int count = RandomAccessSources.read(file, position, target);
        if (count < 0 && target.hasRemaining()) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.FILE_CHANGED,
                    name(),
                    "file",
                    "size",
                    sizeAtOpening + " bytes as when it was opened",
                    file.size() == sizeAtOpening
                            ? "its end at byte " + position + ", although it still says " + sizeAtOpening + " bytes"
                            : file.size() + " bytes",
                    position));
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
