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
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.StructReader;
import io.github.vhdlayers.internal.diag.FindingLog;
import io.github.vhdlayers.internal.format.vhdx.Guids;
import io.github.vhdlayers.internal.format.vhdx.VhdxConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataTable;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the metadata region, and refuses what no disk can be read with. */
final class VhdxMetadataReader {
    private static final String STRUCTURE = "VHDX metadata";

    private final RandomAccessSource source;
    private final VhdxRegion region;
    private final Limits limits;
    private final FindingLog log;

    VhdxMetadataReader(RandomAccessSource source, VhdxRegion region, Limits limits, FindingLog log) {
        this.source = source;
        this.region = region;
        this.limits = limits;
        this.log = log;
    }

    VhdxMetadata read() throws IOException {
        if (region.length() < VhdxConstants.SLOT || region.fileOffset() > source.size() - VhdxConstants.SLOT) {
            throw corrupt(
                    ErrorCode.STRUCTURE_OUTSIDE_FILE,
                    null,
                    "65536 bytes in the file of " + source.size() + " bytes",
                    region.length() + " bytes at " + region.fileOffset(),
                    0);
        }
        VhdxMetadataTable table = VhdxMetadataTable.decode(bytes(0, VhdxConstants.SLOT));
        if (!table.hasSignature() || table.entryCount() > VhdxConstants.MAX_ENTRIES) {
            throw corrupt(
                    ErrorCode.METADATA_INVALID,
                    "table",
                    "its signature and at most " + VhdxConstants.MAX_ENTRIES + " entries",
                    table.hasSignature() ? table.entryCount() + " entries" : "no signature",
                    0);
        }
        if (table.reservedNonZeroBytes() > 0) {
            log.add(FindingCode.METADATA_FIELD, STRUCTURE, "reserved bits of the table are set", region.fileOffset());
        }
        requireSound(table.items());
        requireKnown(table.items());
        return decode(table.items());
    }

    private void requireSound(List<VhdxMetadataItem> items) throws CorruptVhdException {
        Set<List<Object>> seen = new HashSet<>();
        for (VhdxMetadataItem item : items) {
            if (!seen.add(List.of(item.id(), item.isUser()))) {
                throw corrupt(ErrorCode.METADATA_INVALID, name(item), "each item once", "it is there twice", 0);
            }
            boolean empty = item.length() == 0 && item.offset() == 0;
            if (!empty
                    && (item.offset() < VhdxConstants.SLOT
                            || item.length() > VhdxConstants.MAX_ITEM
                            || item.end() > region.length())) {
                throw corrupt(
                        ErrorCode.METADATA_INVALID,
                        name(item),
                        "a place between 65536 and " + region.length() + " in the region, of at most 1 MiB",
                        item.length() + " bytes at " + item.offset(),
                        0);
            }
        }
        List<VhdxMetadataItem> placed = items.stream()
                .filter(item -> item.length() > 0)
                .sorted(Comparator.comparingLong(VhdxMetadataItem::offset))
                .toList();
        for (int i = 1; i < placed.size(); i++) {
            if (placed.get(i).offset() < placed.get(i - 1).end()) {
                throw corrupt(
                        ErrorCode.STRUCTURES_OVERLAP,
                        name(placed.get(i)),
                        null,
                        "it shares bytes with " + name(placed.get(i - 1)),
                        placed.get(i).offset());
            }
        }
    }

    private void requireKnown(List<VhdxMetadataItem> items) throws UnsupportedVhdException {
        long users = 0;
        StringBuilder listed = new StringBuilder();
        for (VhdxMetadataItem item : items) {
            if (item.name() == null && item.isRequired()) {
                throw new UnsupportedVhdException(new Problem(
                        ErrorCode.METADATA_UNKNOWN_REQUIRED,
                        source.name(),
                        STRUCTURE,
                        name(item),
                        null,
                        "it is marked as required, and nothing is known about it",
                        region.fileOffset()));
            }
            if (item.name() == null && users++ < 8) {
                listed.append(listed.isEmpty() ? "" : ", ")
                        .append(name(item))
                        .append(" of ")
                        .append(item.length())
                        .append(" bytes");
            }
            if (item.id().equals(VhdxMetadataItem.INCOMPLETE) && !item.isUser()) {
                log.add(
                        FindingCode.FILE_INCOMPLETE,
                        STRUCTURE,
                        "the item " + item.id() + " is there",
                        region.fileOffset());
            }
        }
        if (users > 0) {
            log.add(
                    FindingCode.METADATA_USER_ITEMS,
                    STRUCTURE,
                    users + ": " + listed + (users > 8 ? " and more" : ""),
                    region.fileOffset());
        }
    }

    private VhdxMetadata decode(List<VhdxMetadataItem> items) throws IOException {
        StructReader parameters = required(items, VhdxMetadataItem.FILE_PARAMETERS, 8);
        long blockBytes = parameters.u32(0);
        long bits = parameters.u32(4);
        if (Long.bitCount(blockBytes) != 1
                || blockBytes < VhdxConstants.SMALLEST_BLOCK
                || blockBytes > VhdxConstants.LARGEST_BLOCK) {
            throw corrupt(
                    ErrorCode.BLOCK_SIZE_INVALID,
                    "block size",
                    "a power of two from 1 MiB to 256 MiB",
                    blockBytes + " bytes",
                    0);
        }
        if (blockBytes > limits.maxBlockBytes()) {
            throw limit(ErrorCode.BLOCK_TOO_LARGE, "block size", limits.maxBlockBytes(), blockBytes);
        }
        if ((bits & ~3) != 0) {
            log.add(
                    FindingCode.METADATA_FIELD,
                    STRUCTURE,
                    "reserved bits of the file parameters are set",
                    region.fileOffset());
        }
        long sector = required(items, VhdxMetadataItem.LOGICAL_SECTOR_SIZE, 4).u32(0);
        if (sector != 512 && sector != 4096) {
            throw corrupt(ErrorCode.SECTOR_SIZE_INVALID, "logical sector size", "512 or 4096", sector + " bytes", 0);
        }
        long diskBytes = size(required(items, VhdxMetadataItem.DISK_SIZE, 8).u64(0), sector);
        long physical = optional(items, VhdxMetadataItem.PHYSICAL_SECTOR_SIZE, 4);
        if (physical != 512 && physical != 4096) {
            log.add(
                    FindingCode.METADATA_FIELD,
                    STRUCTURE,
                    "physical sector size is " + (physical < 0 ? "missing" : physical + " bytes"),
                    region.fileOffset());
        }
        boolean hasParent = (bits & 2) != 0;
        return new VhdxMetadata(
                items,
                blockBytes,
                (bits & 1) != 0,
                hasParent,
                diskBytes,
                diskId(items),
                (int) sector,
                (int) Math.max(0, Math.min(physical, Integer.MAX_VALUE)),
                locator(items, hasParent));
    }

    private long size(long bytes, long sector) throws VhdException {
        if (bytes == 0 || bytes % sector != 0) {
            throw corrupt(
                    ErrorCode.DISK_SIZE_INVALID,
                    "virtual disk size",
                    "a multiple of the logical sector size, " + sector + ", and not 0",
                    Long.toUnsignedString(bytes) + " bytes",
                    0);
        }
        if (bytes < 0 || bytes > VhdxConstants.LARGEST_DISK) {
            throw corrupt(
                    ErrorCode.DISK_SIZE_INVALID,
                    "virtual disk size",
                    "at most 64 TiB",
                    Long.toUnsignedString(bytes) + " bytes",
                    0);
        }
        if (bytes > limits.maxDiskBytes()) {
            throw limit(ErrorCode.DISK_TOO_LARGE, "virtual disk size", limits.maxDiskBytes(), bytes);
        }
        return bytes;
    }

    private UniqueId diskId(List<VhdxMetadataItem> items) throws IOException {
        VhdxMetadataItem item = find(items, VhdxMetadataItem.DISK_ID);
        if (item == null || item.length() != UniqueId.BYTES) {
            log.add(FindingCode.METADATA_FIELD, STRUCTURE, "the virtual disk id is missing", region.fileOffset());
            return new UniqueId(0, 0);
        }
        UniqueId id = Guids.at(StructReader.littleEndian(bytes(item.offset(), UniqueId.BYTES)), 0);
        if (id.isNull()) {
            log.add(FindingCode.METADATA_FIELD, STRUCTURE, "the virtual disk id is all zeros", region.fileOffset());
        }
        return id;
    }

    private @Nullable VhdxParentLocator locator(List<VhdxMetadataItem> items, boolean hasParent) throws IOException {
        VhdxMetadataItem item = find(items, VhdxMetadataItem.PARENT_LOCATOR);
        if (item == null) {
            if (hasParent) {
                log.add(FindingCode.LOCATOR_MISSING, STRUCTURE, "no parent locator", region.fileOffset());
            }
            return null;
        }
        long at = region.fileOffset() + item.offset();
        if (item.length() > limits.maxLocatorBytes()) {
            log.add(
                    FindingCode.LOCATOR_UNUSABLE,
                    "parent locator",
                    "its length is " + item.length() + " bytes, more than the " + limits.maxLocatorBytes()
                            + " that are read",
                    at);
            return null;
        }
        VhdxParentLocator locator = VhdxParentLocator.decode(bytes(item.offset(), (int) item.length()));
        if (!hasParent) {
            log.add(
                    FindingCode.LOCATOR_WITHOUT_PARENT,
                    STRUCTURE,
                    "there is a parent locator, and the file parameters say that there is no parent",
                    at);
        }
        if (!locator.type().equals(VhdxParentLocator.VHDX)) {
            log.add(FindingCode.LOCATOR_TYPE_UNKNOWN, "parent locator", "its type is " + locator.type(), at);
        }
        for (String problem : locator.problems()) {
            log.add(FindingCode.LOCATOR_UNUSABLE, "parent locator", problem, at);
        }
        for (VhdxParentLocator.Pair pair : locator.pairs()) {
            if (!SafeText.isPlain(pair.key()) || !SafeText.isPlain(pair.value())) {
                log.add(
                        FindingCode.LOCATOR_TEXT,
                        "parent locator",
                        SafeText.escape(pair.key()) + ": " + SafeText.escape(pair.value()),
                        at);
            }
        }
        return locator;
    }

    private static @Nullable VhdxMetadataItem find(List<VhdxMetadataItem> items, UniqueId id) {
        for (VhdxMetadataItem item : items) {
            if (item.id().equals(id) && !item.isUser()) {
                return item;
            }
        }
        return null;
    }

    private StructReader required(List<VhdxMetadataItem> items, UniqueId id, int length) throws IOException {
        VhdxMetadataItem item = find(items, id);
        String name = String.valueOf(new VhdxMetadataItem(id, 0, 0, 0).name());
        if (item == null) {
            throw corrupt(
                    ErrorCode.METADATA_MISSING, name, null, "it is missing, and nothing can be read without it", 0);
        }
        if (item.length() != length) {
            throw corrupt(ErrorCode.METADATA_INVALID, name, length + " bytes", item.length() + " bytes", item.offset());
        }
        return StructReader.littleEndian(bytes(item.offset(), length));
    }

    /** A number of 32 bits, or -1 if the item is not there or has another length. */
    private long optional(List<VhdxMetadataItem> items, UniqueId id, int length) throws IOException {
        VhdxMetadataItem item = find(items, id);
        return item == null || item.length() != length
                ? -1
                : StructReader.littleEndian(bytes(item.offset(), length)).u32(0);
    }

    private ByteBuffer bytes(long offset, int length) throws IOException {
        long at = region.fileOffset() + offset;
        if (at > source.size() - length) {
            throw corrupt(
                    ErrorCode.STRUCTURE_OUTSIDE_FILE,
                    "item",
                    length + " bytes in the file of " + source.size() + " bytes",
                    "they would be at " + at,
                    offset);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        source.readFully(at, bytes);
        return bytes.flip();
    }

    private static String name(VhdxMetadataItem item) {
        String name = item.name();
        return name != null ? name : (item.isUser() ? "user item " : "item ") + item.id();
    }

    private CorruptVhdException corrupt(
            ErrorCode code, @Nullable String field, @Nullable String expected, String found, long offset) {
        return new CorruptVhdException(
                new Problem(code, source.name(), STRUCTURE, field, expected, found, region.fileOffset() + offset));
    }

    private LimitException limit(ErrorCode code, String field, long most, long found) {
        return new LimitException(
                new Problem(
                        code,
                        source.name(),
                        STRUCTURE,
                        field,
                        "at most " + most + " bytes",
                        found + " bytes",
                        region.fileOffset()),
                most,
                found);
    }
}
