package io.github.vhdlayers.format;

/**
 * The formats of files that are read. All files of a chain are in one.
 *
 * @since 0.1.0
 */
public enum DiskFormat {
    /** Virtual Hard Disk, version 1: {@code .vhd}, {@code .avhd}, {@code .vud}. */
    VHD,
    /** Virtual Hard Disk, version 2: {@code .vhdx}, {@code .avhdx}. */
    VHDX
}
