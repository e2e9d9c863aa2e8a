package io.github.vhdlayers.chain;

/**
 * What happens when a parent is missing.
 *
 * @since 0.1.0
 */
public enum OrphanPolicy {
    /** The disk is not opened. */
    REFUSE,
    /** The disk is opened without it: what the layers that are there own can be read, all else is unknown. */
    SERVE_KNOWN
}
