package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.FindingLog;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.DynamicDiskHeader;
import io.github.vhdlayers.format.HardDiskFooter;
import io.github.vhdlayers.format.ParentLocator;
import io.github.vhdlayers.format.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads a file's structures one after another, and refuses the file at the first that nothing can be read without. */
final class FileOpener {
    private static final String FOOTER = "hard disk footer";

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

    static Opened open(StructureSource source, FileOptions options) throws IOException {
        return new FileOpener(source, options).open();
    }

    private Opened open() throws IOException {
        List<String> pieces = source.pieceNames();
        if (!pieces.isEmpty()) {
            log.add(FindingCode.SPLIT_IMAGE, "file", "its pieces: " + SafeText.escape(String.join(", ", pieces)), -1);
        }
        Footers footers = new FooterFinder(source, limits, log).find();
        LocatedFooter served = footers.served();
        DiskType type = type(served);
        long sectors = sectors(served);
        if (type == DiskType.FIXED) {
            requireNoContainer(footers);
            compareLength(footers, sectors);
            return new Opened(type, footers, null, null, List.of(), sectors, log.findings());
        }
        long headerOffset = served.footer().headerOffset();
        DynamicDiskHeader header = new HeaderReader(source, limits, log).read(headerOffset);
        BlockLayout blocks = blocks(footers, header, headerOffset, sectors);
        List<LocatorPath> paths = parentPaths(type, header, headerOffset);
        return new Opened(type, footers, header, blocks, paths, sectors, log.findings());
    }

    /** What there is to know of a file of bare sectors. */
    static Opened raw(StructureSource source, FileOptions options) throws IOException {
        return new FileOpener(source, options).raw();
    }

    private Opened raw() throws VhdException {
        HardDiskFooter none = HardDiskFooter.none(source.size());
        LocatedFooter nowhere = new LocatedFooter(none, FooterPlace.NONE, 0);
        long sectors = new FileOpener(source, new FileOptions(limits, SizeRule.CURRENT_SIZE)).sectors(nowhere);
        Footers footers = new Footers(nowhere, null, null, source.size());
        return new Opened(DiskType.FIXED, footers, null, null, List.of(), sectors, log.findings());
    }

    /** A file that is called fixed, and begins with a copy of its footer and a dynamic header, is not the disk's bare bytes. */
    private void requireNoContainer(Footers footers) throws IOException {
        LocatedFooter head = footers.head();
        if (head == null) {
            return;
        }
        long headerOffset = head.footer().headerOffset() < 0
                ? VhdConstants.FOOTER_BYTES
                : head.footer().headerOffset();
        if (headerOffset <= source.size() - Long.BYTES) {
            ByteBuffer cookie = ByteBuffer.allocate(Long.BYTES);
            source.readFully(headerOffset, cookie);
            if (cookie.getLong(0) == DynamicDiskHeader.COOKIE) {
                throw new CorruptVhdException(problem(
                        ErrorCode.FOOTERS_CONTRADICT,
                        "disk type",
                        "3 or 4, because there are a footer copy and a dynamic header",
                        Long.toString(footers.served().footer().diskTypeCode()),
                        footers.served().fileOffset() + 60));
            }
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
        if (options.sizeRule() == SizeRule.GEOMETRY) {
            long capacity = footer.geometry().capacityBytes();
            bytes = bytes < 0 ? capacity : Math.min(bytes, capacity);
            at = located.fileOffset() + 56;
        }
        String field = options.sizeRule() == SizeRule.GEOMETRY ? "geometry" : "current size";
        if (bytes >= 0 && bytes < VhdConstants.SECTOR_BYTES) {
            throw new CorruptVhdException(problem(
                    ErrorCode.DISK_SIZE_INVALID, field, "at least one sector of 512 bytes", bytes + " bytes", at));
        }
        if (bytes < 0 || bytes > limits.maxDiskBytes()) {
            throw new LimitException(problem(
                    ErrorCode.DISK_TOO_LARGE,
                    field,
                    "at most " + limits.maxDiskBytes() + " bytes",
                    Long.toUnsignedString(bytes) + " bytes",
                    at));
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
        // Entries beyond the disk's last block are read by nobody; only an examination of the file looks at them.
        long listed = Math.min(header.maxTableEntries(), Math.max(0, (footers.dataEnd() - table) / Integer.BYTES));
        StructureMap structures = new StructureMap();
        structures.add(FileRegion.Kind.FOOTER_COPY, 0, VhdConstants.FOOTER_BYTES);
        structures.add(FileRegion.Kind.HEADER, headerOffset, VhdConstants.HEADER_BYTES);
        structures.add(FileRegion.Kind.TABLE, table, readable * Integer.BYTES);
        for (ParentLocator locator : header.locators()) {
            boolean inFile = locator.dataOffset() >= 0 && locator.dataOffset() <= source.size() - locator.dataLength();
            if (locator.isUsed() && inFile) {
                structures.add(FileRegion.Kind.LOCATOR, locator.dataOffset(), locator.dataLength());
            }
        }
        long roundedTable = roundUp(header.maxTableEntries() * Integer.BYTES);
        Batmap batmap = Batmap.read(source, footers.served().footer(), table + roundedTable, used, structures, log);
        return new BlockLayout(
                source,
                new BlockAllocationTable(source, table, used, readable),
                new BlockAllocationTable(source, table, listed, listed),
                batmap,
                header,
                blocks,
                structures,
                footers.dataEnd());
    }

    private void reportTable(DynamicDiskHeader header, long headerOffset, long blocks, long used, long readable) {
        String entries = "max table entries is " + header.maxTableEntries() + ", the disk has " + blocks + " blocks";
        if (header.maxTableEntries() < blocks) {
            log.add(FindingCode.BAT_SMALLER, "dynamic header", entries, headerOffset + 28);
        } else if (header.maxTableEntries() > blocks) {
            log.add(FindingCode.BAT_LARGER, "dynamic header", entries, headerOffset + 28);
        }
        if (readable < used) {
            log.add(
                    FindingCode.BAT_TRUNCATED,
                    "block allocation table",
                    "of " + used + " entries " + readable + " are in the file",
                    header.tableOffset());
        }
    }

    private static long roundUp(long bytes) {
        return (bytes + VhdConstants.SECTOR_BYTES - 1) / VhdConstants.SECTOR_BYTES * VhdConstants.SECTOR_BYTES;
    }

    private Problem problem(ErrorCode code, String field, String expected, String found, long fileOffset) {
        return new Problem(code, source.name(), FOOTER, field, expected, found, fileOffset);
    }
}
