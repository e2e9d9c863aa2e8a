package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;

/**
 * A footer and where it was found.
 *
 * @param footer what it says
 * @param place which of the places it was found in
 * @param fileOffset where it begins in the file, in bytes
 */
public record LocatedFooter(HardDiskFooter footer, FooterPlace place, long fileOffset) {}
