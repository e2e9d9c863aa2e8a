package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.folder.ParentPlaces;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.tool.terminal.Console;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the parents of a command's files are, and what happens if one is missing. */
public class ParentOptions {

    /** Null for a command that was not made by the command line: to make an empty one takes longer than to read a small disk. */
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--parents",
            paramLabel = "DIR",
            description =
                    "also look for parents in this folder, not only in the file's own, and with 'DIR/**' in all folders below"
                            + " it; may be given more than once")
    private List<String> parents = new ArrayList<>();

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "keep in this file which disks are below 'DIR/**', so that the next command opens only what is new or"
                            + " changed there; for folders with thousands of disks")
    private @Nullable Path catalogue;

    @Option(
            names = "--orphan",
            description = "go on although a parent is missing; what only the parent knows is unknown, not zeros")
    private boolean orphan;

    @Option(
            names = "--force-parent",
            paramLabel = "FILE",
            description =
                    "take this disk as the parent with its id, where several files have that id; otherwise for the "
                            + "first parent that is missing, and then nothing proves that what is read was ever on the disk")
    private @Nullable Path forcedParent;

    @Option(
            names = "--raw-parent",
            paramLabel = "FILE",
            description = "take this raw file for the parent of a disk that records no parent id, as Xen makes them; "
                    + "nothing proves it either")
    private @Nullable Path rawParent;

    @Option(
            names = "--chs",
            description = "take the geometry's capacity (cylinders x heads x sectors) for the disk's size, as Virtual "
                    + "PC does, not the current size; never more than that")
    private boolean chs;

    private @Nullable Catalogue made;

    /** What {@code --log} says. */
    public enum LogChoice {
        /** The log is replayed in memory. */
        replay,
        /** The log is left out. */
        ignore
    }

    @Option(
            names = "--log",
            paramLabel = "RULE",
            description =
                    "what to do with the log of a VHDX that its writer did not finish: 'replay' it in memory, which is"
                            + " the default, or 'ignore' it and show the disk before its last changes. The file is never"
                            + " changed")
    private LogChoice log = LogChoice.replay;

    /** What makes bytes or owners of the disk doubtful that was opened last, which a warning was printed of. */
    private List<Finding> doubts = List.of();

    /** What makes bytes or owners of the disk doubtful that was opened last. */
    public final List<Finding> doubts() {
        return doubts;
    }

    /** Whether a missing parent is accepted. */
    public final boolean orphan() {
        return orphan;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "not made by the command line").commandLine();
    }

    /** A complaint about the command line. */
    public final ParameterException usage(String message) {
        return new ParameterException(commandLine(), message);
    }

    /** Opens a chain as the options say. */
    public final VirtualDisk open(Path file) throws IOException {
        return warned(open(file, orphan ? OrphanPolicy.SERVE_KNOWN : OrphanPolicy.REFUSE, log));
    }

    /** Opens a chain as the options say, but with the log treated in another way; null for the way that they say. */
    public final VirtualDisk open(Path file, @Nullable LogChoice otherLog) throws IOException {
        OrphanPolicy policy = orphan ? OrphanPolicy.SERVE_KNOWN : OrphanPolicy.REFUSE;
        return warned(open(file, policy, otherLog == null ? log : otherLog));
    }

    private VirtualDisk warned(VirtualDisk disk) throws IOException {
        try {
            doubts = DoubtWarnings.print(disk, commandLine().getErr());
            return disk;
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** Opens a chain with another policy, and without a warning. */
    public final VirtualDisk open(Path file, OrphanPolicy policy) throws IOException {
        return open(file, policy, log);
    }

    private VirtualDisk open(Path file, OrphanPolicy policy, LogChoice logChoice) throws IOException {
        ParentPlaces places = places();
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; 'vhd scan' shows the disks in it");
        }
        VirtualDisk disk = VirtualDisk.open(
                file,
                VhdOptions.builder()
                        .parentFolders(places.folders())
                        .catalogue(catalogue(places))
                        .orphans(policy)
                        .forcedParent(forcedParent)
                        .rawParent(rawParent)
                        .replayLog(logChoice != LogChoice.ignore)
                        .sizeFromGeometry(chs)
                        .build());
        try {
            // "cat FILE >> FILE" would write to what it reads.
            Path output = Console.ofSystem().outputFile();
            if (output != null) {
                refuseLayers(disk, output, "the standard output");
            }
            return disk;
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    private ParentPlaces places() {
        ParentPlaces places;
        try {
            places = ParentPlaces.of(parents);
        } catch (InvalidPathException e) {
            throw usage("--parents " + e.getInput() + ": not a folder");
        }
        Stream.concat(places.folders().stream(), places.trees().stream())
                .filter(folder -> !Files.isDirectory(folder))
                .forEach(folder -> {
                    throw usage("--parents " + folder + ": not a folder");
                });
        if (catalogue != null && places.trees().isEmpty()) {
            throw usage("--catalogue " + catalogue + ": name what it is about with --parents 'DIR/**'");
        }
        return places;
    }

    /** Which disks are below the folders; made once, because a command may open several disks. */
    private @Nullable Catalogue catalogue(ParentPlaces places) throws IOException {
        Catalogue known = made;
        if (known == null && !places.trees().isEmpty()) {
            known = catalogue == null
                    ? Catalogue.of(places.trees(), Progress.NONE)
                    : Catalogue.keptIn(catalogue, places.trees(), Progress.NONE);
            if (known.leftAside() != null) {
                commandLine()
                        .getErr()
                        .println("--catalogue " + catalogue + ": " + known.leftAside() + "; it was made again");
            }
            made = known;
        }
        return known;
    }

    /** Makes an output file under its preliminary name. */
    public final PartialFile output(VirtualDisk disk, Path out, Streams streams) throws IOException {
        refuseLayers(disk, out, out.toString());
        return PartialFile.create(out, streams::message);
    }

    /** An existing file is refused anyway; this says why it would have been worse than usual. */
    public final void refuseLayers(VirtualDisk disk, Path out, String name) throws IOException {
        if (!Files.isRegularFile(out)) {
            return;
        }
        for (DiskLayer layer : disk.chain().layers()) {
            Path path = layer.path();
            if (path != null && Files.isSameFile(path, out)) {
                throw usage(name + ": is layer " + layer.index() + " of the chain that is read");
            }
        }
    }

    /** Checks the number of a layer, which an option gave. */
    public final int layer(VirtualDisk disk, int layer, String option) {
        int layers = disk.chain().layers().size();
        if (layer < 0 || layer >= layers) {
            throw usage(
                    option + ": the chain has the layers 0 to " + (layers - 1) + ", 0 being the file that was named");
        }
        return layer;
    }
}
