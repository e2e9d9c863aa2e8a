package io.github.vhdlayers.internal.format.vhd;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Checksums;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.codec.Utf16;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The dynamic header of dynamic and differencing disks.
 *
 * @param cookie the first eight bytes as a big-endian number
 * @param dataOffset unused by the specification, and never followed
 * @param tableOffset where the block allocation table is; negative where the stored value is 2^63 or more
 * @param headerVersion major version in the upper 16 bits
 * @param maxTableEntries how many entries the table has room for
 * @param blockBytes how many data bytes a block holds, its bitmap not counted
 * @param storedChecksum the checksum in the header
 * @param computedChecksum the checksum of its bytes
 * @param parentUniqueId the parent's id; all zero in dynamic disks
 * @param parentTimestamp when the parent's file was last changed, in seconds since 2000; 0 where it was not recorded
 * @param reserved the four bytes that should be zero
 * @param parentName the parent's name or path, decoded from UTF-16 without replacing anything
 * @param locators the eight entries, used or not
 * @param reservedNonZeroBytes how many of the last 256 bytes are not zero
 */
public record DynamicDiskHeader(
        long cookie,
        long dataOffset,
        long tableOffset,
        long headerVersion,
        long maxTableEntries,
        long blockBytes,
        long storedChecksum,
        long computedChecksum,
        UniqueId parentUniqueId,
        long parentTimestamp,
        long reserved,
        String parentName,
        List<ParentLocator> locators,
        int reservedNonZeroBytes) {

    /** {@code cxsparse}, with which every dynamic header begins. */
    public static final long COOKIE = 0x6378737061727365L;

    private static final int CHECKSUM_AT = 36;
    private static final int NAME_AT = 64;
    private static final int NAME_BYTES = 512;
    private static final int LOCATORS_AT = 576;
    private static final int RESERVED_AT = 768;

    /** Keeps an unmodifiable copy of the locators. */
    public DynamicDiskHeader {
        locators = List.copyOf(locators);
    }

    /**
     * Decodes a header.
     *
     * @param bytes 1024 bytes, from index 0 to the limit
     * @throws IllegalArgumentException if there are not 1024 bytes
     */
    public static DynamicDiskHeader decode(ByteBuffer bytes) {
        StructReader header = new StructReader(bytes);
        if (header.length() != VhdConstants.HEADER_BYTES) {
            throw new IllegalArgumentException("a dynamic header has 1024 bytes, not " + header.length());
        }
        List<ParentLocator> locators = new ArrayList<>(ParentLocator.SLOTS);
        for (int slot = 0; slot < ParentLocator.SLOTS; slot++) {
            locators.add(ParentLocator.decode(header, slot, LOCATORS_AT + slot * ParentLocator.BYTES));
        }
        return new DynamicDiskHeader(
                header.u64(0),
                header.u64(8),
                header.u64(16),
                header.u32(24),
                header.u32(28),
                header.u32(32),
                header.u32(CHECKSUM_AT),
                Checksums.complementOfSum(bytes, CHECKSUM_AT),
                UniqueId.of(header.bytes(40, UniqueId.BYTES)),
                header.u32(56),
                header.u32(60),
                Utf16.bigEndian(header.bytes(NAME_AT, NAME_BYTES)),
                locators,
                header.nonZeroBytes(RESERVED_AT, VhdConstants.HEADER_BYTES));
    }

    /** Whether the stored checksum is that of the bytes. */
    public boolean checksumValid() {
        return storedChecksum == computedChecksum;
    }
}
