package io.github.vhdlayers.ownership;

import io.github.vhdlayers.internal.format.vhd.VhdConstants;

/**
 * Consecutive sectors of a merged disk that have one owner; where a file stores them they are also consecutive in that file.
 *
 * <p>There are four kinds, for a {@code switch} or a {@code when} over all of them. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface OwnershipRun {
    /** The first sector's number on the disk. */
    long firstSector();

    /** How many sectors, at least 1. */
    long sectorCount();

    /** The owner: a layer for {@link Stored} and {@link Zeroed} runs. */
    Owner owner();

    /** The same kind of run over other sectors: it begins {@code skipped} sectors later and has {@code sectorCount} sectors. */
    OwnershipRun part(long skipped, long sectorCount);

    /** The number of the sector behind the last one. */
    default long endSector() {
        return firstSector() + sectorCount();
    }

    /** Whether the run contains a sector of the disk. */
    default boolean contains(long sector) {
        return sector >= firstSector() && sector < endSector();
    }

    /** Whether {@code next} begins where this run ends and is its continuation, so that both are one run. */
    default boolean continuesIn(OwnershipRun next) {
        return next.firstSector() == endSector()
                && part(sectorCount(), next.sectorCount()).equals(next);
    }

    /**
     * A layer's file stores the sectors.
     *
     * @param layer the number of that layer; 0 is the leaf
     * @param fileOffset where the first sector's bytes are in its file, in bytes
     */
    record Stored(long firstSector, long sectorCount, int layer, long fileOffset) implements OwnershipRun {
        @Override
        public Owner owner() {
            return new Owner.Layer(layer);
        }

        @Override
        public Stored part(long skipped, long count) {
            return new Stored(firstSector + skipped, count, layer, fileOffset + skipped * VhdConstants.SECTOR_BYTES);
        }

        /** Where the first sector's bytes are in the layer's file, in sectors of 512 bytes. */
        public long fileSector() {
            return fileOffset / VhdConstants.SECTOR_BYTES;
        }
    }

    /**
     * A layer says that the sectors are zeros, and hides what the layers below have there. Its file stores nothing for them: it marks
     * the block as zeros, as trimmed, or as of no defined content. Only layers in the VHDX format can do that.
     *
     * @param layer the number of that layer; 0 is the leaf
     */
    record Zeroed(long firstSector, long sectorCount, int layer) implements OwnershipRun {
        @Override
        public Owner owner() {
            return new Owner.Layer(layer);
        }

        @Override
        public Zeroed part(long skipped, long count) {
            return new Zeroed(firstSector + skipped, count, layer);
        }
    }

    /** No layer of the chain stores the sectors: they read as zeros. */
    record Unwritten(long firstSector, long sectorCount) implements OwnershipRun {
        @Override
        public Owner owner() {
            return Owner.Unowned.UNWRITTEN;
        }

        @Override
        public Unwritten part(long skipped, long count) {
            return new Unwritten(firstSector + skipped, count);
        }
    }

    /**
     * What the sectors hold cannot be determined.
     *
     * @param cause why
     * @param layer the number of the layer because of which: the damaged one, or the child of a missing parent
     */
    record Unknown(long firstSector, long sectorCount, UnknownCause cause, int layer) implements OwnershipRun {
        @Override
        public Owner owner() {
            return Owner.Unowned.UNKNOWN;
        }

        @Override
        public Unknown part(long skipped, long count) {
            return new Unknown(firstSector + skipped, count, cause, layer);
        }
    }

    /**
     * Why the content of a sector is unknown.
     *
     * @since 0.1.0
     */
    enum UnknownCause {
        /** It belongs to a parent that is missing. */
        MISSING_PARENT,
        /** It belongs to a block that its table puts in an impossible place, or with an entry that is cut off. */
        BLOCK_MISPLACED,
        /** It belongs to a layer with a file that ends before it. */
        DATA_TRUNCATED,
        /**
         * Its layer calls itself dynamic, so that what it does not hold is unwritten, and yet records a parent, to which it would then
         * be.
         */
        TYPE_CONTRADICTED;

        /**
         * Whether the sectors may be those of the layer that is named with the cause, or of one below it, because that layer's file is damaged. The
         * others are certainly not its own: a missing parent's, and what a layer with a contradicted type does not hold.
         */
        public boolean isOfLayer() {
            return this == BLOCK_MISPLACED || this == DATA_TRUNCATED;
        }
    }
}
