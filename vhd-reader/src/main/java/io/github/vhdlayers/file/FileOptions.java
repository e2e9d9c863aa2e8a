package io.github.vhdlayers.file;

import io.github.vhdlayers.diag.Limits;

/**
 * How one file is read.
 *
 * @param limits how much it may ask for
 * @param sizeRule which number is taken as the disk's size
 */
public record FileOptions(Limits limits, SizeRule sizeRule) {
    /** The default limits, and the current size. */
    public static FileOptions defaults() {
        return new FileOptions(Limits.defaults(), SizeRule.CURRENT_SIZE);
    }
}
