package io.github.vhdlayers.file;

import io.github.vhdlayers.format.HardDiskFooter;

/**
 * A footer and where it was found.
 *
 * @param footer what it says
 * @param place which of the places it was found in
 * @param fileOffset where it begins in the file, in bytes
 */
public record LocatedFooter(HardDiskFooter footer, FooterPlace place, long fileOffset) {}
