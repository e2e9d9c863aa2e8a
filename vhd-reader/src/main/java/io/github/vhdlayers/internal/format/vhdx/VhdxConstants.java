package io.github.vhdlayers.internal.format.vhdx;

/**
 * Sizes and places that hold for every VHDX file.
 *
 * <p>Constants alone, for any number of threads.
 */
public final class VhdxConstants {
    /** The bytes {@code vhdxfile} at the start of every file, as a big-endian number. */
    public static final long SIGNATURE = 0x7668_6478_6669_6C65L;
    /** Everything but the first structures begins at a multiple of this. */
    public static final int MIB = 1 << 20;
    /** The log, and what it changes, count in pages of this size. */
    public static final int PAGE = 4096;
    /** Where the parts of the header section begin: the identifier, two headers, two region tables. */
    public static final int SLOT = 64 << 10;
    /** How many bytes of a header slot the header has. */
    public static final int HEADER_BYTES = 4096;
    /** Where the region tables begin; nothing in front of them is changed through the log. */
    public static final int REGION_TABLES = 3 * SLOT;
    /** The most entries of a region table or a metadata table. */
    public static final int MAX_ENTRIES = 2047;
    /** The most bytes of one metadata item. */
    public static final int MAX_ITEM = MIB;
    /** How many sectors one sector bitmap covers. */
    public static final long SECTORS_PER_BITMAP = 1L << 23;
    /** The largest disk of the specification, 64 TiB, in bytes. */
    public static final long LARGEST_DISK = 64L << 40;
    /** The smallest and the largest block of the specification, in bytes. */
    public static final int SMALLEST_BLOCK = 1 << 20;
    /** The largest block of the specification, in bytes. */
    public static final int LARGEST_BLOCK = 256 << 20;

    private VhdxConstants() {}
}
