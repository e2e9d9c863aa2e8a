package io.github.vhdlayers.diag;

/**
 * How much a file may ask for before it is refused. Every number in a file that sizes an allocation or a loop is held
 * against one of these first. Immutable and thread-safe.
 *
 * <p>{@link #defaults()} suits evidence of unknown origin in a heap of 64 MiB; {@link #toBuilder()} changes single ones.
 *
 * @since 0.1.0
 */
public final class Limits {
    private static final Limits DEFAULTS = new Limits(new Builder());

    private final int maxChainDepth;
    private final int maxCandidates;
    private final long maxBlockBytes;
    private final long maxDiskBytes;
    private final int maxLocatorBytes;
    private final int maxFindings;
    private final int maxFooterScanBytes;
    private final int maxExaminedBlocks;
    private final int maxExaminedEntries;
    private final long maxTableEntries;
    private final int maxListedRegions;
    private final int maxPartitions;
    private final long maxComparedBytes;
    private final long maxSharedSectors;
    private final long maxVhdxTableEntries;
    private final long maxLogBytes;

    private Limits(Builder builder) {
        this.maxChainDepth = builder.maxChainDepth;
        this.maxCandidates = builder.maxCandidates;
        this.maxBlockBytes = builder.maxBlockBytes;
        this.maxDiskBytes = builder.maxDiskBytes;
        this.maxLocatorBytes = builder.maxLocatorBytes;
        this.maxFindings = builder.maxFindings;
        this.maxFooterScanBytes = builder.maxFooterScanBytes;
        this.maxExaminedBlocks = builder.maxExaminedBlocks;
        this.maxExaminedEntries = builder.maxExaminedEntries;
        this.maxTableEntries = builder.maxTableEntries;
        this.maxListedRegions = builder.maxListedRegions;
        this.maxPartitions = builder.maxPartitions;
        this.maxComparedBytes = builder.maxComparedBytes;
        this.maxSharedSectors = builder.maxSharedSectors;
        this.maxVhdxTableEntries = builder.maxVhdxTableEntries;
        this.maxLogBytes = builder.maxLogBytes;
    }

    /** The limits that hold where nothing else is said. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from these limits. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxChainDepth = maxChainDepth;
        builder.maxCandidates = maxCandidates;
        builder.maxBlockBytes = maxBlockBytes;
        builder.maxDiskBytes = maxDiskBytes;
        builder.maxLocatorBytes = maxLocatorBytes;
        builder.maxFindings = maxFindings;
        builder.maxFooterScanBytes = maxFooterScanBytes;
        builder.maxExaminedBlocks = maxExaminedBlocks;
        builder.maxExaminedEntries = maxExaminedEntries;
        builder.maxTableEntries = maxTableEntries;
        builder.maxListedRegions = maxListedRegions;
        builder.maxPartitions = maxPartitions;
        builder.maxComparedBytes = maxComparedBytes;
        builder.maxSharedSectors = maxSharedSectors;
        builder.maxVhdxTableEntries = maxVhdxTableEntries;
        builder.maxLogBytes = maxLogBytes;
        return builder;
    }

    /**
     * How many layers a chain may have; 256 by default. Hyper-V makes no more than 50 checkpoints of a machine, and every
     * layer keeps a file open.
     */
    public int maxChainDepth() {
        return maxChainDepth;
    }

    /**
     * How many files are examined in search of one parent; 10,000 by default, which is a folder of evidence and not a file
     * server.
     */
    public int maxCandidates() {
        return maxCandidates;
    }

    /**
     * How many data bytes a block may have; 256 MiB by default. Microsoft tested 512 KiB and 2 MiB; the largest block seen
     * in the field is 4 MiB. Reading holds 512 bytes of a bitmap at a time, so this limit only separates odd from absurd.
     */
    public long maxBlockBytes() {
        return maxBlockBytes;
    }

    /**
     * How many bytes a disk may have; 64 TiB by default. The specification ends at 2040 GiB, fixed disks beyond it exist.
     */
    public long maxDiskBytes() {
        return maxDiskBytes;
    }

    /**
     * How many bytes of one parent locator are read; 65,536 by default. The longest path Windows knows has 32,767 units of
     * two bytes.
     */
    public int maxLocatorBytes() {
        return maxLocatorBytes;
    }

    /** How many findings are kept per file; 1,000 by default, more than a person reads. */
    public int maxFindings() {
        return maxFindings;
    }

    /**
     * How many bytes at the end of a file are searched for a footer that is not at the very end; 1 MiB by default, more than
     * any padding seen in the field.
     */
    public int maxFooterScanBytes() {
        return maxFooterScanBytes;
    }

    /**
     * How many blocks of one file are examined together for overlaps; 2,097,152 by default, twice what a disk of 2040 GiB has
     * in blocks of 2 MiB. Each takes 8 bytes of memory.
     */
    public int maxExaminedBlocks() {
        return maxExaminedBlocks;
    }

    /**
     * How many entries of a block allocation table are examined; 16,777,216 by default, 16 times what a disk of 2040 GiB has in
     * blocks of 2 MiB. They are read, not kept; matters only where {@link #maxTableEntries()} is larger.
     */
    public int maxExaminedEntries() {
        return maxExaminedEntries;
    }

    /**
     * How many entries of a block allocation table a disk may have in use, counting only those that are in the file; 16,777,216 by
     * default, 16 times what a disk of 2040 GiB has in blocks of 2 MiB. They are read, never held together; but a caller that wants
     * the whole map has to read them all, and a table of 2^32 entries takes 8 seconds for every look at it, while 16 GiB of a
     * sparse file cost its maker nothing.
     */
    public long maxTableEntries() {
        return maxTableEntries;
    }

    /**
     * How many regions of residue, slack and the like are listed for one file; 10,000 by default, which is a megabyte of memory.
     * All are counted.
     */
    public int maxListedRegions() {
        return maxListedRegions;
    }

    /**
     * How many partitions of a disk are listed, and how many links of an extended partition's chain are followed; 1,024 by
     * default. Windows makes room for 128, Linux gives names to 60 logical ones.
     */
    public int maxPartitions() {
        return maxPartitions;
    }

    /**
     * How many bytes of files with the same id are compared while one chain is opened; 256 MiB by default, a fraction of a second.
     * Larger copies are compared in part, and a finding says so.
     */
    public long maxComparedBytes() {
        return maxComparedBytes;
    }

    /**
     * How many sectors of one file may belong to more than one block where a whole disk is gone through; 16,777,216 by default,
     * which is 8 GiB. Files that a program wrote have none.
     */
    public long maxSharedSectors() {
        return maxSharedSectors;
    }

    /**
     * How many entries of the block allocation table of a VHDX file may be in use; 68 Mi by default, which is more than the largest
     * disk of the specification needs, 64 TiB in blocks of 1 MiB. The table is read a page at a time and never held.
     */
    public long maxVhdxTableEntries() {
        return maxVhdxTableEntries;
    }

    /**
     * How many bytes the log of a VHDX file may have if it must be replayed; 64 MiB by default. Windows writes 1 MiB. The log is read
     * twice, and its places are kept, not its bytes.
     */
    public long maxLogBytes() {
        return maxLogBytes;
    }

    /** Changes single limits; every value must be at least 1. Not thread-safe. */
    public static final class Builder {
        private int maxChainDepth = 256;
        private int maxCandidates = 10_000;
        private long maxBlockBytes = 256L << 20;
        private long maxDiskBytes = 64L << 40;
        private int maxLocatorBytes = 65_536;
        private int maxFindings = 1_000;
        private int maxFooterScanBytes = 1 << 20;
        private int maxExaminedBlocks = 2 << 20;
        private int maxExaminedEntries = 16 << 20;
        private long maxTableEntries = 16 << 20;
        private int maxListedRegions = 10_000;
        private int maxPartitions = 1_024;
        private long maxComparedBytes = 256L << 20;
        private long maxSharedSectors = 16L << 20;
        private long maxVhdxTableEntries = 68L << 20;
        private long maxLogBytes = 64L << 20;

        private Builder() {}

        /** Sets {@link Limits#maxChainDepth()}. */
        public Builder maxChainDepth(int layers) {
            maxChainDepth = Math.toIntExact(atLeastOne(layers));
            return this;
        }

        /** Sets {@link Limits#maxCandidates()}. */
        public Builder maxCandidates(int files) {
            maxCandidates = Math.toIntExact(atLeastOne(files));
            return this;
        }

        /** Sets {@link Limits#maxBlockBytes()}. */
        public Builder maxBlockBytes(long bytes) {
            maxBlockBytes = atLeastOne(bytes);
            return this;
        }

        /** Sets {@link Limits#maxDiskBytes()}. */
        public Builder maxDiskBytes(long bytes) {
            maxDiskBytes = atLeastOne(bytes);
            return this;
        }

        /** Sets {@link Limits#maxLocatorBytes()}. */
        public Builder maxLocatorBytes(int bytes) {
            maxLocatorBytes = Math.toIntExact(atLeastOne(bytes));
            return this;
        }

        /** Sets {@link Limits#maxFindings()}. */
        public Builder maxFindings(int findings) {
            maxFindings = Math.toIntExact(atLeastOne(findings));
            return this;
        }

        /** Sets {@link Limits#maxFooterScanBytes()}. */
        public Builder maxFooterScanBytes(int bytes) {
            maxFooterScanBytes = Math.toIntExact(atLeastOne(bytes));
            return this;
        }

        /** Sets {@link Limits#maxExaminedBlocks()}. */
        public Builder maxExaminedBlocks(int blocks) {
            maxExaminedBlocks = Math.toIntExact(atLeastOne(blocks));
            return this;
        }

        /** Sets {@link Limits#maxExaminedEntries()}. */
        public Builder maxExaminedEntries(int entries) {
            maxExaminedEntries = Math.toIntExact(atLeastOne(entries));
            return this;
        }

        /** Sets {@link Limits#maxTableEntries()}. */
        public Builder maxTableEntries(long entries) {
            maxTableEntries = atLeastOne(entries);
            return this;
        }

        /** Sets {@link Limits#maxListedRegions()}. */
        public Builder maxListedRegions(int regions) {
            maxListedRegions = Math.toIntExact(atLeastOne(regions));
            return this;
        }

        /** Sets {@link Limits#maxPartitions()}. */
        public Builder maxPartitions(int partitions) {
            maxPartitions = Math.toIntExact(atLeastOne(partitions));
            return this;
        }

        /** Sets {@link Limits#maxComparedBytes()}. */
        public Builder maxComparedBytes(long bytes) {
            maxComparedBytes = atLeastOne(bytes);
            return this;
        }

        /** Sets {@link Limits#maxSharedSectors()}. */
        public Builder maxSharedSectors(long sectors) {
            maxSharedSectors = atLeastOne(sectors);
            return this;
        }

        /** Sets {@link Limits#maxVhdxTableEntries()}. */
        public Builder maxVhdxTableEntries(long entries) {
            maxVhdxTableEntries = atLeastOne(entries);
            return this;
        }

        /** Sets {@link Limits#maxLogBytes()}. */
        public Builder maxLogBytes(long bytes) {
            maxLogBytes = atLeastOne(bytes);
            return this;
        }

        /** The limits as set. */
        public Limits build() {
            return new Limits(this);
        }

        private static long atLeastOne(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("a limit of " + value + " allows nothing");
            }
            return value;
        }
    }
}
