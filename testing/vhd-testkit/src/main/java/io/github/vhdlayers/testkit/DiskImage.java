package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The recipe of one VHD file: immutable, cheap whatever the disk's size, and able to say what the file's bytes are and
 * what every sector of the disk holds. Thread-safe.
 */
public final class DiskImage {
    /** {@link #fileOffsetOf} of a sector that the file has no room for. */
    public static final long NOT_IN_FILE = -1;

    private static final long LARGEST_IN_MEMORY = 1L << 30;

    private final Recipe recipe;
    private final Positions positions;

    private DiskImage(Recipe recipe) {
        this.recipe = recipe;
        this.positions = LayoutPlanner.plan(recipe, Allocation.blocksInFileOrder(recipe));
    }

    /**
     * A fixed disk.
     *
     * @param sizeBytes the disk's size: a multiple of 512, from 512 bytes to 2040 GiB
     */
    public static Builder fixed(long sizeBytes) {
        return new Builder(new Recipe(DiskKind.FIXED, sizeBytes));
    }

    /**
     * A dynamic disk.
     *
     * @param sizeBytes the disk's size: a multiple of 512, from 512 bytes to 2040 GiB
     */
    public static Builder dynamic(long sizeBytes) {
        return new Builder(new Recipe(DiskKind.DYNAMIC, sizeBytes));
    }

    /**
     * A differencing disk.
     *
     * @param sizeBytes the disk's size: a multiple of 512, from 512 bytes to 2040 GiB; need not be the parent's
     */
    public static Builder differencing(long sizeBytes) {
        return new Builder(new Recipe(DiskKind.DIFFERENCING, sizeBytes));
    }

    /** A builder that starts with everything this image has, its id included: children still know the changed disk. */
    public Builder toBuilder() {
        return new Builder(new Recipe(recipe)).uniqueId(uniqueId());
    }

    /** What kind of disk it is. */
    public DiskKind kind() {
        return recipe.kind;
    }

    /** The virtual disk's size in bytes. */
    public long size() {
        return recipe.size;
    }

    /** The virtual disk's size in sectors of 512 bytes. */
    public long sectors() {
        return recipe.sectors();
    }

    /** Bytes of data in a block, 0 for a fixed disk. */
    public long blockSize() {
        return recipe.hasBlocks() ? recipe.blockSize : 0;
    }

    /** The disk's id, 16 bytes as they are in the footer. */
    public byte[] uniqueId() {
        return recipe.id().bytes();
    }

    /** The id of the parent, 16 bytes as they are in the header; all zero if none was given. */
    public byte[] parentUniqueId() {
        return recipe.parentId.bytes();
    }

    /** The header's parent name, empty if none was given. */
    public String parentName() {
        return recipe.parentName;
    }

    /** Under what name the file is meant to be stored. */
    public Optional<String> fileName() {
        return Optional.ofNullable(recipe.fileName);
    }

    /** What a mutation needs to know of the file. */
    Anatomy anatomy() {
        return new Anatomy(
                recipe.kind,
                recipe.size,
                blockSize(),
                recipe.hasBlocks() ? recipe.headerEntries() : 0,
                recipe.hasBlocks() && recipe.footerForm != FooterForm.TAIL_ONLY,
                recipe.id(),
                positions);
    }

    /** Where the structures are in the file. */
    public Positions positions() {
        return positions;
    }

    /** Whether the bytes of a sector are this disk's own: its bit is set, or the disk is fixed. */
    public boolean owns(long sector) {
        checkSector(sector);
        return !recipe.hasBlocks() || recipe.owned.contains(sector);
    }

    /** The first sector behind {@code sector} for which the answer of {@link #owns} may differ, at most {@link #sectors()}. */
    long ownershipChangesAt(long sector) {
        SectorMap owned = recipe.owned;
        int piece = owned.firstEndingAfter(sector);
        if (!recipe.hasBlocks() || piece == owned.pieces()) {
            return recipe.sectors();
        }
        return owned.start(piece) > sector ? owned.start(piece) : owned.end(piece);
    }

    /** Whether a sector has room in the file. */
    public boolean isAllocated(long sector) {
        return fileOffsetOf(sector) != NOT_IN_FILE;
    }

    /** Whether the file has something under a sector that the disk does not own. */
    public boolean hasResidue(long sector) {
        checkSector(sector);
        return recipe.residue.contains(sector);
    }

    /** What this disk alone has to say about a sector: its 512 bytes if it owns it, otherwise zeros. */
    public void content(long sector, byte[] into, int at) {
        checkSector(sector);
        fill(recipe.owned, sector, into, at);
    }

    /** The 512 bytes that the file has at the sector's place, residue included; zeros if it has no place. */
    public void stored(long sector, byte[] into, int at) {
        fill(hasResidue(sector) ? recipe.residue : recipe.owned, sector, into, at);
    }

    /** Absolute file offset of a sector's data, owned or not, or {@link #NOT_IN_FILE} if its block is absent. */
    public long fileOffsetOf(long sector) {
        checkSector(sector);
        if (!recipe.hasBlocks()) {
            return sector * Sectors.BYTES;
        }
        long data = positions.blockDataOffset(sector / recipe.sectorsPerBlock());
        return data == Positions.NONE ? NOT_IN_FILE : data + sector % recipe.sectorsPerBlock() * Sectors.BYTES;
    }

    /**
     * The whole file.
     *
     * @throws IllegalStateException if it is larger than 1 GiB
     */
    public byte[] toBytes() {
        if (positions.fileLength > LARGEST_IN_MEMORY) {
            throw new IllegalStateException("a file of " + positions.fileLength + " bytes is too large for memory");
        }
        byte[] file = new byte[(int) positions.fileLength];
        try {
            ImageWriter.write(
                    recipe, positions, (at, bytes, length) -> System.arraycopy(bytes, 0, file, (int) at, length));
        } catch (IOException impossible) {
            throw new AssertionError("writing to memory failed", impossible);
        }
        return file;
    }

    /**
     * Writes the file, sparse where the file system can: what reads as zeros without being written is not written.
     *
     * @param file must not exist yet
     * @return {@code file}
     * @throws java.nio.file.FileAlreadyExistsException if it exists
     * @throws IOException if it cannot be written; what was written of it is deleted
     */
    public Path writeTo(Path file) throws IOException {
        FileSink sink = new FileSink(file);
        try (sink) {
            ImageWriter.write(recipe, positions, sink);
            sink.extendTo(positions.fileLength);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    @Override
    public String toString() {
        return recipe.kind + " disk of " + recipe.size + " bytes"
                + (recipe.hasBlocks() ? ", blocks of " + recipe.blockSize + " bytes, " + recipe.layout : "");
    }

    private void checkSector(long sector) {
        if (sector < 0 || sector >= recipe.sectors()) {
            throw new IndexOutOfBoundsException("sector " + sector + " of a disk of " + recipe.sectors());
        }
    }

    private static void fill(SectorMap map, long sector, byte[] into, int at) {
        int piece = map.firstEndingAfter(sector);
        if (piece < map.pieces() && map.start(piece) <= sector) {
            map.content(piece).fill(sector, into, at);
        } else {
            Arrays.fill(into, at, at + Sectors.BYTES, (byte) 0);
        }
    }

    /** Collects a recipe. Every method returns the builder itself; a builder can build more than once. */
    public static final class Builder extends LayoutBuilder<Builder> {
        private Builder(Recipe recipe) {
            super(recipe);
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Bytes of data in a block, 2 MiB by default; ignored for fixed disks.
         *
         * @param bytes a multiple of 512 up to 1 GiB. The format wants a power of two; this is not enforced
         */
        public Builder blockSize(long bytes) {
            recipe.blockSize = bytes;
            return this;
        }

        /**
         * Gives the disk sectors of its own: their bits are set and their data is stored. A later call wins where two
         * overlap.
         *
         * @throws IllegalArgumentException if there is no sector or one outside the disk
         */
        public Builder own(long firstSector, long sectorCount, SectorContent content) {
            recipe.owned.put(firstSector, endOf(firstSector, sectorCount), content);
            return this;
        }

        /** Gives a block room in the file, its bits clear where {@link #own} sets none. Block numbers begin at 0. */
        public Builder allocate(long block) {
            recipe.allocated.set(Math.toIntExact(block));
            return this;
        }

        /**
         * Data in the file under bits that are clear, which no healthy file has. Allocates the blocks. Sectors that are
         * also owned keep their own data.
         *
         * @throws IllegalArgumentException if there is no sector or one outside the disk
         */
        public Builder residue(long firstSector, long sectorCount, SectorContent content) {
            recipe.residue.put(firstSector, endOf(firstSector, sectorCount), content);
            return this;
        }

        /** Data in the last block behind the disk's end, bits clear; allocates the block if it reaches past the end. */
        public Builder slack(SectorContent content) {
            recipe.slack = content;
            return this;
        }

        /**
         * The image.
         *
         * @throws IllegalArgumentException if the recipe contradicts itself or the format
         */
        public DiskImage build() {
            Recipe frozen = new Recipe(recipe);
            frozen.residue.removeAll(frozen.owned);
            RecipeRules.check(frozen);
            return new DiskImage(frozen);
        }

        private long endOf(long firstSector, long sectorCount) {
            if (firstSector < 0 || sectorCount < 1 || sectorCount > recipe.sectors() - firstSector) {
                throw new IllegalArgumentException("sectors " + firstSector + " + " + sectorCount
                        + " are not all on a disk of " + recipe.sectors() + " sectors");
            }
            return firstSector + sectorCount;
        }
    }
}
