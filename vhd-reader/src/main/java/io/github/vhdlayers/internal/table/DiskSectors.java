package io.github.vhdlayers.internal.table;

import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sectors of a disk, of which some may be unreadable: they belong to a missing parent, or to a damaged part of a file.
 * That is an answer, and a failure of the machine is an exception. For one thread.
 */
public final class DiskSectors {
    /** How many bytes a sector has. */
    public static final int BYTES = 512;

    private final RandomAccessData disk;
    private final long count;
    private String failure = "";

    /**
     * The sectors of a disk.
     *
     * @param disk the disk, which stays open
     * @throws IOException if it cannot tell its size
     */
    public DiskSectors(RandomAccessData disk) throws IOException {
        this.disk = disk;
        this.count = RandomAccessSources.size(disk) / BYTES;
    }

    /** The disk. */
    public RandomAccessData source() {
        return disk;
    }

    /** How many whole sectors the disk has. */
    public long count() {
        return count;
    }

    /** Whether all of the sectors are on the disk; false for numbers that make no sense. */
    public boolean has(long firstSector, long sectorCount) {
        return firstSector >= 0 && sectorCount >= 0 && firstSector <= count && sectorCount <= count - firstSector;
    }

    /**
     * Reads sectors.
     *
     * @return their bytes from index 0 to the limit, or null if one of them is unreadable; {@link #failure()} then says why
     * @throws IndexOutOfBoundsException if they are not on the disk
     * @throws IOException if the machine fails to read them
     */
    public @Nullable ByteBuffer read(long firstSector, int sectorCount) throws IOException {
        if (!has(firstSector, sectorCount)) {
            throw new IndexOutOfBoundsException("sectors " + firstSector + " + " + sectorCount + " of " + count);
        }
        ByteBuffer bytes = ByteBuffer.allocate(sectorCount * BYTES);
        try {
            disk.readFully(firstSector * BYTES, bytes);
        } catch (VhdException e) {
            failure = e.problem().brief();
            return null;
        }
        return bytes.flip();
    }

    /** Why the last unreadable sectors could not be read. */
    public String failure() {
        return failure;
    }
}
