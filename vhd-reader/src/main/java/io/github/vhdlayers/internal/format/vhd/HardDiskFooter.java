package io.github.vhdlayers.internal.format.vhd;

import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Checksums;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The hard disk footer: at the end of every file, and again at the start of dynamic and differencing ones.
 *
 * @param cookie the first eight bytes as a big-endian number
 * @param features bit 0: temporary; bit 1: always set by the specification
 * @param formatVersion major version in the upper 16 bits
 * @param headerOffset where the dynamic header is (the specification's "data offset"); negative where the stored value is
 *     2^63 or more, which fixed disks use for "none"
 * @param timestamp when the disk was made, in seconds since 2000
 * @param creator the program that made it
 * @param originalSize the size in bytes with which it was made; negative where the stored value is 2^63 or more
 * @param currentSize the size in bytes now; negative where the stored value is 2^63 or more
 * @param geometry cylinders, heads and sectors
 * @param diskTypeCode see {@link DiskType}
 * @param storedChecksum the checksum in the footer
 * @param computedChecksum the checksum of its bytes
 * @param uniqueId the id by which children know this disk
 * @param savedState 1 if the disk was saved with its machine's state
 * @param hidden the first reserved byte, which Xen uses for "hidden" (0, 1 or 2)
 * @param reservedNonZeroBytes how many of the other reserved bytes are not zero
 * @param length 512, or 511 for the form that versions before Virtual PC 2004 wrote
 */
public record HardDiskFooter(
        long cookie,
        long features,
        long formatVersion,
        long headerOffset,
        long timestamp,
        CreatorApplication creator,
        long originalSize,
        long currentSize,
        DiskGeometry geometry,
        long diskTypeCode,
        long storedChecksum,
        long computedChecksum,
        UniqueId uniqueId,
        int savedState,
        int hidden,
        int reservedNonZeroBytes,
        int length) {

    /** {@code conectix}, with which every footer begins. */
    public static final long COOKIE = 0x636F6E6563746978L;
    /** {@code v_poison}, with which Xen replaces the cookie while a resize or a merge is under way; observed in its source. */
    public static final long XEN_POISON_COOKIE = 0x765F706F69736F6EL;
    /** The value of {@code headerOffset} in fixed disks, as most tools write it; the specification prints half of it. */
    public static final long NO_HEADER = -1L;

    private static final int CHECKSUM_AT = 64;
    private static final int RESERVED_AT = 85;

    /**
     * Decodes a footer.
     *
     * @param bytes 512 or 511 bytes, from index 0 to the limit
     * @throws IllegalArgumentException if there are not 512 or 511 bytes
     */
    public static HardDiskFooter decode(ByteBuffer bytes) {
        StructReader footer = new StructReader(bytes);
        int length = footer.length();
        if (length != VhdConstants.FOOTER_BYTES && length != VhdConstants.OLD_FOOTER_BYTES) {
            throw new IllegalArgumentException("a footer has 512 or 511 bytes, not " + length);
        }
        return new HardDiskFooter(
                footer.u64(0),
                footer.u32(8),
                footer.u32(12),
                footer.u64(16),
                footer.u32(24),
                new CreatorApplication((int) footer.u32(28), footer.u16(32), footer.u16(34), (int) footer.u32(36)),
                footer.u64(40),
                footer.u64(48),
                new DiskGeometry(footer.u16(56), footer.u8(58), footer.u8(59)),
                footer.u32(60),
                footer.u32(CHECKSUM_AT),
                Checksums.complementOfSum(bytes, CHECKSUM_AT),
                UniqueId.of(footer.bytes(68, UniqueId.BYTES)),
                footer.u8(84),
                footer.u8(RESERVED_AT),
                footer.nonZeroBytes(RESERVED_AT + 1, length),
                length);
    }

    /**
     * Stands in for the footers of a file that lost them and has its dynamic header: the type by whether it records a parent, the
     * sizes by what its table has room for, and zeros, which stand for what is not recorded.
     */
    public static HardDiskFooter lost(DynamicDiskHeader header, long headerOffset) {
        byte[] bytes = new byte[VhdConstants.FOOTER_BYTES];
        long size = header.maxTableEntries() * header.blockBytes();
        DiskType type = header.parentUniqueId().isNull() ? DiskType.DYNAMIC : DiskType.DIFFERENCING;
        ByteBuffer.wrap(bytes)
                .putInt(8, 2)
                .putInt(12, 0x0001_0000)
                .putLong(16, headerOffset)
                .putLong(40, size)
                .putLong(48, size)
                .putInt(60, type.code());
        return decode(ByteBuffer.wrap(bytes));
    }

    /** Stands in for the footer of a raw file, which has none: all zeros, but for the type and the sizes. */
    public static HardDiskFooter none(long size) {
        byte[] bytes = new byte[VhdConstants.FOOTER_BYTES];
        ByteBuffer.wrap(bytes).putLong(40, size).putLong(48, size).putInt(60, DiskType.FIXED.code());
        return decode(ByteBuffer.wrap(bytes));
    }

    /** Whether it begins with one of the two cookies. */
    public boolean hasCookie() {
        return cookie == COOKIE || cookie == XEN_POISON_COOKIE;
    }

    /** Whether the stored checksum is that of the bytes. */
    public boolean checksumValid() {
        return storedChecksum == computedChecksum;
    }

    /**
     * Whether nothing is wrong with the checksum but that the disk was marked hidden after it was taken, as early versions of
     * Xen's {@code tap} did, and in the copy at the start alone.
     */
    public boolean wasHiddenAfterwards() {
        boolean early = creator.name().equals("tap") && creator.minorVersion() == 1 && creator.majorVersion() <= 1;
        // The checksum is the complement of a sum of bytes, so it falls by what a byte rises.
        return early && hidden != 0 && storedChecksum == ((computedChecksum + hidden) & 0xFFFF_FFFFL);
    }

    /** The type, or null if the code is none that is read. */
    public @Nullable DiskType diskType() {
        for (DiskType type : DiskType.values()) {
            if (type.code() == diskTypeCode) {
                return type;
            }
        }
        return null;
    }

    /** When the disk was made, or null if the footer records no time: 0 is what programs leave that have none. */
    public @Nullable Instant created() {
        return timestamp == 0 ? null : VhdEpoch.toInstant(timestamp);
    }

    /** Whether it is marked as a candidate for deletion at shutdown. */
    public boolean isTemporary() {
        return (features & 1) != 0;
    }
}
