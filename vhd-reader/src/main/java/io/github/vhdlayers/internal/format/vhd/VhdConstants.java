package io.github.vhdlayers.internal.format.vhd;

/**
 * Sizes and values that hold for every VHD file.
 *
 * <p>Constants alone, for any number of threads.
 */
public final class VhdConstants {
    /** The size of a sector in bytes, always. */
    public static final int SECTOR_BYTES = 512;
    /** The size of a footer in bytes. */
    public static final int FOOTER_BYTES = 512;
    /** The size of a footer in bytes as versions before Virtual PC 2004 wrote it. */
    public static final int OLD_FOOTER_BYTES = 511;
    /** The size of the dynamic header in bytes. */
    public static final int HEADER_BYTES = 1024;
    /** A block allocation table entry of a block that is not in the file. */
    public static final long UNUSED_ENTRY = 0xFFFF_FFFFL;
    /** The largest disk of the specification, 2040 GiB, in bytes. */
    public static final long LARGEST_SPECIFIED_DISK = 2040L << 30;

    private VhdConstants() {}
}
