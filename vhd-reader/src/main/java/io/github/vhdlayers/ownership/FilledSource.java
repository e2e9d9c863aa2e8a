package io.github.vhdlayers.ownership;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A merged disk in which a byte stands for every sector that is unknown. Thread-safe. */
final class FilledSource implements MergedSource.Filled {
    private final ChainSource disk;
    private final byte fill;

    FilledSource(ChainSource disk, byte fill) {
        this.disk = disk;
        this.fill = fill;
    }

    @Override
    public MergedSource disk() {
        return disk;
    }

    @Override
    public byte fill() {
        return fill;
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        return disk.read(position, target, fill);
    }
}
