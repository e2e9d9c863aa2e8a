package io.github.vhdlayers.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.tool.options.ContainerOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.JsonEnvelope;
import io.github.vhdlayers.tool.output.RunTable;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
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
            Writer out = streams.textOut(!json);
            try (ProgressLine progress = quiet.lineBesideText(streams, "layout", file.fileSize())) {
                if (json) {
                    json(file, examination, out, progress);
                } else {
                    text(examination, out, progress);
                }
            }
            out.flush();
            if (!examination.isComplete()) {
                streams.message("warning: too many blocks; those left out are called unreferenced");
            }
        }
        return ExitCode.OK;
    }

    private static void text(FileExamination examination, Writer out, LongConsumer bytes) throws IOException {
        out.write(String.format(Locale.ROOT, "%16s %16s  %s\n", "file_offset", "length", "kind"));
        for (FileRegion region : examination.regions()) {
            out.write(String.format(
                    Locale.ROOT,
                    "%16d %16d  %s%s\n",
                    region.fileOffset(),
                    region.length(),
                    region.kind().text(),
                    region.block() < 0 ? "" : " " + region.block()));
            bytes.accept(region.fileOffset() + region.length());
        }
    }

    private static void json(LayerFile file, FileExamination examination, Writer out, LongConsumer bytes)
            throws IOException {
        JsonGenerator json = RunTable.generator(out);
        json.writeStartObject();
        JsonEnvelope.write(json, "layout");
        json.writeStringField("file", SafeText.escape(file.name()));
        json.writeNumberField("file_size", file.fileSize());
        json.writeBooleanField("complete", examination.isComplete());
        json.writeArrayFieldStart("regions");
        for (FileRegion region : examination.regions()) {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeNumberField("file_offset", region.fileOffset());
            json.writeNumberField("length", region.length());
            json.writeStringField("kind", region.kind().text());
            writeNumber(json, "block", region.block());
            json.writeEndObject();
            bytes.accept(region.fileOffset() + region.length());
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /** A number, or null in place of one that says there is none. */
    static void writeNumber(JsonGenerator json, String name, long number) throws IOException {
        if (number < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number);
        }
    }
}
