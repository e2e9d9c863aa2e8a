package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.codec.Utf16;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegionTable;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a VHDX file's structures one after another, and refuses the file at the first that nothing can be read without. */
final class VhdxOpener {
    private static final int MIB = VhdxConstants.MIB;
    private static final int CREATOR_BYTES = 512;
    private static final String HEADER = "VHDX header";
    private static final String REGIONS = "VHDX region table";

    private final StructureSource file;
    private final FileOptions options;
    private final Limits limits;
    private final FindingLog log;

    private VhdxOpener(StructureSource file, FileOptions options) {
        this.file = file;
        this.options = options;
        this.limits = options.limits();
        this.log = new FindingLog(file.name(), limits.maxFindings());
    }

    static VhdxStructures open(StructureSource file, FileOptions options) throws IOException {
        return new VhdxOpener(file, options).open();
    }

    static boolean hasSignature(RandomAccessData source) throws IOException {
        if (source.size() < Long.BYTES) {
            return false;
        }
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
        source.readFully(0, start);
        return start.getLong(0) == VhdxConstants.SIGNATURE;
    }

    private VhdxStructures open() throws IOException {
        if (!hasSignature(file)) {
            throw new NotVhdException(Problem.of(
                    ErrorCode.NO_FOOTER, file.name(), "VHDX identifier", "the file does not begin with vhdxfile"));
        }
        if (file.size() < MIB) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.FILE_TOO_SHORT,
                    file.name(),
                    "VHDX file",
                    "size",
                    "at least the header section of " + MIB + " bytes",
                    file.size() + " bytes",
                    null));
        }
        String creator = creator();
        List<VhdxHeader> headers = List.of(header(VhdxConstants.SLOT), header(2 * VhdxConstants.SLOT));
        VhdxHeader header = current(headers);
        requireVersion(header);
        if (header.dataWriteGuid().isNull()) {
            log.add(
                    FindingCode.UNIQUE_ID_MISSING,
                    HEADER,
                    "the data write id is all zeros",
                    header.fileOffset() + VhdxHeader.DATA_WRITE_ID_AT);
        }
        RandomAccessSource source = file;
        VhdxFile.LogState state = VhdxFile.LogState.EMPTY;
        long logPages = 0;
        if (header.hasLog() && !options.replayLog()) {
            state = VhdxFile.LogState.IGNORED;
            log.add(
                    FindingCode.LOG_IGNORED,
                    "VHDX log",
                    "the log with the id " + header.logGuid() + " holds changes that were left out",
                    header.logOffset());
        } else if (header.hasLog()) {
            VhdxLog.Replayed replayed = new VhdxLog(file, header, limits, log).replay();
            source = replayed.source();
            state = VhdxFile.LogState.REPLAYED;
            logPages = replayed.pages();
        }
        List<VhdxRegion> regions = regions(source);
        StructureMap structures = structures(header, regions);
        VhdxMetadata metadata = new VhdxMetadataReader(source, find(regions, VhdxRegion.METADATA), limits, log).read();
        VhdxLayout layout = layout(source, find(regions, VhdxRegion.TABLE), metadata, structures);
        reportEnd();
        return new VhdxStructures(
                source,
                source.size(),
                creator,
                header,
                headers,
                regions,
                metadata,
                layout,
                state,
                logPages,
                log.findings());
    }

    private String creator() throws IOException {
        ByteBuffer bytes = read(file, Long.BYTES, CREATOR_BYTES);
        String creator = Utf16.littleEndian(StructReader.littleEndian(bytes).bytes(0, CREATOR_BYTES));
        int used = creator.length() * 2;
        int padding = StructReader.littleEndian(bytes).nonZeroBytes(Math.min(CREATOR_BYTES, used), CREATOR_BYTES);
        if (padding > 0) {
            log.add(
                    FindingCode.CREATOR_PADDING,
                    "VHDX identifier",
                    padding + " bytes behind the creator's name are not zero",
                    Long.BYTES + used);
        }
        return creator;
    }

    private VhdxHeader header(long at) throws IOException {
        return VhdxHeader.decode(read(file, at, VhdxConstants.HEADER_BYTES), at);
    }

    private VhdxHeader current(List<VhdxHeader> headers) throws IOException {
        VhdxHeader first = headers.get(0);
        VhdxHeader second = headers.get(1);
        if (!first.isValid() && !second.isValid()) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.HEADERS_INVALID,
                    file.name(),
                    HEADER,
                    "signature and checksum",
                    "one sound header of two",
                    flaw(first) + " in the first, " + flaw(second) + " in the second",
                    first.fileOffset()));
        }
        if (!first.isValid() || !second.isValid()) {
            VhdxHeader torn = first.isValid() ? second : first;
            log.add(
                    FindingCode.HEADER_COPY_DAMAGED,
                    HEADER,
                    flaw(torn) + "; the other header is used",
                    torn.fileOffset());
            return first.isValid() ? first : second;
        }
        int order = Long.compareUnsigned(first.sequenceNumber(), second.sequenceNumber());
        if (order != 0) {
            return order > 0 ? first : second;
        }
        ByteBuffer one = read(file, first.fileOffset(), VhdxConstants.HEADER_BYTES);
        ByteBuffer other = read(file, second.fileOffset(), VhdxConstants.HEADER_BYTES);
        boolean same = one.equals(other);
        log.add(
                same ? FindingCode.HEADER_COPIES_EQUAL : FindingCode.HEADER_COPIES_CONTRADICT,
                HEADER,
                "both have the number " + Long.toUnsignedString(first.sequenceNumber())
                        + (same ? " and the same bytes" : " and differ; the first is used"),
                second.fileOffset());
        return first;
    }

    private static String flaw(VhdxHeader header) {
        return header.hasSignature() ? "a wrong checksum" : "no signature";
    }

    private void requireVersion(VhdxHeader header) throws UnsupportedVhdException {
        if (header.version() != 1) {
            throw new UnsupportedVhdException(new Problem(
                    ErrorCode.FORMAT_VERSION,
                    file.name(),
                    HEADER,
                    "version",
                    "1",
                    Integer.toString(header.version()),
                    header.fileOffset() + 66));
        }
    }

    private List<VhdxRegion> regions(RandomAccessSource source) throws IOException {
        VhdxRegionTable first = regionTable(source, VhdxConstants.REGION_TABLES);
        VhdxRegionTable second = regionTable(source, VhdxConstants.REGION_TABLES + VhdxConstants.SLOT);
        if (!first.isValid() && !second.isValid()) {
            throw corrupt(
                    ErrorCode.REGION_TABLES_INVALID,
                    "signature and checksum",
                    "one sound table of two",
                    flaw(first) + " in the first, " + flaw(second) + " in the second",
                    first.fileOffset());
        }
        if (!first.isValid() || !second.isValid()) {
            VhdxRegionTable torn = first.isValid() ? second : first;
            log.add(
                    FindingCode.REGION_COPY_DAMAGED,
                    REGIONS,
                    flaw(torn) + "; the other table is used",
                    torn.fileOffset());
        } else if (!first.regions().equals(second.regions())) {
            log.add(FindingCode.REGION_COPIES_DIFFER, REGIONS, "the first is used", second.fileOffset());
        }
        VhdxRegionTable table = first.isValid() ? first : second;
        if (table.entryCount() > VhdxConstants.MAX_ENTRIES) {
            throw corrupt(
                    ErrorCode.REGION_TABLES_INVALID,
                    "entry count",
                    "at most " + VhdxConstants.MAX_ENTRIES,
                    Long.toString(table.entryCount()),
                    table.fileOffset() + 8);
        }
        requireSound(table);
        return table.regions();
    }

    private void requireSound(VhdxRegionTable table) throws CorruptVhdException, UnsupportedVhdException {
        Set<Object> seen = new HashSet<>();
        for (VhdxRegion region : table.regions()) {
            if (!seen.add(region.id())) {
                throw corrupt(
                        ErrorCode.REGION_TABLES_INVALID,
                        region.name(),
                        "each region once",
                        "it is there twice",
                        table.fileOffset());
            }
            boolean placed = region.fileOffset() >= MIB
                    && region.fileOffset() % MIB == 0
                    && region.length() > 0
                    && region.length() % MIB == 0
                    && region.fileOffset() <= Long.MAX_VALUE - region.length();
            if (!placed) {
                throw corrupt(
                        ErrorCode.REGION_TABLES_INVALID,
                        region.name(),
                        "offset and length in whole MiB, behind the first MiB",
                        region.length() + " bytes at " + Long.toUnsignedString(region.fileOffset()),
                        table.fileOffset());
            }
            if (!region.isKnown() && region.required()) {
                throw new UnsupportedVhdException(new Problem(
                        ErrorCode.REGION_UNKNOWN_REQUIRED,
                        file.name(),
                        REGIONS,
                        region.name(),
                        null,
                        "it is marked as required, and nothing is known about it",
                        table.fileOffset()));
            }
            if (!region.isKnown()) {
                log.add(
                        FindingCode.REGION_UNKNOWN,
                        REGIONS,
                        region.name() + ": " + region.length() + " bytes",
                        region.fileOffset());
            }
        }
        find(table.regions(), VhdxRegion.TABLE);
        find(table.regions(), VhdxRegion.METADATA);
    }

    private VhdxRegion find(List<VhdxRegion> regions, Object id) throws CorruptVhdException {
        for (VhdxRegion region : regions) {
            if (region.id().equals(id)) {
                return region;
            }
        }
        boolean table = id.equals(VhdxRegion.TABLE);
        throw corrupt(
                ErrorCode.REGION_TABLES_INVALID,
                table ? "block allocation table" : "metadata region",
                null,
                "it is not listed, and nothing can be read without it",
                VhdxConstants.REGION_TABLES);
    }

    private VhdxRegionTable regionTable(RandomAccessSource source, long at) throws IOException {
        return VhdxRegionTable.decode(read(source, at, VhdxConstants.SLOT), at);
    }

    private static String flaw(VhdxRegionTable table) {
        return table.hasSignature() ? "a wrong checksum" : "no signature";
    }

    /** What no block can be in; refuses structures that share bytes. */
    private StructureMap structures(VhdxHeader header, List<VhdxRegion> regions) throws CorruptVhdException {
        List<FileRegion> all = new ArrayList<>();
        if (header.isLogInside(file.size())) {
            all.add(new FileRegion(FileRegion.Kind.LOG, header.logOffset(), header.logLength(), -1));
        } else if (header.logLength() > 0 || header.hasLog()) {
            log.add(
                    FindingCode.LOG_MISPLACED,
                    HEADER,
                    "the log has " + header.logLength() + " bytes at " + Long.toUnsignedString(header.logOffset()),
                    header.fileOffset() + 68);
        }
        for (VhdxRegion region : regions) {
            FileRegion.Kind kind = region.id().equals(VhdxRegion.TABLE)
                    ? FileRegion.Kind.TABLE
                    : region.id().equals(VhdxRegion.METADATA) ? FileRegion.Kind.METADATA : FileRegion.Kind.OTHER_REGION;
            all.add(new FileRegion(kind, region.fileOffset(), region.length(), -1));
        }
        all.sort(Comparator.comparingLong(FileRegion::fileOffset));
        StructureMap map = new StructureMap();
        map.add(FileRegion.Kind.HEADER_SECTION, 0, MIB);
        FileRegion before = null;
        for (FileRegion region : all) {
            if (before != null && region.fileOffset() < before.end()) {
                throw new CorruptVhdException(new Problem(
                        ErrorCode.STRUCTURES_OVERLAP,
                        file.name(),
                        "VHDX file",
                        region.kind().text(),
                        null,
                        "it goes from " + region.fileOffset() + " to " + region.end() + ", into the "
                                + before.kind().text() + ", which goes from " + before.fileOffset() + " to "
                                + before.end(),
                        region.fileOffset()));
            }
            map.add(region.kind(), region.fileOffset(), region.length());
            before = region;
        }
        return map;
    }

    private VhdxLayout layout(
            RandomAccessSource source, VhdxRegion region, VhdxMetadata metadata, StructureMap structures)
            throws IOException {
        long blockBytes = metadata.blockBytes();
        long blocks = (metadata.diskBytes() + blockBytes - 1) / blockBytes;
        long ratio = VhdxConstants.SECTORS_PER_BITMAP * metadata.logicalSectorBytes() / blockBytes;
        long last = blocks - 1;
        long needed = last + last / ratio + 1;
        long entries = region.length() / Long.BYTES;
        long readable = Math.min(entries, Math.max(0, (source.size() - region.fileOffset()) / Long.BYTES));
        if (entries < needed) {
            log.add(
                    FindingCode.BAT_SMALLER,
                    REGIONS,
                    "the table has room for " + entries + " entries, the disk needs " + needed,
                    region.fileOffset());
        } else if (readable < needed) {
            log.add(
                    FindingCode.BAT_TRUNCATED,
                    "VHDX block allocation table",
                    "of " + needed + " entries " + readable + " are in the file",
                    region.fileOffset());
        }
        if (Math.min(readable, needed) > limits.maxVhdxTableEntries()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.TABLE_TOO_LARGE,
                            file.name(),
                            "VHDX block allocation table",
                            "entries in use",
                            "at most " + limits.maxVhdxTableEntries(),
                            Long.toString(Math.min(readable, needed)),
                            region.fileOffset()),
                    limits.maxVhdxTableEntries(),
                    Math.min(readable, needed));
        }
        boolean contradicted = !metadata.hasParent() && metadata.locator() != null;
        boolean zerosHide = metadata.hasParent() || contradicted;
        VhdxTable table = new VhdxTable(
                file,
                source,
                region.fileOffset(),
                blocks,
                ratio,
                readable,
                zerosHide ? VhdxTable.NOT_PRESENT : VhdxTable.UNMAPPED);
        return new VhdxLayout(
                source,
                table,
                metadata.hasParent(),
                zerosHide,
                blockBytes,
                blocks,
                metadata.logicalSectorBytes() / VhdConstants.SECTOR_BYTES,
                structures,
                limits);
    }

    private void reportEnd() throws IOException {
        if (file.size() % MIB != 0) {
            log.add(
                    FindingCode.FILE_END_UNALIGNED,
                    "VHDX file",
                    file.size() + " bytes, " + file.size() % MIB + " more than whole MiB",
                    file.size() / MIB * MIB);
        }
        long at = file.size() - VhdConstants.FOOTER_BYTES;
        HardDiskFooter footer = HardDiskFooter.decode(read(file, at, VhdConstants.FOOTER_BYTES));
        if (footer.hasCookie() && footer.checksumValid()) {
            log.add(
                    FindingCode.VHD_FOOTER_AT_END,
                    "VHDX file",
                    "the file ends in a sound footer of a VHD; it is read as the VHDX as which it begins",
                    at);
        }
    }

    private static ByteBuffer read(RandomAccessSource source, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        source.readFully(at, bytes);
        return bytes.flip();
    }

    private CorruptVhdException corrupt(
            ErrorCode code, @Nullable String field, @Nullable String expected, String found, long at) {
        return new CorruptVhdException(new Problem(code, file.name(), REGIONS, field, expected, found, at));
    }
}
