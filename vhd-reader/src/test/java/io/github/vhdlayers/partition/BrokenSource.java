package io.github.vhdlayers.partition;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;

/** A source of which some sectors belong to a missing parent. */
record BrokenSource(RandomAccessSource whole, LongPredicate missing) implements RandomAccessSource {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public long size() throws IOException {
        return whole.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        for (long sector = position / 512; sector * 512 < position + target.remaining(); sector++) {
            if (missing.test(sector)) {
                throw new ParentException(
                        Problem.of(ErrorCode.SECTORS_UNKNOWN, name(), "data", "sector " + sector + " is unknown"));
            }
        }
        return whole.read(position, target);
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
