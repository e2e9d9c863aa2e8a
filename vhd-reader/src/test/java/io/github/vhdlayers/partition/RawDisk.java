package io.github.vhdlayers.partition;

import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/** A disk in memory whose tables and boot sectors are put together by hand, right or wrong. */
public final class RawDisk {
    static final int SECTOR = 512;
    static final UUID LINUX = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");

    private final ByteBuffer bytes;

    public RawDisk(int sectors) {
        bytes = ByteBuffer.allocate(sectors * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }

    public byte[] array() {
        return bytes.array();
    }

    public RandomAccessSource source() {
        return RandomAccessSources.ofBytes("disk.raw", bytes.array());
    }

    public PartitionTable table() throws IOException {
        return PartitionTable.read(source());
    }

    public int sectors() {
        return bytes.capacity() / SECTOR;
    }

    /** Fields at a byte of a sector. */
    public RawDisk u8(long sector, int at, int value) {
        bytes.put(place(sector, at), (byte) value);
        return this;
    }

    public RawDisk u16(long sector, int at, int value) {
        bytes.putShort(place(sector, at), (short) value);
        return this;
    }

    public RawDisk u32(long sector, int at, long value) {
        bytes.putInt(place(sector, at), (int) value);
        return this;
    }

    public RawDisk u64(long sector, int at, long value) {
        bytes.putLong(place(sector, at), value);
        return this;
    }

    public RawDisk text(long sector, int at, String text) {
        bytes.put(place(sector, at), text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public RawDisk guid(long sector, int at, UUID id) {
        long high = id.getMostSignificantBits();
        u32(sector, at, high >>> 32);
        u16(sector, at + 4, (int) (high >>> 16));
        u16(sector, at + 6, (int) high);
        return u64(sector, at + 8, Long.reverseBytes(id.getLeastSignificantBits()));
    }

    /** The 55 AA at the end of a boot record or boot sector. */
    public RawDisk sign(long sector) {
        return u16(sector, 510, 0xAA55);
    }

    /** An entry of a boot record, which is signed with it. */
    public RawDisk entry(long sector, int slot, int type, long first, long count) {
        int at = 446 + 16 * slot;
        return u8(sector, at + 4, type)
                .u32(sector, at + 8, first)
                .u32(sector, at + 12, count)
                .sign(sector);
    }

    /** A GPT with no entries yet, in sectors of 512 bytes; its checksums are right once {@link #seal} was called. */
    public RawDisk gpt(UUID diskId) {
        entry(0, 0, 0xEE, 1, sectors() - 1);
        header(1, sectors() - 1, 2, 1, diskId);
        header(sectors() - 1, 1, sectors() - 33, 1, diskId);
        return seal();
    }

    /** A header for sectors of {@code unit * 512} bytes. */
    public RawDisk header(long at, long other, long entriesAt, int unit, UUID diskId) {
        long sector = at * unit;
        text(sector, 0, "EFI PART").u32(sector, 8, 0x10000).u32(sector, 12, 92);
        u64(sector, 24, at).u64(sector, 32, other);
        u64(sector, 40, 2 + 32 / unit).u64(sector, 48, sectors() / unit - 2 - 32 / unit);
        guid(sector, 56, diskId).u64(sector, 72, entriesAt);
        return u32(sector, 80, 128).u32(sector, 84, 128);
    }

    /** An entry in both copies. */
    public RawDisk gptEntry(int index, UUID type, long first, long last, String name) {
        for (long entries : new long[] {2, sectors() - 33}) {
            gptEntryAt(entries, index, type, first, last, name);
        }
        return seal();
    }

    public RawDisk gptEntryAt(long entries, int index, UUID type, long first, long last, String name) {
        long sector = entries + index / 4;
        int at = index % 4 * 128;
        guid(sector, at, type).guid(sector, at + 16, new UUID(7, index));
        u64(sector, at + 32, first).u64(sector, at + 40, last);
        for (int i = 0; i < name.length(); i++) {
            u16(sector, at + 56 + 2 * i, name.charAt(i));
        }
        return this;
    }

    /** Makes the checksums of both copies right. */
    public RawDisk seal() {
        return seal(1, 2, 1).seal(sectors() - 1, sectors() - 33, 1);
    }

    public RawDisk seal(long header, long entries, int unit) {
        u32(header * unit, 88, crc(entries * unit, 128 * 128));
        return sealHeader(header * unit);
    }

    public RawDisk sealHeader(long sector) {
        u32(sector, 16, 0);
        return u32(sector, 16, crc(sector, 92));
    }

    private long crc(long sector, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), place(sector, 0), length);
        return crc.getValue();
    }

    private static int place(long sector, int at) {
        return Math.toIntExact(sector * SECTOR + at);
    }
}
