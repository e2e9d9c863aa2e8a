package io.github.vhdlayers.chain;

/**
 * How the parent's size compares with the child's.
 *
 * @since 0.1.0
 */
public enum SizeVerdict {
    /** They are equal, as they were when the child was made. */
    EQUAL,
    /** The parent is shorter: what is past its end and is not in the child is unwritten. */
    PARENT_SHORTER,
    /** The parent is longer: what is past the child's end is not part of the disk. */
    PARENT_LONGER;

    static SizeVerdict of(long childSectors, long parentSectors) {
        return childSectors == parentSectors ? EQUAL : parentSectors < childSectors ? PARENT_SHORTER : PARENT_LONGER;
    }
}
