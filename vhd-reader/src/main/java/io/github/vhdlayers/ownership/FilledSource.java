package io.github.vhdlayers.ownership;

import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A merged disk in which a byte stands for every sector that is unknown, as {@link MergedSource#filled(byte)} makes it. A reader cannot
 * tell that byte from data, so {@link #disk()} keeps the disk that can: its map names the sectors.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class FilledSource implements RandomAccessData {
    private final ChainSource disk;
    private final byte fill;

    FilledSource(ChainSource disk, byte fill) {
        this.disk = disk;
        this.fill = fill;
    }

    /** The disk itself, which fails where a sector is unknown. */
    public MergedSource disk() {
        return disk;
    }

    /** The byte that stands for what is unknown. */
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
