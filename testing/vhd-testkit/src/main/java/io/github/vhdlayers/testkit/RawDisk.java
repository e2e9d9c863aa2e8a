package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A disk in memory with tables and boot sectors that are put together by hand, right or wrong. Mutable, for one thread.
 */
public final class RawDisk {
    /** The type of a GPT partition of Linux. */
    public static final UUID LINUX = UUID.fromString("0fc63daf-8483-4772-8e79-3d69d8477de4");

    private static final int SECTOR = Sectors.BYTES;

    private final ByteBuffer bytes;

    /** A disk of zeros. */
    public RawDisk(int sectors) {
        bytes = ByteBuffer.allocate(sectors * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The disk's bytes, which later calls change. */
    public byte[] array() {
        return bytes.array();
    }

    /** How many sectors of 512 bytes the disk has. */
    public int sectors() {
        return bytes.capacity() / SECTOR;
    }

    /** A byte, at a byte of a sector that may be in a later one. */
    public RawDisk u8(long sector, int at, int value) {
        bytes.put(place(sector, at), (byte) value);
        return this;
    }

    /** Two bytes, little-endian. */
    public RawDisk u16(long sector, int at, int value) {
        bytes.putShort(place(sector, at), (short) value);
        return this;
    }

    /** Four bytes, little-endian. */
    public RawDisk u32(long sector, int at, long value) {
        bytes.putInt(place(sector, at), (int) value);
        return this;
    }

    /** Eight bytes, little-endian. */
    public RawDisk u64(long sector, int at, long value) {
        bytes.putLong(place(sector, at), value);
        return this;
    }

    /** A text, one byte to a character. */
    public RawDisk text(long sector, int at, String text) {
        bytes.put(place(sector, at), text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** An id as a GPT stores it. */
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

    /** An entry in the copy with entries that begin at a sector; its checksums are left as they are. */
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

    /**
     * The boot sector of an NTFS volume; nothing of the file system is behind it.
     *
     * @param first where the volume begins
     * @param sectors how many sectors of 512 bytes it has; one less is in the volume, as NTFS counts
     * @param sectorBytes the volume's own sector size
     * @param perCluster how many such sectors a cluster has
     */
    public RawDisk ntfs(long first, long sectors, int sectorBytes, int perCluster) {
        text(first, 0, "\u00EBR\u0090NTFS    ").u16(first, 11, sectorBytes).u8(first, 13, perCluster);
        u64(first, 40, sectors * SECTOR / sectorBytes - 1);
        return u64(first, 0x48, 0x1122334455667788L).sign(first);
    }

    /**
     * The boot sector of a FAT16 volume with two tables of 32 sectors behind one reserved sector, and 512 entries in the root
     * folder: its clusters begin 97 sectors behind it.
     */
    public RawDisk fat16(long first, int sectors, int perCluster, String label) {
        text(first, 0, "\u00EB<\u0090mkdosfs ").u16(first, 11, SECTOR).u8(first, 13, perCluster);
        u16(first, 14, 1)
                .u8(first, 16, 2)
                .u16(first, 17, 512)
                .u8(first, 21, 0xF8)
                .u16(first, 22, 32);
        if (sectors > 0xFFFF) {
            u32(first, 32, sectors);
        } else {
            u16(first, 19, sectors);
        }
        u8(first, 38, 0x29).u32(first, 39, 0x1234ABCD);
        return text(first, 43, (label + " ".repeat(11)).substring(0, 11))
                .text(first, 54, "FAT16   ")
                .sign(first);
    }

    /** The superblock of an ext4 volume with blocks of 4 KiB. */
    public RawDisk ext4(long first, long sectors, String label) {
        long at = first + 2;
        u32(at, 4, sectors / 8).u32(at, 24, 2).u32(at, 32, 32_768).u16(at, 56, 0xEF53);
        return u32(at, 76, 1)
                .u32(at, 96, 0x40)
                .text(at, 104, "0123456789abcdef")
                .text(at, 120, label);
    }

    /** Bytes that differ from sector to sector and seed to seed. */
    public RawDisk pattern(long first, long sectors, long seed) {
        for (long sector = first; sector < first + sectors; sector++) {
            SectorContent.pattern(seed).fill(sector, bytes.array(), place(sector, 0));
        }
        return this;
    }

    /** Zeros. */
    public RawDisk clear(long first, long sectors) {
        Arrays.fill(bytes.array(), place(first, 0), place(first + sectors, 0), (byte) 0);
        return this;
    }

    /** A copy, as the disk is now. */
    public RawDisk copy() {
        RawDisk copy = new RawDisk(sectors());
        copy.bytes.put(0, bytes.array());
        return copy;
    }

    /** Makes the checksums of both copies right. */
    public RawDisk seal() {
        return seal(1, 2, 1).seal(sectors() - 1, sectors() - 33, 1);
    }

    /** Makes the checksums of one copy right; places are in sectors of {@code unit * 512} bytes. */
    public RawDisk seal(long header, long entries, int unit) {
        u32(header * unit, 88, crc(entries * unit, 128 * 128));
        return sealHeader(header * unit);
    }

    /** Makes the checksum of a header right. */
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
