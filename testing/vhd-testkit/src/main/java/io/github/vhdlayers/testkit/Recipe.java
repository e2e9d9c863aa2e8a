package io.github.vhdlayers.testkit;

import java.util.BitSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides the bytes of one image: what a builder fills in and an image keeps. Written to only by
 * builders, on a copy of their own.
 */
final class Recipe {
    /** The format's largest disk. */
    static final long LARGEST_DISK = 2040L << 30;

    private static final long UNSET = -1;

    final DiskKind kind;
    final long size;

    long blockSize = 2L << 20;
    final SectorMap owned;
    final SectorMap residue;
    final BitSet allocated;

    @Nullable
    SectorContent slack;

    Layout layout = Layout.WINDOWS;
    Order order = Order.ASCENDING;
    FooterForm footerForm = FooterForm.FULL;
    long seed;
    long maxTableEntries = UNSET;
    boolean batmap;
    boolean staleBitmaps;
    int trailingJunk;

    @Nullable
    String fileName;

    @Nullable
    UniqueId uniqueId;

    UniqueId parentId = UniqueId.NULL;
    long parentTimestamp;
    String parentName = "";
    final TreeMap<Integer, Locator> locators;
    boolean dataSpaceInSectors;
    long originalSize = UNSET;
    long currentSize = UNSET;

    @Nullable
    Geometry geometry;

    String creator = "win ";
    long creatorVersion = 0x000A0000L;
    String hostOs = "Wi2k";
    long timestamp = 600_000_000L;
    long features = 2;
    boolean savedState;
    int hidden;

    Recipe(DiskKind kind, long size) {
        if (size < Sectors.BYTES || size > LARGEST_DISK || size % Sectors.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a disk has a whole number of sectors, from one sector to 2040 GiB, not " + size + " bytes");
        }
        this.kind = kind;
        this.size = size;
        this.owned = new SectorMap();
        this.residue = new SectorMap();
        this.allocated = new BitSet();
        this.locators = new TreeMap<>();
    }

    Recipe(Recipe other) {
        kind = other.kind;
        size = other.size;
        blockSize = other.blockSize;
        owned = other.owned.copy();
        residue = other.residue.copy();
        allocated = (BitSet) other.allocated.clone();
        slack = other.slack;
        layout = other.layout;
        order = other.order;
        footerForm = other.footerForm;
        seed = other.seed;
        maxTableEntries = other.maxTableEntries;
        batmap = other.batmap;
        staleBitmaps = other.staleBitmaps;
        trailingJunk = other.trailingJunk;
        fileName = other.fileName;
        uniqueId = other.uniqueId;
        parentId = other.parentId;
        parentTimestamp = other.parentTimestamp;
        parentName = other.parentName;
        locators = new TreeMap<>(other.locators);
        dataSpaceInSectors = other.dataSpaceInSectors;
        originalSize = other.originalSize;
        currentSize = other.currentSize;
        geometry = other.geometry;
        creator = other.creator;
        creatorVersion = other.creatorVersion;
        hostOs = other.hostOs;
        timestamp = other.timestamp;
        features = other.features;
        savedState = other.savedState;
        hidden = other.hidden;
    }

    boolean hasBlocks() {
        return kind != DiskKind.FIXED;
    }

    long sectors() {
        return size / Sectors.BYTES;
    }

    long sectorsPerBlock() {
        return blockSize / Sectors.BYTES;
    }

    /** Blocks the disk needs, the last one perhaps in part. */
    int blocks() {
        return Math.toIntExact(Sectors.unitsFor(size, blockSize));
    }

    /** What the header says; the table itself has {@link #tableEntries()}. */
    long headerEntries() {
        return maxTableEntries == UNSET ? blocks() : maxTableEntries;
    }

    /** Entries written: never fewer than the disk needs, so that a header that says less is only a wrong header. */
    int tableEntries() {
        return Math.toIntExact(Math.max(blocks(), headerEntries()));
    }

    /** Bytes of the sector bitmap before every block. */
    long bitmapBytes() {
        return Sectors.roundUp(Sectors.unitsFor(sectorsPerBlock(), Byte.SIZE), Sectors.BYTES);
    }

    /** Bytes of the batmap's map, without its header. */
    int batmapBytes() {
        return (int) Sectors.roundUp(Sectors.unitsFor(tableEntries(), Byte.SIZE), Sectors.BYTES);
    }

    boolean isFull(int block) {
        long first = block * sectorsPerBlock();
        long end = first + sectorsPerBlock();
        int piece = owned.firstEndingAfter(first);
        while (first < end && piece < owned.pieces() && owned.start(piece) <= first) {
            first = owned.end(piece++);
        }
        return first >= end;
    }

    UniqueId id() {
        return uniqueId != null ? uniqueId : UniqueId.from(fingerprint());
    }

    long originalSizeField() {
        return originalSize == UNSET ? size : originalSize;
    }

    long currentSizeField() {
        return currentSize == UNSET ? size : currentSize;
    }

    Geometry geometryField() {
        return geometry != null ? geometry : Geometry.of(sectors());
    }

    /** Differs between disks that tests put side by side: other sizes, parents, seeds, or other owned sectors. */
    private long fingerprint() {
        long print = SplitMix.mix(seed) + kind.typeCode();
        print = SplitMix.mix(print ^ size) + blockSize;
        print = SplitMix.mix(print ^ parentId.first8()) + parentId.last8();
        for (int piece = 0; piece < owned.pieces(); piece++) {
            print = SplitMix.mix(print ^ owned.start(piece)) + owned.end(piece);
        }
        return SplitMix.mix(print);
    }
}
