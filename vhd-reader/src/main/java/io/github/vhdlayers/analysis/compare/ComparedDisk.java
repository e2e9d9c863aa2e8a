package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the two disks that a scan compares: where its sectors are, and their bytes. Cursors are for the thread
 * that plans, reads for any.
 */
final class ComparedDisk {
    static final int SECTOR = 512;
    private static final int ANY_LAYER = -1;

    private final @Nullable RandomAccessData source;
    private final @Nullable MergedSource merged;
    private final int onlyLayer;
    private final long bytes;
    private final ComparedRuns.State behindEnd;
    private final Map<Integer, Object> identities = new HashMap<>();

    private ComparedDisk(@Nullable RandomAccessData source, int onlyLayer, long bytes, ComparedRuns.State behindEnd) {
        this.source = source;
        this.merged = source instanceof MergedSource chain ? chain : null;
        this.onlyLayer = onlyLayer;
        this.bytes = bytes;
        this.behindEnd = behindEnd;
    }

    /** A disk: its owned sectors if it knows them, otherwise all. Past its end it is unwritten. */
    static ComparedDisk of(RandomAccessData disk) throws IOException {
        return new ComparedDisk(disk, ANY_LAYER, RandomAccessSources.size(disk), ComparedRuns.State.UNWRITTEN);
    }

    /** What a layer owns in its own view; the other sectors are not asked about. */
    static ComparedDisk ofLayer(MergedSource view) {
        return new ComparedDisk(view, view.topLayer(), view.size(), ComparedRuns.State.NOT_ASKED);
    }

    /** A disk of which all sectors are in one state. */
    static ComparedDisk allOf(ComparedRuns.State state) {
        return new ComparedDisk(null, ANY_LAYER, 0, state);
    }

    /** How many sectors there are; a last one that is not whole counts. */
    long sectors() {
        return bytes / SECTOR + (bytes % SECTOR == 0 ? 0 : 1);
    }

    /** The runs of a range, of which nothing need be on the disk; null if the disk does not know them. */
    @Nullable
    RunCursor runs(long firstSector, long endSector) {
        return merged == null || firstSector >= endSector
                ? null
                : merged.ownership().runs(firstSector, endSector - firstSector);
    }

    /** The disk as a chain, or null if it is none. */
    @Nullable
    MergedSource merged() {
        return merged;
    }

    /** Throws if blocks share so many places that the disk is larger than anything its files hold. */
    void requireFewShared() throws IOException {
        if (merged != null) {
            merged.ownership().requireFewShared();
        }
    }

    ComparedRuns.State behindEnd() {
        return behindEnd;
    }

    boolean asksFor(int layer) {
        return onlyLayer == ANY_LAYER || onlyLayer == layer;
    }

    /** What the bytes of a layer's file are known by, or those of the disk itself if it has no layers. */
    Object identityOf(int layer) {
        if (merged == null) {
            return Objects.requireNonNull(source);
        }
        Object identity = identities.get(layer);
        if (identity == null) {
            identity = FileIdentity.of(merged.chain().layer(layer));
            identities.put(layer, identity);
        }
        return identity;
    }

    /**
     * What the missing parent of a chain is known by. Two views of one chain lack the same file. Two branches do if both record its id and
     * the same time at which it was last changed: a disk that proves to be the parent of one is that of the other as well, as it was then.
     */
    Object identityOfMissing() {
        MissingParent missing =
                Objects.requireNonNull(Objects.requireNonNull(merged).chain().missingParent());
        ParentReference reference = missing.reference();
        boolean isProven = !reference.parentId().isNull()
                && (reference.format() == DiskFormat.VHDX || reference.parentTimestamp() != 0);
        return isProven
                ? List.of("missing", reference.format(), reference.parentId(), reference.parentTimestamp())
                : List.of("parent of", identityOf(missing.childLayer()));
    }

    /**
     * Reads sectors; behind the last byte of one that is not whole there are zeros.
     *
     * @return how many bytes of the disk were read
     */
    int read(long firstSector, int sectorCount, byte[] target) throws IOException {
        RandomAccessData disk = Objects.requireNonNull(source);
        long at = firstSector * SECTOR;
        int wanted = sectorCount * SECTOR;
        int there = (int) Math.min(wanted, bytes - at);
        if (there <= 0) {
            throw new EOFException(disk.name() + ": sector " + firstSector + " is past the end");
        }
        disk.readFully(at, ByteBuffer.wrap(target, 0, there));
        Arrays.fill(target, there, wanted, (byte) 0);
        return there;
    }
}
