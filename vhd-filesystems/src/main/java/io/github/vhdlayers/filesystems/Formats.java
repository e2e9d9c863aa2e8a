package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystems.exfat.ExFatFormat;
import io.github.vhdlayers.filesystems.ext.ExtFormat;
import io.github.vhdlayers.filesystems.fat.FatFormat;
import io.github.vhdlayers.filesystems.ntfs.NtfsFormat;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import java.util.List;

/** The file systems that are read here, in the order in which a volume is tried. */
final class Formats {
    /** Before the reader that stands on the Sleuth Kit's library. */
    static final int RANK = 100;

    static final List<VolumeFormat> ALL =
            List.of(new NtfsFormat(), new ExFatFormat(), new ExtFormat(), new FatFormat());

    private Formats() {}
}
