package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Limits;

/**
 * How one file is read.
 *
 * @param limits how much it may ask for
 * @param sizeFromGeometry whether a VHD has the size of its geometry, and not its current size
 * @param replayLog whether the log of a VHDX is replayed in memory, and not left out
 */
public record FileOptions(Limits limits, boolean sizeFromGeometry, boolean replayLog) {
    /** The current size, and the log replayed. */
    public static FileOptions of(Limits limits) {
        return new FileOptions(limits, false, true);
    }

    /** The same with the default limits. */
    public static FileOptions defaults() {
        return of(Limits.defaults());
    }
}
