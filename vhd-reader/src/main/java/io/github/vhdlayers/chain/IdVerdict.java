package io.github.vhdlayers.chain;

/**
 * Whether the parent's id is the one that the child records.
 *
 * @since 0.1.0
 */
public enum IdVerdict {
    /** It is: this is the parent, or a copy of it. */
    MATCHES,
    /** It is not, or there is none to compare: the caller forced this parent, and nothing proves that it is the right one. */
    MISMATCH_FORCED,
    /**
     * It is not, and the caller forced this parent, which is a state of the same disk: it was changed since the child was created, or
     * is another snapshot. What it shows may be newer than the child.
     */
    CHANGED_SINCE_FORCED,
    /** The parent is a raw file that the caller named: it has no id, and nothing proves that it is the right one. */
    RAW
}
