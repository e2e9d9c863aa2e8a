package io.github.vhdlayers.tool;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.tool.options.ContainerOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.Column;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.Listing;
import io.github.vhdlayers.tool.output.RunFormat;
import io.github.vhdlayers.tool.output.Table;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd layout}: what every byte of a file is for. */
@Command(
        name = "layout",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd layout leaf.vhd"},
        description = {
            "Prints the purpose of every byte of FILE, in file order: structures, each block, and what nothing "
                    + "refers to.",
            "Regions that overlap are both listed. Offsets and lengths are in bytes."
        })
final class LayoutCommand implements Callable<Integer> {
    private static final Column<FileRegion> FILE_OFFSET =
            Column.<FileRegion>number("file_offset", FileRegion::fileOffset).right(16);
    private static final Column<FileRegion> LENGTH =
            Column.<FileRegion>number("length", FileRegion::length).right(16).behind(" ");
    private static final List<Column<FileRegion>> SEEN = List.of(
            FILE_OFFSET,
            LENGTH,
            Column.<FileRegion>word(
                            "kind", region -> region.kind().text() + (region.block() < 0 ? "" : " " + region.block()))
                    .behind("  "));
    private static final List<Column<FileRegion>> READ = List.of(
            FILE_OFFSET,
            LENGTH,
            Column.word("kind", region -> region.kind().text()),
            Column.number("block", region -> region.block() < 0 ? null : region.block()));

    private final Streams streams;

    @Mixin
    private ContainerOptions container = new ContainerOptions();

    @Option(names = "--json", description = "one JSON document; docs/json.md describes its fields")
    private boolean json;

    @Mixin
    private QuietOption quiet = new QuietOption();

    LayoutCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (LayerFile file = container.open()) {
            FileExamination examination = FileExamination.of(file, Limits.defaults());
            Listing listing = Listing.begin(streams.textOut(!json), json ? RunFormat.json : RunFormat.text, "layout");
            listing.field("file", SafeText.escape(file.name()));
            listing.field("file_size", file.fileSize());
            listing.field("complete", examination.isComplete());
            Table<FileRegion> table = listing.table("regions", SEEN, READ);
            try (ProgressLine progress = quiet.lineBesideText(streams, "layout", file.fileSize())) {
                for (FileRegion region : examination.regions()) {
                    table.row(region);
                    progress.accept(region.fileOffset() + region.length());
                }
                listing.end();
            }
            if (!examination.isComplete()) {
                streams.message("warning: too many blocks; those left out are called unreferenced");
            }
        }
        return ExitCode.OK;
    }
}
