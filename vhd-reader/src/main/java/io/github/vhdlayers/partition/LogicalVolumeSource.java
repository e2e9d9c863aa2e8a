package io.github.vhdlayers.partition;

import io.github.vhdlayers.internal.table.DiskSectors;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A logical volume, put together from its pieces of a disk. */
final class LogicalVolumeSource implements RandomAccessSource {
    private final RandomAccessData disk;
    private final LogicalVolume volume;
    private volatile boolean closed;

    LogicalVolumeSource(RandomAccessData disk, LogicalVolume volume) {
        this.disk = disk;
        this.volume = volume;
    }

    @Override
    public String name() {
        return disk.name() + "[" + volume.name() + "]";
    }

    @Override
    public long size() throws ClosedChannelException {
        ensureOpen();
        return volume.sectorCount() * DiskSectors.BYTES;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position);
        }
        if (position >= size()) {
            return -1;
        }
        LogicalVolume.Piece piece = volume.pieces().get(volume.indexOf(position / DiskSectors.BYTES));
        long within = position - piece.firstSector() * DiskSectors.BYTES;
        long left = piece.sectorCount() * DiskSectors.BYTES - within;
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(left, target.remaining()));
        try {
            long at = piece.diskSector() * DiskSectors.BYTES + within;
            int count = RandomAccessSources.read(disk, at, target);
            if (count < 0) {
                throw new EOFException(disk.name() + ": ended at byte " + at + ", inside " + volume.name());
            }
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
