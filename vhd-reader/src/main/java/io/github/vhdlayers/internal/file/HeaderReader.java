package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the dynamic header and compares every field that something depends on with what it can be. */
final class HeaderReader {
    private static final String STRUCTURE = "dynamic header";

    private final StructureSource source;
    private final Limits limits;
    private final FindingLog log;

    HeaderReader(StructureSource source, Limits limits, FindingLog log) {
        this.source = source;
        this.limits = limits;
        this.log = log;
    }

    DynamicDiskHeader read(long headerOffset) throws IOException {
        if (headerOffset < 0 || headerOffset > source.size() - VhdConstants.HEADER_BYTES) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.STRUCTURE_OUTSIDE_FILE,
                    source.name(),
                    "hard disk footer",
                    "data offset",
                    "the place of a dynamic header inside the file's " + source.size() + " bytes",
                    Long.toUnsignedString(headerOffset),
                    null));
        }
        ByteBuffer bytes = ByteBuffer.allocate(VhdConstants.HEADER_BYTES);
        source.readFully(headerOffset, bytes);
        DynamicDiskHeader header = DynamicDiskHeader.decode(bytes.flip());
        requireUsable(header, headerOffset);
        report(header, headerOffset);
        return header;
    }

    private void requireUsable(DynamicDiskHeader header, long at) throws VhdException {
        if (header.cookie() != DynamicDiskHeader.COOKIE) {
            throw corrupt(ErrorCode.HEADER_COOKIE, "cookie", "\"cxsparse\"", hex(header.cookie()), at);
        }
        if (header.headerVersion() >>> 16 != 1) {
            throw new UnsupportedVhdException(problem(
                    ErrorCode.HEADER_VERSION, "header version", "0x00010000", hex(header.headerVersion()), at + 24));
        }
        long block = header.blockBytes();
        if (block < VhdConstants.SECTOR_BYTES || Long.bitCount(block) != 1) {
            throw corrupt(
                    ErrorCode.BLOCK_SIZE_INVALID,
                    "block size",
                    "a power of two of at least 512",
                    Long.toString(block),
                    at + 32);
        }
        if (block > limits.maxBlockBytes()) {
            throw new LimitException(
                    problem(
                            ErrorCode.BLOCK_TOO_LARGE,
                            "block size",
                            "at most " + limits.maxBlockBytes() + " bytes",
                            Long.toString(block),
                            at + 32),
                    limits.maxBlockBytes(),
                    block);
        }
        requireTable(header, at);
    }

    private void requireTable(DynamicDiskHeader header, long at) throws VhdException {
        long table = header.tableOffset();
        boolean inside = table >= VhdConstants.FOOTER_BYTES && table < source.size();
        if (inside && table % VhdConstants.SECTOR_BYTES != 0) {
            // No program writes such a table, and one read from the wrong place gives wrong bytes that look right.
            throw corrupt(
                    ErrorCode.STRUCTURE_UNALIGNED, "table offset", "a multiple of 512", Long.toString(table), at + 16);
        }
        boolean clearOfHeader = table >= at + VhdConstants.HEADER_BYTES || table < at;
        if (!inside || !clearOfHeader) {
            throw corrupt(
                    ErrorCode.STRUCTURE_OUTSIDE_FILE,
                    "table offset",
                    "a place in the file's " + source.size() + " bytes, behind the footer copy and beside the header",
                    Long.toUnsignedString(table),
                    at + 16);
        }
    }

    private void report(DynamicDiskHeader header, long at) {
        if (!header.checksumValid()) {
            log.add(
                    FindingCode.HEADER_CHECKSUM,
                    STRUCTURE,
                    String.format(
                            "checksum is 0x%08x, that of the bytes is 0x%08x",
                            header.storedChecksum(), header.computedChecksum()),
                    at + 36);
        }
        if (header.dataOffset() != -1L && header.dataOffset() != VhdConstants.UNUSED_ENTRY) {
            log.add(
                    FindingCode.HEADER_FIELD,
                    STRUCTURE,
                    "data offset: expected all ones, found " + hex(header.dataOffset()),
                    at + 8);
        }
        if (header.reserved() != 0 || header.reservedNonZeroBytes() != 0) {
            int count = header.reservedNonZeroBytes() + (header.reserved() == 0 ? 0 : Integer.BYTES);
            log.add(
                    FindingCode.HEADER_RESERVED,
                    STRUCTURE,
                    "up to " + count + " reserved bytes are not zero",
                    at + 768);
        }
    }

    private CorruptVhdException corrupt(ErrorCode code, String field, String expected, String found, long at) {
        return new CorruptVhdException(problem(code, field, expected, found, at));
    }

    private Problem problem(ErrorCode code, String field, String expected, String found, long at) {
        return new Problem(code, source.name(), STRUCTURE, field, expected, found, at);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
