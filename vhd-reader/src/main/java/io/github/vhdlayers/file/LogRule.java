package io.github.vhdlayers.file;

/**
 * What is done with the log of a VHDX file that holds changes which were not written to their places.
 *
 * @since 0.1.0
 */
public enum LogRule {
    /** They are replayed in memory: the disk is what its writer had made of it. A log that cannot be replayed is an error. */
    REPLAY,
    /** They are left out: the disk is what programs show that do not know the log. A finding says so. */
    IGNORE
}
