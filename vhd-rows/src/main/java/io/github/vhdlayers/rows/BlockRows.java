package io.github.vhdlayers.rows;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of which a layer owns sectors, by its file alone, and the SHA-256 of those sectors in their order. A fixed disk has no
 * blocks; parts of 2 MiB stand for them. A block of which anything cannot be read has no hash, and neither have blocks that a file only
 * says are zeros: those, and unknown ones, are one row for many in a row. For one thread.
 */
final class BlockRows {
    private static final long FIXED_BLOCK_SECTORS = 4096;
    /** Whole blocks in a row are one row up to here, so that parts which begin at a multiple of it give what the whole gives. */
    private static final long SPAN_SECTORS = RowRequest.PART_SECTORS;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final byte[] ZEROS = new byte[BUFFER_BYTES];

    private final String layer;
    private final VirtualDisk disk;
    private final long blockSectors;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final MessageDigest digest = newDigest();

    private long block = -1;
    private long owned;
    private boolean zero;
    private @Nullable String errorCode;
    private @Nullable String error;

    BlockRows(String layer, VirtualDisk leaf) {
        SectorLayout layout = SectorLayout.of(leaf.chain().leaf().file());
        this.layer = layer;
        this.disk = leaf;
        this.blockSectors = layout == null ? FIXED_BLOCK_SECTORS : layout.blockSectors();
    }

    /** Gives the blocks that begin in a part. */
    void write(RowRequest request, RowSink sink) throws IOException {
        long first = upToBlock(Math.min(request.firstSector(), disk.sectors()));
        long end = upToBlock(Math.min(request.endSector(), disk.sectors()));
        if (first >= end) {
            return;
        }
        SectorLayout layout = SectorLayout.of(disk.chain().leaf().file());
        if (layout != null) {
            layout.requireFewShared();
        }
        RunCursor runs = disk.ownership().runs(first, end - first);
        while (runs.next()) {
            if (!isOfLayer(runs)) {
                continue;
            }
            long runEnd = runs.firstSector() + runs.sectorCount();
            for (long at = runs.firstSector(); at < runEnd; ) {
                long whole = runs.isStored() ? at : endOfWhole(at, runEnd);
                if (whole > at) {
                    finish(sink);
                    block = -1;
                    sink.add(span(runs, at, whole - at));
                    at = whole;
                    continue;
                }
                long pieceEnd = Math.min(runEnd, (at / blockSectors + 1) * blockSectors);
                if (at / blockSectors != block) {
                    finish(sink);
                    block = at / blockSectors;
                }
                add(runs, at, pieceEnd - at);
                at = pieceEnd;
            }
        }
        finish(sink);
    }

    /** Where whole blocks in a row end, of which none is read: a small file can claim billions of them. At most those of a gibibyte. */
    private long endOfWhole(long at, long runEnd) {
        long most = Math.min(runEnd, (at / SPAN_SECTORS + 1) * SPAN_SECTORS);
        if (at % blockSectors != 0) {
            return at;
        }
        return most == disk.sectors() ? most : Math.max(at, most / blockSectors * blockSectors);
    }

    /** Blocks in a row that are zeros, or unknown. */
    private Row span(RunCursor runs, long firstSector, long sectors) {
        boolean zeroed = runs.isZeroed();
        UnknownCause cause = runs.unknownCause();
        return new Row()
                .with("layer_key", layer)
                .with("block", firstSector / blockSectors)
                .with("first_sector", firstSector)
                .with("sectors", sectors)
                .with("owned_sectors", zeroed ? Long.valueOf(sectors) : null)
                .with("sha256", null)
                .with("zero", zeroed ? Boolean.TRUE : null)
                .with(RowTable.ERROR_CODE, cause == null ? null : cause.name())
                .with(RowTable.ERROR, cause == null ? null : "what the layer has there is unknown");
    }

    /** The end of the last part is that of the disk, which may be within a block. */
    private long upToBlock(long sector) {
        return Math.min(disk.sectors(), (sector + blockSectors - 1) / blockSectors * blockSectors);
    }

    /** What belongs to a parent, or to no layer, is none of this layer's. */
    private static boolean isOfLayer(RunCursor runs) {
        UnknownCause cause = runs.unknownCause();
        return runs.isOwned() || (cause != null && cause.isOfLayer());
    }

    private void add(RunCursor runs, long firstSector, long sectors) throws IOException {
        UnknownCause cause = runs.unknownCause();
        if (cause != null) {
            errorCode = cause.name();
            error = "what the layer has in " + sectors + " sectors from " + firstSector + " on is unknown";
            return;
        }
        owned += sectors;
        long end = (firstSector + sectors) * MergedSource.SECTOR_BYTES;
        for (long at = firstSector * MergedSource.SECTOR_BYTES; at < end && error == null; ) {
            int length = (int) Math.min(BUFFER_BYTES, end - at);
            if (runs.isZeroed()) {
                digest.update(ZEROS, 0, length);
            } else if (read(at, length)) {
                digest.update(buffer.array(), 0, length);
                zero = zero && Arrays.equals(buffer.array(), 0, length, ZEROS, 0, length);
            }
            at += length;
        }
    }

    private boolean read(long at, int length) throws IOException {
        try {
            disk.readFully(at, buffer.clear().limit(length));
            return true;
        } catch (VhdException e) {
            errorCode = e.code().name();
            error = e.getMessage();
            return false;
        }
    }

    private void finish(RowSink sink) throws IOException {
        byte[] hash = digest.digest();
        if (block >= 0) {
            boolean known = error == null;
            long first = block * blockSectors;
            sink.add(new Row()
                    .with("layer_key", layer)
                    .with("block", block)
                    .with("first_sector", first)
                    .with("sectors", Math.min(blockSectors, disk.sectors() - first))
                    .with("owned_sectors", known ? Long.valueOf(owned) : null)
                    .with("sha256", known ? HexFormat.of().formatHex(hash) : null)
                    .with("zero", known ? Boolean.valueOf(zero) : null)
                    .with(RowTable.ERROR_CODE, errorCode)
                    .with(RowTable.ERROR, error));
        }
        owned = 0;
        zero = true;
        errorCode = null;
        error = null;
    }

    private static MessageDigest newDigest() {
        try {
            return Objects.requireNonNull(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
