package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.export.PartialFile;
import io.github.vhdlayers.export.RawCopy;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vhd export}: the merged disk as a sparse raw file, with its hash. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd export leaf.vhd disk.raw --as-of 1"},
        description = {
            "Writes the merged disk as a raw file, sparse where it is zeros, and prints its SHA-256 as sha256sum does.",
            "OUT must not exist. Until it is complete it is called OUT.partial, which is removed if the export fails."
        })
final class ExportCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Mixin
    private FillOption fill = new FillOption();

    @Parameters(index = "1", arity = "1", paramLabel = "OUT", description = "the raw file to write")
    private Path out = Path.of("");

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (VirtualDisk opened = disk.open(fill.value())) {
            MergedSource merged = asOf.of(disk, opened);
            String hash;
            try (PartialFile file = disk.output(opened, out, streams)) {
                fill.settle(merged, 0, merged.sectors(), streams);
                try (ProgressLine progress = quiet.line(streams, "export", merged.size())) {
                    hash = RawCopy.write(merged, file, (done, total, bytesRead) -> {
                        progress.accept(done);
                        return true;
                    });
                }
                file.complete();
            }
            Writer line = streams.textOut();
            line.write(sumLine(hash, out.toString()));
            line.flush();
        }
        return ExitCode.OK;
    }

    /** A line that {@code sha256sum -c} understands: a name with a line break or a backslash is escaped, and marked so. */
    private static String sumLine(String hash, String name) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + hash + "  " + escaped + "\n";
    }
}
