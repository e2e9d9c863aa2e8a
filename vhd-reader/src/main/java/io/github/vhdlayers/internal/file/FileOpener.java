package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhd.CreatorApplication;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.SectorBitmap;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file's structures one after another, and refuses the file at the first that nothing can be read without. */
final class FileOpener {
    private static final String FOOTER = "hard disk footer";
    private static final String RAW = "raw disk";

    private final StructureSource source;
    private final FileOptions options;
    private final Limits limits;
    private final FindingLog log;

    private FileOpener(StructureSource source, FileOptions options) {
        this.source = source;
        this.options = options;
        this.limits = options.limits();
        this.log = new FindingLog(source.name(), limits.maxFindings());
    }

    static ParsedStructures open(StructureSource source, FileOptions options) throws IOException {
        return new FileOpener(source, options).open();
    }

    private ParsedStructures open() throws IOException {
        List<String> pieces = source.pieceNames();
        if (!pieces.isEmpty()) {
            log.add(FindingCode.SPLIT_IMAGE, "file", "its pieces: " + SafeText.escape(String.join(", ", pieces)));
        }
        Footers footers = new FooterFinder(source, limits, log).find();
        LocatedFooter served = footers.served();
        DiskType type = type(served);
        long sectors = sectors(served);
        if (type == DiskType.FIXED) {
            requireNoContainer(footers);
            compareLength(footers, sectors);
            return new ParsedStructures(type, footers, null, null, List.of(), sectors, log.findings());
        }
        requireBitOrder(served);
        long headerOffset = served.footer().headerOffset();
        DynamicDiskHeader header = new HeaderReader(source, limits, log).read(headerOffset);
        BlockLayout blocks = blocks(footers, header, headerOffset, sectors);
        List<LocatorPath> paths = parentPaths(type, header, headerOffset);
        return new ParsedStructures(type, footers, header, blocks, paths, sectors, log.findings());
    }

    /** What there is to know of a file of bare sectors. */
    static ParsedStructures raw(StructureSource source, FileOptions options) throws IOException {
        return new FileOpener(source, options).raw();
    }

    private ParsedStructures raw() throws VhdException {
        long bytes = source.size();
        if (bytes < VhdConstants.SECTOR_BYTES) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.DISK_SIZE_INVALID,
                    source.name(),
                    RAW,
                    "size",
                    "at least one sector of 512 bytes",
                    bytes + " bytes",
                    null));
        }
        if (bytes > limits.maxDiskBytes()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.DISK_TOO_LARGE,
                            source.name(),
                            RAW,
                            "size",
                            "at most " + limits.maxDiskBytes() + " bytes",
                            bytes + " bytes",
                            null),
                    limits.maxDiskBytes(),
                    bytes);
        }
        long sectors = bytes / VhdConstants.SECTOR_BYTES;
        if (bytes % VhdConstants.SECTOR_BYTES != 0) {
            log.add(
                    FindingCode.DISK_SIZE_RAGGED,
                    RAW,
                    "size is " + bytes + " bytes",
                    sectors * VhdConstants.SECTOR_BYTES);
        }
        LocatedFooter nowhere = new LocatedFooter(HardDiskFooter.none(bytes), FooterPlace.NONE, 0);
        Footers footers = new Footers(nowhere, null, null, bytes);
        return new ParsedStructures(DiskType.FIXED, footers, null, null, List.of(), sectors, log.findings());
    }

    /**
     * A file that is called fixed, and has a dynamic header, is not the disk's bare bytes; unless nothing but its place speaks for
     * the header, which is then a part of a VHD that is stored in the disk.
     */
    private void requireNoContainer(Footers footers) throws IOException {
        HardDiskFooter served = footers.served().footer();
        LocatedFooter head = footers.head();
        boolean named = hasHeaderAt(served.headerOffset())
                || (head != null && hasHeaderAt(head.footer().headerOffset()));
        boolean doubtful = head != null || !served.checksumValid();
        if (named || (doubtful && hasHeaderAt(VhdConstants.FOOTER_BYTES))) {
            throw new CorruptVhdException(problem(
                    ErrorCode.FOOTERS_CONTRADICT,
                    "disk type",
                    "3 or 4, because there is a dynamic header",
                    Long.toString(served.diskTypeCode()),
                    footers.served().fileOffset() + 60));
        }
    }

    private boolean hasHeaderAt(long fileOffset) throws IOException {
        if (fileOffset < 0 || fileOffset > source.size() - VhdConstants.HEADER_BYTES) {
            return false;
        }
        ByteBuffer cookie = ByteBuffer.allocate(Long.BYTES);
        source.readFully(fileOffset, cookie);
        return cookie.getLong(0) == DynamicDiskHeader.COOKIE;
    }

    /** Observed in Xen's sources alone: {@code tap} 0.1 filled the words of a bitmap from the lowest bit on, as its machine did. */
    private void requireBitOrder(LocatedFooter served) throws UnsupportedVhdException {
        CreatorApplication creator = served.footer().creator();
        if (creator.name().equals("tap") && creator.majorVersion() == 0 && creator.minorVersion() <= 1) {
            throw new UnsupportedVhdException(problem(
                    ErrorCode.BITMAP_ORDER,
                    "creator version",
                    "0.2 or later, because 0.1 wrote sector bitmaps in another order",
                    creator.version(),
                    served.fileOffset() + 32));
        }
    }

    private DiskType type(LocatedFooter located) throws VhdException {
        HardDiskFooter footer = located.footer();
        if (footer.formatVersion() >>> 16 != 1) {
            throw new UnsupportedVhdException(problem(
                    ErrorCode.FORMAT_VERSION,
                    "file format version",
                    "0x00010000",
                    String.format("0x%08x", footer.formatVersion()),
                    located.fileOffset() + 12));
        }
        DiskType type = footer.diskType();
        if (type == null) {
            throw new UnsupportedVhdException(problem(
                    ErrorCode.DISK_TYPE,
                    "disk type",
                    "2 (fixed), 3 (dynamic) or 4 (differencing)",
                    Long.toString(footer.diskTypeCode()),
                    located.fileOffset() + 60));
        }
        return type;
    }

    private long sectors(LocatedFooter located) throws VhdException {
        HardDiskFooter footer = located.footer();
        long bytes = footer.currentSize();
        long at = located.fileOffset() + 48;
        if (options.sizeFromGeometry()) {
            long capacity = footer.geometry().capacityBytes();
            bytes = bytes < 0 ? capacity : Math.min(bytes, capacity);
            at = located.fileOffset() + 56;
        }
        String field = options.sizeFromGeometry() ? "geometry" : "current size";
        if (bytes >= 0 && bytes < VhdConstants.SECTOR_BYTES) {
            throw new CorruptVhdException(problem(
                    ErrorCode.DISK_SIZE_INVALID, field, "at least one sector of 512 bytes", bytes + " bytes", at));
        }
        if (bytes < 0 || bytes > limits.maxDiskBytes()) {
            throw new LimitException(
                    problem(
                            ErrorCode.DISK_TOO_LARGE,
                            field,
                            "at most " + limits.maxDiskBytes() + " bytes",
                            Long.toUnsignedString(bytes) + " bytes",
                            at),
                    limits.maxDiskBytes(),
                    bytes);
        }
        if (bytes % VhdConstants.SECTOR_BYTES != 0) {
            log.add(FindingCode.DISK_SIZE_RAGGED, FOOTER, field + " is " + bytes + " bytes", at);
        }
        if (bytes > VhdConstants.LARGEST_SPECIFIED_DISK) {
            log.add(FindingCode.DISK_SIZE_ABOVE_SPECIFICATION, FOOTER, field + " is " + bytes + " bytes", at);
        }
        return bytes / VhdConstants.SECTOR_BYTES;
    }

    private void compareLength(Footers footers, long sectors) {
        long expected = footers.served().footer().currentSize();
        long data = footers.dataEnd();
        if (data != expected) {
            log.add(
                    FindingCode.FIXED_LENGTH_DIFFERS,
                    FOOTER,
                    "current size is " + expected + " bytes, before the footer there are " + data
                            + (data < sectors * VhdConstants.SECTOR_BYTES ? ": the rest cannot be read" : ""),
                    footers.served().fileOffset() + 48);
        }
    }

    private List<LocatorPath> parentPaths(DiskType type, DynamicDiskHeader header, long headerOffset)
            throws IOException {
        if (type == DiskType.DYNAMIC) {
            if (!header.parentUniqueId().isNull()) {
                log.add(
                        FindingCode.DYNAMIC_WITH_PARENT,
                        "dynamic header",
                        "disk type is dynamic, parent unique id is " + header.parentUniqueId(),
                        headerOffset + 40);
            }
            return List.of();
        }
        if (!SafeText.isPlain(header.parentName())) {
            log.add(
                    FindingCode.LOCATOR_TEXT,
                    "dynamic header",
                    "parent unicode name: " + SafeText.escape(header.parentName()),
                    headerOffset + 64);
        }
        return new LocatorReader(source, limits, log).read(header);
    }

    private BlockLayout blocks(Footers footers, DynamicDiskHeader header, long headerOffset, long sectors)
            throws IOException {
        long blockSectors = header.blockBytes() / VhdConstants.SECTOR_BYTES;
        long blocks = (sectors + blockSectors - 1) / blockSectors;
        long used = Math.min(blocks, header.maxTableEntries());
        long table = header.tableOffset();
        long readable = Math.min(used, Math.max(0, (footers.dataEnd() - table) / Integer.BYTES));
        reportTable(header, headerOffset, blocks, used, readable);
        if (readable > limits.maxTableEntries()) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.TABLE_TOO_LARGE,
                            source.name(),
                            "block allocation table",
                            "entries in use",
                            "at most " + limits.maxTableEntries(),
                            Long.toString(readable),
                            table),
                    limits.maxTableEntries(),
                    readable);
        }
        // Entries beyond the disk's last block are not read; only an examination of the file looks at them.
        long listed = Math.min(header.maxTableEntries(), Math.max(0, (footers.dataEnd() - table) / Integer.BYTES));
        requireApart(header, headerOffset, readable, footers.dataEnd());
        StructureMap structures = new StructureMap();
        structures.add(FileRegion.Kind.FOOTER_COPY, 0, VhdConstants.FOOTER_BYTES);
        structures.add(FileRegion.Kind.HEADER, headerOffset, VhdConstants.HEADER_BYTES);
        structures.add(FileRegion.Kind.TABLE, table, readable * Integer.BYTES);
        for (ParentLocator locator : header.locators()) {
            boolean inFile = locator.dataOffset() >= 0 && locator.dataOffset() <= source.size() - locator.dataLength();
            if (locator.isUsed() && inFile) {
                reportOverlap(locator, structures);
                structures.add(FileRegion.Kind.LOCATOR, locator.dataOffset(), locator.dataLength());
            }
        }
        long dataEnd = footers.dataEnd();
        BlockAllocationTable wholeTable = new BlockAllocationTable(source, table, listed, listed);
        long roundedTable = roundUp(header.maxTableEntries() * Integer.BYTES);
        Batmap batmap = Batmap.read(source, footers.served().footer(), table + roundedTable, used, structures, log);
        return new BlockLayout(
                source,
                // Blocks that the table leaves out count as entries that are not there: what they hold is not known.
                new BlockAllocationTable(source, table, blocks, readable),
                wholeTable,
                batmap,
                new UnlistedRoom(
                        wholeTable,
                        header,
                        structures.regions(),
                        SectorBitmap.storedBytes(header.blockBytes()) + header.blockBytes(),
                        sectors,
                        dataEnd,
                        footers.tail() == null || readable < used,
                        limits),
                header,
                blocks,
                structures,
                dataEnd,
                limits);
    }

    /** A structure that is in another is read from bytes that were written for something else. */
    private void requireApart(DynamicDiskHeader header, long headerOffset, long readable, long dataEnd)
            throws CorruptVhdException {
        long headerEnd = headerOffset + VhdConstants.HEADER_BYTES;
        long table = header.tableOffset();
        long tableEnd = table + readable * Integer.BYTES;
        String overlap = null;
        if (headerOffset < VhdConstants.FOOTER_BYTES) {
            overlap = "the footer copy";
        } else if (headerEnd > dataEnd) {
            overlap = "the footer, which begins at " + dataEnd;
        } else if (table < headerEnd && headerOffset < tableEnd) {
            overlap = "the block allocation table, which goes from " + table + " to " + tableEnd;
        }
        if (overlap != null) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.STRUCTURES_OVERLAP,
                    source.name(),
                    "dynamic header",
                    null,
                    null,
                    "it goes from " + headerOffset + " to " + headerEnd + ", into " + overlap,
                    headerOffset));
        }
    }

    private void reportOverlap(ParentLocator locator, StructureMap structures) {
        if (structures.overlaps(locator.dataOffset(), locator.dataOffset() + locator.dataLength())) {
            log.add(
                    FindingCode.LOCATOR_OVERLAPS,
                    "parent locator " + locator.slot() + " (" + locator.codeText() + ")",
                    locator.dataLength() + " bytes, which another structure has too",
                    locator.dataOffset());
        }
    }

    private void reportTable(DynamicDiskHeader header, long headerOffset, long blocks, long used, long readable) {
        String entries = "max table entries is " + header.maxTableEntries() + ", the disk has " + blocks + " blocks";
        if (header.maxTableEntries() < blocks) {
            log.add(FindingCode.BAT_SMALLER, "dynamic header", entries, headerOffset + 28);
        } else if (header.maxTableEntries() > blocks) {
            log.add(FindingCode.BAT_LARGER, "dynamic header", entries, headerOffset + 28);
        }
        String contradiction = contradiction(header, blocks);
        if (contradiction != null) {
            log.add(
                    FindingCode.BLOCK_SIZE_CONTRADICTED,
                    "dynamic header",
                    "block size is " + header.blockBytes() + ", " + entries + ": " + contradiction,
                    headerOffset + 32);
        }
        if (readable < used) {
            log.add(
                    FindingCode.BAT_TRUNCATED,
                    "block allocation table",
                    "of " + used + " entries " + readable + " are in the file",
                    header.tableOffset());
        }
    }

    /** Why the block size may not be the one with which the table was written, or null. Room to grow is no reason. */
    private static @Nullable String contradiction(DynamicDiskHeader header, long blocks) {
        if (header.maxTableEntries() == blocks) {
            return null;
        }
        if (!header.checksumValid()) {
            return "one of them was changed, because the header's checksum is wrong";
        }
        for (int shift = 1; header.maxTableEntries() > 0 && header.maxTableEntries() < blocks && shift < 20; shift++) {
            if (((blocks - 1) >>> shift) + 1 == header.maxTableEntries()) {
                return "blocks of " + (header.blockBytes() << shift) + " bytes would fit the table";
            }
        }
        return null;
    }

    private static long roundUp(long bytes) {
        return (bytes + VhdConstants.SECTOR_BYTES - 1) / VhdConstants.SECTOR_BYTES * VhdConstants.SECTOR_BYTES;
    }

    private Problem problem(ErrorCode code, String field, String expected, String found, long fileOffset) {
        return new Problem(code, source.name(), FOOTER, field, expected, found, fileOffset);
    }
}
