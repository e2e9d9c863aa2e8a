package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.Limits;

/**
 * How one file is read.
 *
 * @param limits how much it may ask for
 * @param sizeRule which number of a VHD's footer is taken as the disk's size
 * @param logRule what is done with the log of a VHDX
 * @since 0.1.0
 */
public record FileOptions(Limits limits, SizeRule sizeRule, LogRule logRule) {
    /** With the log of a VHDX replayed. */
    public FileOptions(Limits limits, SizeRule sizeRule) {
        this(limits, sizeRule, LogRule.REPLAY);
    }

    /** The default limits, and the current size. */
    public static FileOptions defaults() {
        return new FileOptions(Limits.defaults(), SizeRule.CURRENT_SIZE);
    }
}
