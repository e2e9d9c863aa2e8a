package io.github.vhdlayers.chain;

/** How the parent's size compares with the child's. */
public enum SizeVerdict {
    /** They are equal, as they were when the child was made. */
    EQUAL,
    /** The parent is shorter: what lies past its end and is not in the child was never written. */
    PARENT_SHORTER,
    /** The parent is longer: what lies past the child's end is not part of the disk. */
    PARENT_LONGER;

    static SizeVerdict of(long childSectors, long parentSectors) {
        return childSectors == parentSectors ? EQUAL : parentSectors < childSectors ? PARENT_SHORTER : PARENT_LONGER;
    }
}
