package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd map}: who owns which sectors, one run after another and never all at once. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd map leaf.vhd --format csv --from 2048 --sectors 8"},
        description = {
            "Prints which layer owns which sectors, as runs: sorted, without gaps, covering every sector.",
            "The owner is a layer's number (0 is FILE), 'none' (never written, reads as zeros), or 'unknown' (belongs to a "
                    + "missing parent, or to a block that its table puts in an impossible place). file_sector is where the run "
                    + "begins in the owner's file."
        })
final class MapCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(
            names = "--as-of",
            paramLabel = "LAYER",
            description = "the disk as this layer left it, without the newer ones (default: 0, FILE itself)")
    private int asOf;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "one of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private MapFormat format = MapFormat.text;

    MapCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            MergedSource merged = disk.asOf(opened, asOf);
            RangeOptions.Range sectors = range.on(merged);
            RunCursor runs = merged.plan().runs(sectors.first(), sectors.count());
            Writer out = streams.textOut();
            format.write(merged, runs, out);
            out.flush();
        }
        return ExitCode.OK;
    }
}
