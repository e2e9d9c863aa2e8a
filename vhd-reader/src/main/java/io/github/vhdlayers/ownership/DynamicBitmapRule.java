package io.github.vhdlayers.ownership;

/**
 * What a clear bit in the bitmap of a <em>dynamic</em> disk's block means. In files that keep to the specification both rules
 * give the same bytes, because the data under clear bits is zeros.
 *
 * @since 0.1.0
 */
public enum DynamicBitmapRule {
    /** The sector is unwritten, and zeros. The specification's rule, and the one of VirtualBox and Xen. */
    HONOUR,
    /** The block's data counts whatever the bitmap says, as in qemu. Differencing disks are not concerned. */
    IGNORE
}
