package io.github.vhdlayers.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FilesSince;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.tool.extract.DeletedCheck;
import io.github.vhdlayers.tool.extract.FileSearch;
import io.github.vhdlayers.tool.extract.FoundContent;
import io.github.vhdlayers.tool.extract.FreedSectors;
import io.github.vhdlayers.tool.extract.ManyFiles;
import io.github.vhdlayers.tool.extract.PathQuery;
import io.github.vhdlayers.tool.extract.SeveralFilesException;
import io.github.vhdlayers.tool.files.FileChoice;
import io.github.vhdlayers.tool.info.InfoHashes;
import io.github.vhdlayers.tool.options.AsOfOption;
import io.github.vhdlayers.tool.options.DiskOptions;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.options.ReaderOptions;
import io.github.vhdlayers.tool.output.ExitCode;
import io.github.vhdlayers.tool.output.UsageException;
import io.github.vhdlayers.tool.output.Words;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vhd extract}: the content of one file of the disk. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  vhd extract leaf.vhd /letters/offer.txt --as-of 1 -o offer.txt",
            "  vhd extract leaf.vhd --changed -o DIR",
            "  vhd extract leaf.vhd --since 2 --path /letters --freed -o DIR"
        },
        description = {
            "Writes the content of a file of the disk, to the standard output or a file. PATH is as 'vhd files' prints it: "
                    + "PATH:STREAM for an alternate stream, pN:PATH for a file of partition N.",
            "A deleted file is read from the newest view in which its name was in use, and a note says which. Where only a deleted "
                    + "record remains, its content is written if no other file uses the sectors by now, or with --force. "
                    + "What a newer file of the same path hides is read with --as-of.",
            "With --changed, --status or --path all such files are written into a new folder, deleted ones as the layer below has them, and those "
                    + "that came and went within a layer if no other file uses their sectors; --since N goes back over several layers. manifest.csv "
                    + "says where each comes from, layers.csv has the layers' files with their hashes, SHA256SUMS the hashes of all that was written.",
            "With --freed what the layers store in blocks that the file systems have freed is written to freed.bin, and its places to freed.csv."
        })
final class ExtractCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int SECTOR = 512;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "the file's path in the disk")
    private @Nullable String path;

    @Option(
            names = "--address",
            paramLabel = "N",
            description =
                    "the file with this metadata_address, as JSON of 'vhd files' has it: its MFT record, inode or directory "
                            + "entry. For a path that several files have, or that cannot be typed; PATH may then be a partition, as in p2:")
    private @Nullable Long address;

    @Option(
            names = "--force",
            description =
                    "write the content of a deleted name although other files use parts of it by now, and of a folder its list of names")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "the file to write, which must not exist (default: the standard output); of several files, the folder")
    private @Nullable Path out;

    @Mixin
    private FileChoice choice = new FileChoice();

    @Option(
            names = "--since",
            paramLabel = "N",
            description = "of several files: what happened after layer N, with files that came and went in between")
    private @Nullable Integer since;

    @Option(names = "--freed", description = "also what the layers store in blocks that the file systems have freed")
    private boolean freed;

    @Option(names = "--no-hash", description = "of several files: do not hash the layers' files")
    private boolean noHash;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Mixin
    private ReaderOptions readers = new ReaderOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ExtractCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (choice.isMade() || freed || since != null) {
            return extractMany();
        }
        if (path == null && address == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name a file of the disk: PATH, --address, or both; or choose files with --changed, --since, --status, --path or --freed");
        }
        PathQuery query = PathQuery.of(path, address);
        FileSystemReader reader = readers.reader();
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = asOf.of(disk, opened);
            int layers = opened.chain().layers().size();
            // Content of a name that is in use, in the newest view that has it, comes before what deleted records lead
            // to.
            for (boolean deleted : new boolean[] {false, true}) {
                for (int layer = view.topLayer(); layer < layers; layer++) {
                    if (extract(reader, opened, query, view.topLayer(), layer, deleted)) {
                        return ExitCode.OK;
                    }
                }
            }
            throw new NoSuchFileException(asked() + " in " + disk.file());
        }
    }

    private int extractMany() throws IOException {
        Path folder = out;
        if (path != null || address != null || folder == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--changed, --since, --status, --path and --freed need -o DIR, and no PATH or --address");
        }
        ManyFiles.requireNew(folder);
        boolean hasFiles = choice.isMade() || since != null;
        FileSystemReader reader = readers.reader();
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = asOf.of(disk, opened);
            int layer = view.topLayer();
            Integer named = since;
            int below = named == null ? layer + 1 : disk.layer(opened, named, "--since " + named);
            if (below <= layer) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--since " + below + " is not below layer " + layer + ": parents have higher numbers");
            }
            ManyFiles files = new ManyFiles(folder, layer, below, streams);
            LayerFilesReport report = hasFiles ? files(view, below, reader, files) : null;
            List<String> problems = new ArrayList<>(report == null ? List.of() : report.problems());
            int before = problems.size();
            if (freed) {
                problems.addAll(freed(view, below, reader, folder, files));
            }
            files.layers(opened.chain().layers(), hashes(opened));
            files.end(hasFiles);
            FilesCommand.warn(problems, streams);
            if (report != null && report.limit() != null) {
                return ExitCode.LIMIT;
            }
            boolean complete = (report == null || report.complete()) && files.isComplete() && problems.size() == before;
            return complete ? ExitCode.OK : ExitCode.INCOMPLETE;
        }
    }

    private LayerFilesReport files(MergedSource view, int below, FileSystemReader reader, ManyFiles files)
            throws IOException {
        // Without a choice what happened since is what changed.
        Predicate<FileOwnership> wanted =
                choice.isMade() ? choice.wanted() : file -> file.status().isChange();
        boolean hasDeletedNames = choice.hasDeletedNames();
        WalkOptions walk = WalkOptions.defaults().withOrphans(true);
        ScanOptions scan = ScanOptions.defaults();
        try (ProgressLine progress = quiet.count(streams, "files")) {
            long[] passed = new long[1];
            LayerFiles.Visitor visitor = (file, systems) -> {
                progress.accept(++passed[0]);
                if ((hasDeletedNames || file.status() != FileOwnership.Status.DELETED_NAME) && wanted.test(file)) {
                    files.add(file, systems, systems.fileSystems().size() > 1);
                }
                return true;
            };
            return since == null
                    ? LayerFiles.of(view, view.topLayer(), reader).scan(walk, scan, visitor)
                    : FilesSince.of(view, view.topLayer(), below, reader).scan(walk, scan, visitor);
        }
    }

    private List<String> freed(MergedSource view, int below, FileSystemReader reader, Path folder, ManyFiles files)
            throws IOException {
        Files.createDirectories(folder);
        try (DiskFileSystems systems = reader.open(RandomAccessSources.readAhead(view), PartitionTable.read(view));
                ProgressLine progress = quiet.line(streams, "freed", view.size())) {
            FreedSectors.Written written = FreedSectors.write(
                    view, below, systems, folder, streams, sector -> progress.accept(sector * SECTOR));
            files.addSums(written.sums());
            streams.message(Words.sectors(written.sectors()) + " that are free by now written to freed.bin");
            return written.problems();
        }
    }

    private List<@Nullable String> hashes(VirtualDisk opened) throws IOException {
        InfoHashes found = new InfoHashes(streams, quiet);
        List<@Nullable String> hashes = new ArrayList<>();
        for (DiskLayer each : opened.chain().layers()) {
            hashes.add(noHash ? null : found.ofFile(each));
        }
        return hashes;
    }

    private String asked() {
        return path == null ? "address " + address : path;
    }

    /** Writes what the path leads to in the view of a layer; false if it leads to nothing there. */
    private boolean extract(
            FileSystemReader reader, VirtualDisk opened, PathQuery query, int top, int layer, boolean deleted)
            throws IOException {
        MergedSource view = opened.asOf(layer);
        try (DiskFileSystems systems = reader.open(RandomAccessSources.readAhead(view), PartitionTable.read(view))) {
            FoundContent found = find(systems, query, opened, layer, deleted);
            if (found == null) {
                return false;
            }
            if (deleted) {
                new DeletedCheck(systems, streams, force).check(found);
            }
            if (layer > top) {
                streams.message("note: " + SafeText.escape(asked()) + " is not in use in the view of "
                        + name(opened, layer - 1) + "; this is its content as " + name(opened, layer) + " left it");
            }
            FileStream stream = found.stream();
            if (stream != null && stream.name().isEmpty() && found.file().kind() == DiskFile.Kind.DIRECTORY && !force) {
                throw new ParameterException(
                        spec.commandLine(),
                        SafeText.escape(asked()) + " is a folder: vhd extract "
                                + SafeText.escape(disk.file().toString()) + " --path '"
                                + found.file().printedPath(stream)
                                + "' -o DIR writes what is in it, --force the bytes of its list of names");
            }
            try (RandomAccessSource content = stream == null
                    ? RandomAccessSources.ofBytes("nothing", new byte[0])
                    : systems.content(found.file(), stream)) {
                copy(opened, content);
            }
            return true;
        }
    }

    private static String name(VirtualDisk opened, int layer) {
        return "layer " + layer + " ("
                + SafeText.escape(String.valueOf(
                        Path.of(opened.chain().layer(layer).name()).getFileName()))
                + ")";
    }

    private @Nullable FoundContent find(
            DiskFileSystems systems, PathQuery query, VirtualDisk opened, int layer, boolean deleted)
            throws IOException {
        long[] passed = new long[1];
        List<FoundContent> found;
        String doubt;
        try (ProgressLine progress = quiet.countBesideText(streams, "search")) {
            FileSearch search = new FileSearch(systems, query, () -> progress.accept(++passed[0]));
            found = deleted ? search.deleted() : search.living();
            doubt = search.doubt();
        }
        if (found.size() > 1) {
            String advice = "name one of them as here:";
            SeveralFilesException several = new SeveralFilesException(asked(), name(opened, layer), advice, found);
            throw new UsageException(spec.commandLine(), String.valueOf(several.getMessage()));
        }
        if (found.isEmpty() && doubt != null && !deleted) {
            throw new IOException(SafeText.escape(asked()) + ": whether it is in the view of " + name(opened, layer)
                    + " is unknown, because not all of it can be read: " + SafeText.escape(doubt)
                    + (layer + 1 < opened.chain().layers().size()
                            ? "; --as-of " + (layer + 1) + " reads an older view"
                            : ""));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private void copy(VirtualDisk opened, RandomAccessSource content) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        Path target = out;
        if (target == null) {
            try (ProgressLine progress = quiet.lineBesideFile(streams, "extract", content.size())) {
                for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                    streams.out().write(buffer.flip());
                    progress.accept(at);
                }
            }
            return;
        }
        try (PartialFile file = disk.output(opened, target, streams);
                ProgressLine progress = quiet.line(streams, "extract", content.size())) {
            for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                file.write(buffer.flip(), at);
                progress.accept(at);
            }
            file.complete();
        }
    }
}
