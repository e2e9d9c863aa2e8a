package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A file whose size was taken once, when it was opened. Everything read through it was held against that size before, so an
 * early end means that somebody made the file shorter meanwhile, and is told as such.
 */
final class StructureSource implements RandomAccessSource {
    private final RandomAccessSource file;
    private final long sizeAtOpening;

    StructureSource(RandomAccessSource file) throws IOException {
        this.file = file;
        this.sizeAtOpening = file.size();
        if (sizeAtOpening < 0) {
            throw new IOException(file.name() + ": its source says that it has " + sizeAtOpening + " bytes");
        }
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

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        int before = target.position();
        int wanted = target.remaining();
        int count = file.read(position, target);
        if (wanted > 0 && (count == 0 || count > wanted || (count > 0 && target.position() - before != count))) {
            throw new IOException(name() + ": its source says that it read " + count + " of " + wanted
                    + " bytes, and put " + (target.position() - before) + " into the buffer");
        }
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
        file.close();
    }
}
