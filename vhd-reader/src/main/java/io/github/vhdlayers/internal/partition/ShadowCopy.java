package io.github.vhdlayers.internal.partition;

import io.github.vhdlayers.internal.codec.Guids;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shadow copy of an NTFS volume, as the volume's catalog records it: a former state of the volume, of which Windows keeps the blocks that
 * were overwritten since. Those are not read. Immutable.
 *
 * @param id the id of its store, by which the file with those blocks is named in {@code System Volume Information}
 * @param created when it was made, by the clock of the machine; null if no time is recorded
 * @param diskSector the sector of the disk that its record begins in: who owns that sector wrote it last
 * @since 0.1.0
 */
public record ShadowCopy(UUID id, @Nullable Instant created, long diskSector) {
    private static final UUID SNAPSHOTS = UUID.fromString("3808876b-c176-4e48-b7ae-04046e6cc752");
    private static final int HEADER_AT = 0x1E00;
    private static final int HEADER_BYTES = 128;
    private static final int CATALOG_AT = 48;
    private static final int BLOCK_BYTES = 1 << 14;
    private static final int NEXT_AT = 40;
    private static final int CATALOG_RECORD = 2;
    private static final int ENTRY_BYTES = 128;
    private static final int STORE_ENTRY = 2;

    /** Windows keeps at most 64 copies that can be mounted and 512 in all, with two entries each. */
    private static final int MOST_BLOCKS = 64;

    private static final int SECTOR = 512;
    private static final long TICKS = 10_000_000;
    private static final long SECONDS_TO_1970 = 11_644_473_600L;

    /**
     * The shadow copies that a partition's volume has, in the order of its catalog; none if it holds no NTFS.
     *
     * @param disk the disk or view that the partition is of, which stays open
     * @param partition one of its partitions
     * @return null if the catalog cannot be read whole, so that it is not known which there are
     * @throws ClosedChannelException if the disk is closed
     */
    public static @Nullable List<ShadowCopy> of(RandomAccessData disk, Partition partition)
            throws ClosedChannelException {
        Volume volume = partition.volume();
        if (volume == null || volume.kind() != Volume.Kind.NTFS) {
            return List.of();
        }
        try {
            return read(disk, partition);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable List<ShadowCopy> read(RandomAccessData disk, Partition partition) throws IOException {
        if (partition.firstSector() >= disk.size() / SECTOR) {
            return List.of();
        }
        long begin = partition.firstSector() * SECTOR;
        long length = Math.min(partition.sectorCount(), disk.size() / SECTOR - partition.firstSector()) * SECTOR;
        if (length < HEADER_AT + HEADER_BYTES) {
            return List.of();
        }
        StructReader header = bytes(disk, begin + HEADER_AT, HEADER_BYTES);
        if (!isOf(header, 1)) {
            return List.of();
        }
        List<ShadowCopy> copies = new ArrayList<>();
        long at = header.u64(CATALOG_AT);
        for (int block = 0; at != 0; block++) {
            if (block == MOST_BLOCKS || at < 0 || at % SECTOR != 0 || at > length - BLOCK_BYTES) {
                return null;
            }
            StructReader catalog = bytes(disk, begin + at, BLOCK_BYTES);
            if (!isOf(catalog, CATALOG_RECORD)) {
                return null;
            }
            for (int entry = ENTRY_BYTES; entry < BLOCK_BYTES; entry += ENTRY_BYTES) {
                if (catalog.u64(entry) == STORE_ENTRY) {
                    copies.add(new ShadowCopy(
                            Guids.decode(catalog, entry + 16),
                            time(catalog.u64(entry + 48)),
                            (begin + at + entry) / SECTOR));
                }
            }
            at = catalog.u64(NEXT_AT);
        }
        return List.copyOf(copies);
    }

    private static boolean isOf(StructReader structure, int type) {
        return Guids.decode(structure, 0).equals(SNAPSHOTS) && structure.u32(20) == type;
    }

    private static StructReader bytes(RandomAccessData disk, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        disk.readFully(at, bytes);
        return StructReader.littleEndian(bytes.flip());
    }

    /** A number of tenths of a microsecond since 1601. */
    private static @Nullable Instant time(long ticks) {
        return ticks <= 0
                ? null
                : Instant.ofEpochSecond(ticks / TICKS - SECONDS_TO_1970, ticks % TICKS * (1_000_000_000 / TICKS));
    }
}
