package io.github.vhdlayers.ownership;

/**
 * Why the content of a sector is unknown.
 *
 * @since 0.1.0
 */
public enum UnknownCause {
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
