package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.export.CopyHashes;
import io.github.vhdlayers.export.HashAlgorithm;
import io.github.vhdlayers.export.PartialFile;
import io.github.vhdlayers.export.RawCopy;
import io.github.vhdlayers.file.SectorLayout;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vhd export}: the merged disk as a sparse raw file, with its hash. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd export leaf.vhd disk.raw --as-of 1"},
        description = {
            "Writes the merged disk as a raw file, sparse where it is zeros, and prints its SHA-256 as sha256sum does; "
                    + "several hashes as md5sum --tag does.",
            "OUT must not exist. Until it is complete it is called OUT.partial, which is removed if the export fails."
        })
final class ExportCommand implements Callable<Integer> {
    private static final int USUAL_BLOCK = 2 << 20;

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
    private HashOptions hashes = new HashOptions();

    @Option(
            names = "--hash-blocks",
            paramLabel = "FILE",
            description =
                    "also write the SHA-256 of each block of the disk to a CSV file, which must not exist; a block is as long "
                            + "as those of FILE, or 2 MiB for a fixed disk")
    private @Nullable Path blockHashes;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Set<HashAlgorithm> algorithms = hashes.algorithms();
        if (blockHashes != null
                && blockHashes
                        .toAbsolutePath()
                        .normalize()
                        .equals(out.toAbsolutePath().normalize())) {
            throw new ParameterException(spec.commandLine(), "--hash-blocks and OUT are one file");
        }
        try (VirtualDisk opened = disk.open(fill.value())) {
            MergedSource merged = asOf.of(disk, opened);
            Map<HashAlgorithm, String> found;
            try (PartialFile file = disk.output(opened, out, streams);
                    PartialFile table = blockHashes == null ? null : disk.output(opened, blockHashes, streams)) {
                fill.settle(merged, 0, merged.sectors(), streams);
                BlockHashFile blocks = table == null ? null : new BlockHashFile(table);
                CopyHashes wanted = CopyHashes.of(algorithms);
                if (blocks != null) {
                    wanted = wanted.withBlocks(blockBytes(opened), blocks);
                }
                try (ProgressLine progress = quiet.line(streams, "export", merged.size())) {
                    found = RawCopy.write(merged, file, wanted, (done, total, bytesRead) -> {
                        progress.accept(done);
                        return true;
                    });
                }
                if (blocks != null) {
                    blocks.complete();
                }
                file.complete();
            }
            print(found);
        }
        return ExitCode.OK;
    }

    /** The leaf's own block size; 2 MiB, the usual one, for a fixed disk. */
    private static int blockBytes(VirtualDisk opened) {
        SectorLayout blocks = opened.chain().layer(0).file().layout();
        return blocks == null ? USUAL_BLOCK : Math.toIntExact(blocks.blockBytes());
    }

    private void print(Map<HashAlgorithm, String> found) throws IOException {
        Writer lines = streams.textOut();
        for (Map.Entry<HashAlgorithm, String> hash : found.entrySet()) {
            lines.write(
                    found.size() == 1
                            ? sumLine(hash.getValue(), out.toString())
                            : tagLine(hash.getKey(), hash.getValue(), out.toString()));
        }
        lines.flush();
    }

    /** A line that tells its hash, as {@code md5sum --tag} prints it and {@code md5sum -c} reads it. */
    private static String tagLine(HashAlgorithm algorithm, String hash, String name) {
        String line = sumLine(hash, name);
        String mark = line.startsWith("\\") ? "\\" : "";
        String escaped = line.substring(mark.length() + hash.length() + 2, line.length() - 1);
        return mark + algorithm.name() + " (" + escaped + ") = " + hash + "\n";
    }

    /** A line that {@code sha256sum -c} understands: a name with a line break or a backslash is escaped, and marked so. */
    private static String sumLine(String hash, String name) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + hash + "  " + escaped + "\n";
    }
}
