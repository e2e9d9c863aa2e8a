package io.github.vhdlayers.ownership;

import org.jspecify.annotations.Nullable;

/**
 * How a merged disk is read.
 *
 * @param dynamicRule what a clear bit in a dynamic disk means
 * @param unknownFill the byte that is read where nobody knows what there is, or null if such a read fails, as it should unless
 *     somebody decided otherwise
 */
public record ReadOptions(DynamicBitmapRule dynamicRule, @Nullable Byte unknownFill) {
    /** The bitmap is honoured, and what is unknown cannot be read. */
    public static ReadOptions defaults() {
        return new ReadOptions(DynamicBitmapRule.HONOUR, null);
    }
}
