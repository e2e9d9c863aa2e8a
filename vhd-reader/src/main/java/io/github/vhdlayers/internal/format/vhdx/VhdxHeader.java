package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.Crc32c;
import io.github.vhdlayers.internal.codec.StructReader;
import java.nio.ByteBuffer;

/**
 * One of the two headers.
 *
 * @param fileOffset where it is
 * @param hasSignature whether it begins with {@code head}
 * @param storedChecksum the checksum that it carries
 * @param computedChecksum the checksum of its bytes
 * @param sequenceNumber without a sign; the greater one is the current header's
 * @param fileWriteGuid changes with the first change of the file after it was opened
 * @param dataWriteGuid changes with the first change of the disk's content after it was opened; children record it
 * @param logGuid marks the log's entries that count; all zero if the log is empty
 * @param logVersion the log's version
 * @param version the format's version
 * @param logLength how many bytes the log has
 * @param logOffset where the log is in the file
 * @param reservedNonZeroBytes how many of the reserved bytes are not zero
 */
public record VhdxHeader(
        long fileOffset,
        boolean hasSignature,
        long storedChecksum,
        long computedChecksum,
        long sequenceNumber,
        UniqueId fileWriteGuid,
        UniqueId dataWriteGuid,
        UniqueId logGuid,
        int logVersion,
        int version,
        long logLength,
        long logOffset,
        int reservedNonZeroBytes) {
    /** Where in a header the data write id is. */
    public static final int DATA_WRITE_ID_AT = 32;

    private static final long SIGNATURE = 0x6461_6568L;
    private static final int CHECKSUM_AT = 4;
    private static final int USED = 80;

    /** Decodes {@link VhdxConstants#HEADER_BYTES} bytes. */
    public static VhdxHeader decode(ByteBuffer bytes, long fileOffset) {
        StructReader header = StructReader.littleEndian(bytes);
        return new VhdxHeader(
                fileOffset,
                header.u32(0) == SIGNATURE,
                header.u32(CHECKSUM_AT),
                Crc32c.of(bytes, CHECKSUM_AT),
                header.u64(8),
                Guids.at(header, 16),
                Guids.at(header, DATA_WRITE_ID_AT),
                Guids.at(header, 48),
                header.u16(64),
                header.u16(66),
                header.u32(68),
                header.u64(72),
                header.nonZeroBytes(USED, header.length()));
    }

    /** Whether the checksum is right. */
    public boolean checksumValid() {
        return storedChecksum == computedChecksum;
    }

    /** Whether signature and checksum are right. */
    public boolean isValid() {
        return hasSignature && checksumValid();
    }

    /** Whether length and offset of the log are what the format allows, whatever the length of the file. */
    public boolean isLogPlacePossible() {
        return logLength > 0
                && logLength % VhdxConstants.MIB == 0
                && logOffset >= VhdxConstants.MIB
                && logOffset % VhdxConstants.MIB == 0;
    }

    /** Whether the log is at a possible place inside a file of so many bytes. */
    public boolean isLogInside(long fileSize) {
        return isLogPlacePossible() && logOffset <= fileSize - logLength;
    }

    /** Whether the log holds changes that the file may not have yet. */
    public boolean hasLog() {
        return !logGuid.isNull();
    }
}
