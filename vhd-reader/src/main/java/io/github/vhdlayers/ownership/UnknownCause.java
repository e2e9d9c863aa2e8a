package io.github.vhdlayers.ownership;

/** Why nobody knows what a sector holds. */
public enum UnknownCause {
    /** It belongs to a parent that is missing. */
    MISSING_PARENT,
    /** It belongs to a block that its table puts in an impossible place, or whose entry in the table is cut off. */
    BLOCK_MISPLACED,
    /** It belongs to a layer whose file ends before it. */
    DATA_TRUNCATED,
    /**
     * Its layer calls itself dynamic, so that what it does not hold is nobody's, and yet records a parent, whose it would then
     * be.
     */
    TYPE_CONTRADICTED
}
