package io.github.vhdlayers.internal.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
}
