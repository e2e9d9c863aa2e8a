package io.github.vhdlayers.internal.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shadow copies are named by what the catalog of an NTFS volume says, and nothing of a damaged catalog is made up. */
class ShadowCopyTest {
    private static final int VOLUME = 128 * 512;
    private static final int CATALOG = 600 << 10;
    private static final UUID FIRST = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final Instant MADE = Instant.parse("2026-09-01T08:00:00.5Z");

    private ByteBuffer disk = ByteBuffer.allocate(0);

    @BeforeEach
    void writeACatalogOfTwoBlocks() throws IOException {
        try (InputStream volume =
                new GZIPInputStream(Files.newInputStream(Path.of("../testing/fuzz/volumes/ntfs.gz")))) {
            byte[] bytes = volume.readAllBytes();
            disk = ByteBuffer.allocate(VOLUME + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
            disk.put(VOLUME, bytes);
            disk.put(446 + 4, (byte) 7).putInt(446 + 8, 128).putInt(446 + 12, bytes.length / 512);
            disk.putShort(510, (short) 0xAA55);
        }
        structure(VOLUME + 0x1E00, 1).putLong(VOLUME + 0x1E00 + 48, CATALOG);
        structure(VOLUME + CATALOG, 2).putLong(VOLUME + CATALOG + 40, CATALOG + 0x4000);
        structure(VOLUME + CATALOG + 0x4000, 2);
        entry(VOLUME + CATALOG + 128, 2, FIRST, MADE);
        entry(VOLUME + CATALOG + 256, 3, FIRST, MADE);
        entry(VOLUME + CATALOG + 384, 1, new UUID(7, 7), MADE);
        entry(VOLUME + CATALOG + 0x4000 + 1024, 2, new UUID(1, 2), null);
    }

    private ByteBuffer structure(int at, int type) {
        guid(at, UUID.fromString("3808876b-c176-4e48-b7ae-04046e6cc752"));
        return disk.putInt(at + 16, 1).putInt(at + 20, type);
    }

    private void entry(int at, long type, UUID id, @Nullable Instant time) {
        disk.putLong(at, type).putLong(at + 48, 0);
        guid(at + 16, id);
        if (time != null) {
            disk.putLong(at + 48, (time.getEpochSecond() + 11_644_473_600L) * 10_000_000 + time.getNano() / 100);
        }
    }

    private void guid(int at, UUID id) {
        long high = id.getMostSignificantBits();
        disk.putInt(at, (int) (high >> 32))
                .putShort(at + 4, (short) (high >> 16))
                .putShort(at + 6, (short) high);
        disk.putLong(at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
    }

    private @Nullable List<ShadowCopy> copies() throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk.array());
        return ShadowCopy.of(source, PartitionTable.read(source).partitions().get(0));
    }

    @Test
    void eachHasItsIdTimeAndPlace() throws IOException {
        assertEquals(
                List.of(
                        new ShadowCopy(FIRST, MADE, 128 + CATALOG / 512),
                        new ShadowCopy(new UUID(1, 2), null, 128 + CATALOG / 512 + 32 + 2)),
                copies());
    }

    @Test
    void aVolumeWithoutACatalogHasNone() throws IOException {
        disk.putLong(VOLUME + 0x1E00 + 48, 0);
        assertEquals(List.of(), copies());
        disk.putLong(VOLUME + 0x1E00, 0);
        assertEquals(List.of(), copies());
    }

    @Test
    void aDamagedCatalogIsUnknown() throws IOException {
        disk.putLong(VOLUME + CATALOG + 40, CATALOG);
        assertNull(copies());
        for (long place : new long[] {1L << 40, -512, 77, CATALOG + 0x8000}) {
            disk.putLong(VOLUME + CATALOG + 40, place);
            assertNull(copies(), () -> "next block at " + place);
        }
    }

    @Test
    void aPartitionOfAnotherKindHasNone() throws IOException {
        disk.put(VOLUME, new byte[512]);
        assertEquals(List.of(), copies());
    }

    /** A catalog of at most 64 blocks is followed, as Windows makes none of more. */
    @Test
    void aCatalogHasUpTo64Blocks() throws IOException {
        int size = disk.capacity() - VOLUME;
        int first = size - 64 * 0x4000;
        disk.putLong(VOLUME + 0x1E00 + 48, first);
        for (int block = 0; block < 64; block++) {
            int at = first + block * 0x4000;
            disk.put(VOLUME + at, new byte[0x4000]);
            structure(VOLUME + at, 2).putLong(VOLUME + at + 40, block == 63 ? 0 : at + 0x4000);
        }
        // The first entry and the last one; what is in the header's place is none.
        disk.putLong(VOLUME + size - 0x4000 + 104, 2);
        entry(VOLUME + size - 0x4000 + 128, 2, FIRST, MADE);
        entry(VOLUME + size - 128, 2, new UUID(1, 2), Instant.parse("1601-01-01T00:00:00.0000001Z"));
        assertEquals(
                List.of(
                        new ShadowCopy(FIRST, MADE, (VOLUME + size) / 512 - 32),
                        new ShadowCopy(
                                new UUID(1, 2),
                                Instant.parse("1601-01-01T00:00:00.0000001Z"),
                                (VOLUME + size) / 512 - 1)),
                copies());
        disk.putLong(VOLUME + size - 0x4000 + 40, CATALOG);
        assertNull(copies());
        disk.putLong(VOLUME + size - 0x4000 + 40, size - 0x4000 + 512);
        assertNull(copies());
    }

    @Test
    void aTimeBeforeTheClockBeginsIsNone() throws IOException {
        disk.putLong(VOLUME + CATALOG + 128 + 48, -1);
        List<ShadowCopy> copies = copies();
        assertNotNull(copies);
        assertNull(copies.get(0).created());
    }

    /** What looks like a catalog behind the end of the partition is not that of its volume. */
    @Test
    void theHeaderIsInThePartition() throws IOException {
        disk.putInt(446 + 12, 15);
        assertEquals(List.of(), copies());
        disk.putInt(446 + 12, 16);
        assertNull(copies(), "the catalog is past the end");
        disk.putInt(VOLUME + 0x1E00 + 20, 2);
        assertEquals(List.of(), copies(), "the structure is of another type");
    }

    @Test
    void aPartitionPastTheEndHasNone() throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk.array());
        Partition partition = PartitionTable.read(source).partitions().get(0);
        for (int length : new int[] {VOLUME - 512, VOLUME, VOLUME + 0x1E00}) {
            RandomAccessSource cut = RandomAccessSources.ofBytes("disk", Arrays.copyOf(disk.array(), length));
            assertEquals(List.of(), ShadowCopy.of(cut, partition), length + " bytes");
        }
        source.close();
        assertThrows(ClosedChannelException.class, () -> ShadowCopy.of(source, partition));
    }

    @Test
    void aCatalogThatCannotBeReadIsUnknown() throws IOException {
        RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk.array());
        Partition partition = PartitionTable.read(source).partitions().get(0);
        RandomAccessSource failing = new RandomAccessSource() {
            @Override
            public String name() {
                return source.name();
            }

            @Override
            public long size() throws IOException {
                return source.size();
            }

            @Override
            public int read(long position, ByteBuffer target) throws IOException {
                if (position >= VOLUME + CATALOG) {
                    throw new IOException("bad sector");
                }
                return source.read(position, target);
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
        assertNull(ShadowCopy.of(failing, partition));
    }
}
