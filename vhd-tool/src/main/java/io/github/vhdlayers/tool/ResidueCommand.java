package io.github.vhdlayers.tool;

import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.file.ResidueRegion;
import io.github.vhdlayers.internal.file.ResidueScan;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.file.VhdxLogHistory;
import io.github.vhdlayers.tool.info.LogHistoryText;
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
import java.io.Writer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vhd residue}: what a file holds that no reader of the disk is shown. */
@Command(
        name = "residue",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd residue leaf.vhd -o found"},
        description = {
            "Lists what FILE contains beside the disk itself: residue under clear bits, slack, padding, and what "
                    + "no structure refers to. Zeros are not listed.",
            "Reads the whole file except the sectors that are part of the disk."
        })
final class ResidueCommand implements Callable<Integer> {
    private static final int CHUNK = 1 << 20;
    private static final String NOTHING =
            "Nothing was found. This command looks at the container: at what the file of this one layer"
                    + " holds and the disk does not show.\n"
                    + "For deleted files on the disk see 'vhd files --deleted'.\n";

    private static final Column<Found> FILE_OFFSET = Column.<Found>number(
                    "file_offset", one -> one.region().fileOffset())
            .right(16);
    private static final Column<Found> LENGTH = Column.<Found>number(
                    "length", one -> one.region().length())
            .right(16)
            .behind(" ");
    private static final Column<Found> BLOCK = Column.<Found>number(
                    "block", one -> known(one.region().block()))
            .right(12)
            .behind(" ");
    private static final Column<Found> DISK_SECTOR = Column.<Found>number(
                    "disk_sector", one -> known(one.region().virtualSector()))
            .right(14)
            .behind(" ");
    private static final List<Column<Found>> SEEN = List.of(
            FILE_OFFSET,
            LENGTH,
            BLOCK,
            DISK_SECTOR,
            Column.<Found>text(
                            "kind",
                            one -> one.region().kind().text() + (one.savedAs() == null ? "" : ": " + one.savedAs()))
                    .behind("  "));
    private static final List<Column<Found>> READ = List.of(
            FILE_OFFSET,
            LENGTH,
            Column.word("kind", one -> slug(one.region().kind())),
            BLOCK,
            DISK_SECTOR,
            Column.text("saved_as", Found::savedAs));

    /** A region, and the file into which it was saved. */
    private record Found(ResidueRegion region, @Nullable String savedAs) {}

    private final Streams streams;

    @Mixin
    private ContainerOptions container = new ContainerOptions();

    @Option(names = "--json", description = "one JSON document; docs/json.md describes its fields")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "save each region as DIR/KIND-OFFSET.bin; DIR is made if it is missing, no file is ever replaced")
    private @Nullable Path folder;

    @Mixin
    private QuietOption quiet = new QuietOption();

    ResidueCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (LayerFile file = container.open();
                ProgressLine progress = quiet.lineBesideText(streams, "residue", file.fileSize())) {
            Writer out = streams.textOut(!json);
            Listing listing = Listing.begin(out, json ? RunFormat.json : RunFormat.text, "residue");
            listing.field("file", SafeText.escape(file.name()));
            Table<Found> table = listing.table("regions", SEEN, READ);
            if (folder != null) {
                Files.createDirectories(folder);
            }
            boolean[] found = new boolean[1];
            Saver saver = new Saver(file, folder);
            ResidueScan scan = new ResidueScan(file, Limits.defaults(), QuietOption.shownOn(progress), region -> {
                found[0] = true;
                table.row(new Found(region, saver.save(region)));
            });
            scan.scan();
            VhdxLogHistory log = file instanceof VhdxFile vhdx ? VhdxLogHistory.of(vhdx) : null;
            if (!json && log != null && !log.entries().isEmpty()) {
                LogHistoryText.write(log, out);
            } else if (!found[0]) {
                listing.text(NOTHING);
            }
            listing.field(
                    "log_entries",
                    log == null
                            ? null
                            : log.entries().stream().map(LogEntryInfo::of).toList());
            listing.field("complete", scan.isComplete() && (log == null || log.isComplete()));
            listing.end();
            if (log != null && log.problem() != null) {
                streams.message("warning: " + log.problem());
            }
            if (!scan.isComplete()) {
                streams.message("warning: too many blocks, so what nothing refers to was not looked for");
            }
            if (saver.leftOut > 0) {
                streams.message(
                        saver.leftOut + " regions were listed and not saved: " + saver.saved + " files are the limit");
                return ExitCode.LIMIT;
            }
        }
        return ExitCode.OK;
    }

    /** An entry of the log, with its number as the unsigned one that it is. */
    record LogEntryInfo(
            long fileOffset,
            String logId,
            boolean current,
            BigInteger sequenceNumber,
            List<VhdxLogHistory.Change> changes) {
        static LogEntryInfo of(VhdxLogHistory.Entry entry) {
            return new LogEntryInfo(
                    entry.fileOffset(),
                    entry.logId(),
                    entry.isCurrent(),
                    new BigInteger(Long.toUnsignedString(entry.sequenceNumber())),
                    entry.changes());
        }
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }

    private static String slug(ResidueRegion.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Saves regions as files, as many as are listed elsewhere: a hostile file has millions. */
    private final class Saver {
        private final LayerFile file;
        private final @Nullable Path folder;
        private int saved;
        private long leftOut;

        Saver(LayerFile file, @Nullable Path folder) {
            this.file = file;
            this.folder = folder;
        }

        @Nullable
        String save(ResidueRegion region) throws IOException {
            if (folder == null) {
                return null;
            }
            if (saved == Limits.defaults().maxListedRegions()) {
                leftOut++;
                return null;
            }
            Path target = folder.resolve(slug(region.kind()) + "-" + region.fileOffset() + ".bin");
            try (PartialFile output = PartialFile.create(target, streams::message)) {
                ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, region.length()));
                for (long at = 0; at < region.length(); at += chunk.limit()) {
                    chunk.clear().limit((int) Math.min(chunk.capacity(), region.length() - at));
                    file.readRaw(region.fileOffset() + at, chunk);
                    output.write(chunk.flip(), at);
                }
                output.complete();
            }
            saved++;
            return SafeText.escape(target.toString());
        }
    }
}
