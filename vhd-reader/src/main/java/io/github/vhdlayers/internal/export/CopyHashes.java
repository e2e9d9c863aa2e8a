package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hashes are taken of a merged disk while it is read. Immutable.
 *
 * @since 0.1.0
 */
public final class CopyHashes {
    private static final int SECTOR = 512;

    private final Set<HashAlgorithm> algorithms;
    private final int blockBytes;
    private final @Nullable BlockVisitor blocks;

    private CopyHashes(Set<HashAlgorithm> algorithms, int blockBytes, @Nullable BlockVisitor blocks) {
        this.algorithms = algorithms;
        this.blockBytes = blockBytes;
        this.blocks = blocks;
    }

    /** Takes the hash of each block of a disk. */
    @FunctionalInterface
    public interface BlockVisitor {
        /**
         * Called for each block, in the order of the disk, by a thread of the copy.
         *
         * @param number the block's number, from 0 on
         * @param virtualOffset where it begins on the disk, in bytes
         * @param length how many bytes it has; the last one may be shorter
         * @param sha256 its SHA-256 in hexadecimal
         * @throws IOException ends the copy, which then throws the same
         */
        void visit(long number, long virtualOffset, int length, String sha256) throws IOException;
    }

    /** No hash at all: what is unwritten costs no time. */
    public static CopyHashes none() {
        return new CopyHashes(EnumSet.noneOf(HashAlgorithm.class), 0, null);
    }

    /** Hashes of the whole disk; each takes a thread. */
    public static CopyHashes of(Set<HashAlgorithm> algorithms) {
        Set<HashAlgorithm> copy = EnumSet.noneOf(HashAlgorithm.class);
        copy.addAll(algorithms);
        return new CopyHashes(copy, 0, null);
    }

    /**
     * The same, and the SHA-256 of each block.
     *
     * @param bytes the size of a block, a multiple of 512 up to 1 GiB
     * @param visitor takes them
     * @throws IllegalArgumentException if the size is none
     */
    public CopyHashes withBlocks(int bytes, BlockVisitor visitor) {
        if (bytes < SECTOR || bytes % SECTOR != 0 || bytes > 1 << 30) {
            throw new IllegalArgumentException("a block of " + bytes + " bytes");
        }
        return new CopyHashes(algorithms, bytes, visitor);
    }

    Set<HashAlgorithm> algorithms() {
        return algorithms;
    }

    int blockBytes() {
        return blockBytes;
    }

    @Nullable
    BlockVisitor blocks() {
        return blocks;
    }
}
