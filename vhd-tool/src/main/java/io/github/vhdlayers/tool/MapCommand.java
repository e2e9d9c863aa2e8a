package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.regions.RegionMap;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tool.info.Strip;
import io.github.vhdlayers.tool.map.OwnerMap;
import io.github.vhdlayers.tool.options.AsOfOption;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FormatOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.RangeOptions;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.FindingInfo;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.report.ReportBuilder;
import io.github.vhdlayers.tool.report.StripPng;
import io.github.vhdlayers.tool.report.StripView;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd map}: who owns which sectors, one run after another and never all at once. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  vhd map leaf.vhd --format csv --from 2048 --sectors 8",
            "  vhd map leaf.vhd --png map.png"
        },
        description = {
            "Prints which layer owns which sectors, as runs: sorted, without gaps, covering every sector.",
            "The owner is a layer's number (0 is FILE), 'unwritten' (not stored in this chain, reads as zeros), or 'unknown' (belongs to a "
                    + "missing parent, or to a block that its table puts in an impossible place). file_sector is where the run "
                    + "begins in the owner's file."
        })
final class MapCommand implements Callable<Integer> {
    private static final int SECTOR = 512;
    private static final int LEAST_WIDTH = 200;
    private static final int LARGEST_WIDTH = 10_000;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Option(names = "--png", paramLabel = "OUT", description = "draw the map as a picture instead; OUT must not exist")
    private @Nullable Path png;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            description = "how wide the picture is, 200 to 10000 (default: ${DEFAULT-VALUE})")
    private int width = 1200;

    @Mixin
    private QuietOption quiet = new QuietOption();

    MapCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open()) {
            MergedSource merged = asOf.of(disk, opened);
            RangeOptions.Range sectors = range.on(merged);
            if (png != null) {
                draw(opened, merged, sectors, png);
                return ExitCode.OK;
            }
            RunCursor runs = merged.ownership().runs(sectors.first(), sectors.count());
            Listing listing = Listing.begin(streams.textOut(format.format() == RunFormat.text), format.format(), "map");
            listing.field(Listing.DOUBTS, FindingInfo.of(disk.doubts()));
            try (ProgressLine progress = quiet.lineBesideText(streams, "map", sectors.count() * SECTOR)) {
                OwnerMap.print(
                        merged,
                        runs,
                        listing,
                        streams::fits,
                        done -> progress.accept((done - sectors.first()) * SECTOR));
            }
        }
        return ExitCode.OK;
    }

    private static List<String> names(VirtualDisk opened) {
        return opened.chain().layers().stream()
                .map(layer -> ReportBuilder.name(SafeText.escape(layer.name())))
                .toList();
    }

    private void draw(VirtualDisk opened, MergedSource merged, RangeOptions.Range sectors, Path target)
            throws IOException {
        if (width < LEAST_WIDTH || width > LARGEST_WIDTH) {
            throw disk.usage("--width " + width + ": not " + LEAST_WIDTH + " to " + LARGEST_WIDTH);
        }
        if (sectors.count() == 0) {
            throw disk.usage("--png: there is no sector to draw");
        }
        try (PartialFile file = disk.output(opened, target, streams)) {
            Strip strip = new Strip(
                    sectors.first(),
                    sectors.count(),
                    StripPng.columns(width),
                    opened.chain().layers().size());
            try (ProgressLine progress = quiet.line(streams, "map", merged.size())) {
                Strip.fill(List.of(strip), merged, done -> progress.accept(done * SECTOR));
            }
            StripView view = StripView.of(
                    strip,
                    names(opened),
                    RegionMap.of(PartitionTable.read(merged)).regions());
            boolean labelled;
            try (OutputStream out = Channels.newOutputStream(file.channel())) {
                labelled = StripPng.write(view, SafeText.escape(merged.name()), width, out);
                file.complete();
            }
            if (!labelled) {
                streams.message(
                        "warning: this Java has no fonts, so the picture has no labels; install fontconfig and any font");
            }
        }
    }
}
