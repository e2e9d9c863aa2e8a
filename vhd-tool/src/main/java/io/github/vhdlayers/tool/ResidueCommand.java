package io.github.vhdlayers.tool;

import com.fasterxml.jackson.core.JsonGenerator;
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
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.JsonDocument;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.output.RunTable;
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
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Listing listing = json ? new JsonListing(file, out) : new TextListing(out);
            Saver saver = new Saver(file, folder);
            ResidueScan scan = new ResidueScan(
                    file,
                    Limits.defaults(),
                    QuietOption.shownOn(progress),
                    region -> listing.add(region, saver.save(region)));
            scan.scan();
            VhdxLogHistory log = file instanceof VhdxFile vhdx ? VhdxLogHistory.of(vhdx) : null;
            listing.end(scan.isComplete() && (log == null || log.isComplete()), log);
            out.flush();
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

    /** Prints regions as they are found. */
    private interface Listing {
        void add(ResidueRegion region, @Nullable String savedAs) throws IOException;

        /**
         * Ends the listing.
         *
         * @param log what the log of a VHDX still holds; null for a VHD, which has none
         */
        void end(boolean complete, @Nullable VhdxLogHistory log) throws IOException;
    }

    private static final class TextListing implements Listing {
        private final Writer out;
        private boolean found;

        TextListing(Writer out) throws IOException {
            this.out = out;
            out.write(String.format(
                    Locale.ROOT, "%16s %16s %12s %14s  %s\n", "file_offset", "length", "block", "disk_sector", "kind"));
        }

        @Override
        public void add(ResidueRegion region, @Nullable String savedAs) throws IOException {
            found = true;
            out.write(String.format(
                    Locale.ROOT,
                    "%16d %16d %12s %14s  %s%s\n",
                    region.fileOffset(),
                    region.length(),
                    number(region.block()),
                    number(region.virtualSector()),
                    region.kind().text(),
                    savedAs == null ? "" : ": " + savedAs));
        }

        @Override
        public void end(boolean complete, @Nullable VhdxLogHistory log) throws IOException {
            if (log != null && !log.entries().isEmpty()) {
                LogHistoryText.write(log, out);
            } else if (!found) {
                out.write("Nothing was found. This command looks at the container: at what the file of this one layer"
                        + " holds and the disk does not show.\n"
                        + "For deleted files on the disk see 'vhd files --deleted'.\n");
            }
        }

        private static String number(long value) {
            return value < 0 ? "-" : Long.toString(value);
        }
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

    private static final class JsonListing implements Listing {
        private final JsonGenerator json;

        JsonListing(LayerFile file, Writer out) throws IOException {
            json = RunTable.generator(out);
            json.writeStartObject();
            JsonEnvelope.write(json, "residue");
            json.writeStringField("file", SafeText.escape(file.name()));
            json.writeArrayFieldStart("regions");
        }

        @Override
        public void add(ResidueRegion region, @Nullable String savedAs) throws IOException {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField("file_offset", region.fileOffset());
            json.writeNumberField("length", region.length());
            json.writeStringField("kind", slug(region.kind()));
            LayoutCommand.writeNumber(json, "block", region.block());
            LayoutCommand.writeNumber(json, "disk_sector", region.virtualSector());
            json.writeStringField("saved_as", savedAs);
            json.writeEndObject();
        }

        @Override
        public void end(boolean complete, @Nullable VhdxLogHistory log) throws IOException {
            json.writeEndArray();
            json.writeFieldName("log_entries");
            json.writeRawValue(JsonDocument.value(
                    log == null
                            ? null
                            : log.entries().stream().map(LogEntryInfo::of).toList()));
            json.writeBooleanField("complete", complete);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        }
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
