package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.internal.export.CopyHashes;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.export.RawCopy;
import io.github.vhdlayers.internal.export.VhdCopy;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.export.BlockHashFile;
import io.github.vhdlayers.tool.export.UnknownList;
import io.github.vhdlayers.tool.options.AsOfOption;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.FillOption;
import io.github.vhdlayers.tool.options.HashOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
        footer = {
            "",
            "Example:",
            "  vhd export leaf.vhd disk.raw --as-of 1",
            "  vhd export leaf.vhd --format vhd -o disk.vhd"
        },
        description = {
            "Writes the merged disk as a raw file, sparse where it is zeros, or as a new VHD that Windows attaches, and prints the "
                    + "disk's SHA-256 as sha256sum does; several hashes as md5sum --tag does.",
            "OUT must not exist. Until it is complete it is called OUT.partial, which is removed if the export fails. If unknown sectors "
                    + "were filled, OUT.unknown.csv lists them."
        })
final class ExportCommand implements Callable<Integer> {
    private static final int VHD_SECTOR = 512;
    private static final int USUAL_BLOCK = 2 << 20;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Mixin
    private FillOption fill = new FillOption();

    /** What is written. */
    enum Format {
        raw,
        vhd,
        fixed
    }

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", description = "the file to write")
    private @Nullable Path outParameter;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "the same as an option")
    private @Nullable Path outOption;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "raw (default); vhd, a dynamic VHD, which stores only what is not zeros; or fixed, a fixed VHD")
    private Format format = Format.raw;

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
        Path out = out();
        Set<HashAlgorithm> algorithms = hashes.algorithms();
        if (blockHashes != null && format == Format.vhd) {
            throw new ParameterException(spec.commandLine(), "--hash-blocks works with --format raw and fixed");
        }
        if (blockHashes != null
                && blockHashes
                        .toAbsolutePath()
                        .normalize()
                        .equals(out.toAbsolutePath().normalize())) {
            throw new ParameterException(spec.commandLine(), "--hash-blocks and OUT are one file");
        }
        try (VirtualDisk opened = disk.open()) {
            MergedSource merged = asOf.of(disk, opened);
            warnOfLargeSectors(opened);
            Map<HashAlgorithm, String> found;
            try (PartialFile file = disk.output(opened, out, streams);
                    PartialFile table = blockHashes == null ? null : disk.output(opened, blockHashes, streams)) {
                UnknownList.requireFree(out, fill);
                fill.settle(merged, 0, merged.sectors(), streams);
                BlockHashFile blocks = table == null ? null : new BlockHashFile(table);
                CopyHashes wanted = CopyHashes.of(algorithms);
                if (blocks != null) {
                    wanted = wanted.withBlocks(blockBytes(opened), blocks);
                }
                try (ProgressLine progress = quiet.line(streams, "export", merged.size())) {
                    found = write(fill.over(merged), file, algorithms, wanted, QuietOption.shownOn(progress));
                }
                if (blocks != null) {
                    blocks.complete();
                }
                UnknownList.write(merged, out, fill, streams);
                file.complete();
            }
            print(found, out);
        }
        return ExitCode.OK;
    }

    private Map<HashAlgorithm, String> write(
            RandomAccessData source,
            PartialFile file,
            Set<HashAlgorithm> algorithms,
            CopyHashes wanted,
            Progress progress)
            throws IOException {
        try {
            return switch (format) {
                case raw -> RawCopy.write(source, file, wanted, progress);
                case fixed -> VhdCopy.writeFixed(source, file, wanted, progress);
                case vhd -> VhdCopy.writeDynamic(source, file, algorithms, progress);
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--format " + format + ": " + e.getMessage(), e);
        }
    }

    /** A VHD has sectors of 512 bytes, and tables of partitions count in the disk's own sectors. */
    private void warnOfLargeSectors(VirtualDisk opened) {
        int sector = opened.chain().leaf().file().logicalSectorBytes();
        if (format != Format.raw && sector != VHD_SECTOR) {
            streams.message("warning: the disk has sectors of " + sector + " bytes, a VHD of " + VHD_SECTOR
                    + ": what attaches the copy will not find its partitions; the bytes are right");
        }
    }

    private Path out() {
        if ((outParameter == null) == (outOption == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    outOption == null ? "name the file to write: OUT, or -o OUT" : "OUT and -o exclude each other");
        }
        return outParameter == null ? Objects.requireNonNull(outOption) : outParameter;
    }

    /** The leaf's own block size; 2 MiB, the usual one, for a fixed disk. */
    private static int blockBytes(VirtualDisk opened) {
        SectorLayout blocks = SectorLayout.of(opened.chain().layer(0).file());
        return blocks == null ? USUAL_BLOCK : Math.toIntExact(blocks.blockBytes());
    }

    private void print(Map<HashAlgorithm, String> found, Path out) throws IOException {
        Writer lines = streams.textOut(true);
        for (Map.Entry<HashAlgorithm, String> hash : found.entrySet()) {
            lines.write(
                    found.size() == 1
                            ? sumLine(hash.getValue(), out.toString())
                            : tagLine(hash.getKey(), hash.getValue(), out.toString()));
        }
        lines.flush();
    }

    /** A line with its hash, as {@code md5sum --tag} prints it and {@code md5sum -c} reads it. */
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
