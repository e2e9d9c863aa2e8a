package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;

/**
 * The header of an entry of the log.
 *
 * @param checksum the checksum that it carries
 * @param length how many bytes the entry has, with descriptors and data
 * @param tail where in the log the oldest entry begins that is still needed
 * @param sequenceNumber one more than the entry before it
 * @param descriptorCount how many changes it describes
 * @param logGuid must be that of the header, or the entry counts for nothing
 * @param flushedFileOffset how long the file was at least when the entry was written
 * @param lastFileOffset how long the file is to be at least
 */
public record VhdxLogEntry(
        long checksum,
        long length,
        long tail,
        long sequenceNumber,
        long descriptorCount,
        UniqueId logGuid,
        long flushedFileOffset,
        long lastFileOffset) {
    /** The signature of an entry, {@code loge}. */
    public static final int ENTRY = 0x6567_6F6C;
    /** The signature of a descriptor that changes a page, {@code desc}. */
    public static final int PAGE = 0x6373_6564;
    /** The signature of a descriptor that makes pages zeros, {@code zero}. */
    public static final int ZEROS = 0x6F72_657A;
    /** The signature of a sector with a page's bytes, {@code data}. */
    public static final int DATA = 0x6174_6164;
    /** Where the checksum is. */
    public static final int CHECKSUM_AT = 4;
    /** How many bytes the header has; descriptors follow at once. */
    public static final int BYTES = 64;
    /** How many bytes a descriptor has. */
    public static final int DESCRIPTOR = 32;

    /** Decodes the first {@link #BYTES} bytes of an entry. */
    public static VhdxLogEntry decode(ByteBuffer bytes) {
        StructReader entry = StructReader.littleEndian(bytes);
        return new VhdxLogEntry(
                entry.u32(CHECKSUM_AT),
                entry.u32(8),
                entry.u32(12),
                entry.u64(16),
                entry.u32(24),
                Guids.at(entry, 32),
                entry.u64(48),
                entry.u64(56));
    }

    /** How many sectors of the log header and descriptors take. */
    public long descriptorSectors() {
        return (BYTES + descriptorCount * DESCRIPTOR + VhdxConstants.PAGE - 1) / VhdxConstants.PAGE;
    }
}
