package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.MergedSource;
import picocli.CommandLine.Option;

/** Which state of the disk a command is about. */
public final class AsOfOption {
    @Option(
            names = "--as-of",
            paramLabel = "LAYER",
            description = "the disk as this layer left it, without the newer ones (default: 0, FILE itself)")
    private int layer;

    /** The disk in that state. */
    public MergedSource of(DiskOptions disk, VirtualDisk opened) {
        return disk.asOf(opened, layer);
    }
}
