package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which file a command is about, and where its parents are. */
final class DiskOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "1",
            paramLabel = "FILE",
            description = "a fixed, dynamic or differencing VHD (.vhd, .avhd, .vud)")
    private Path file = Path.of("");

    @Option(
            names = "--parents",
            paramLabel = "DIR",
            description = "look for parents in this folder too, besides FILE's own; may be given more than once")
    private List<Path> parents = new ArrayList<>();

    @Option(
            names = "--orphan",
            description = "open FILE although a parent is missing; what only the parent knows is unknown, not zeros")
    private boolean orphan;

    /** The file that was named. */
    Path file() {
        return file;
    }

    /** Whether a missing parent is accepted. */
    boolean orphan() {
        return orphan;
    }

    /** Opens the chain as the options say. */
    VirtualDisk open() throws IOException {
        return open(orphan ? OrphanPolicy.SERVE_KNOWN : OrphanPolicy.REFUSE, null);
    }

    /** Opens the chain with a byte that stands for what is unknown, or null if that cannot be read. */
    VirtualDisk open(@Nullable Byte fill) throws IOException {
        return open(orphan ? OrphanPolicy.SERVE_KNOWN : OrphanPolicy.REFUSE, fill);
    }

    /** Opens the chain with a missing parent accepted whatever the options say. */
    VirtualDisk openEvenIfOrphan() throws IOException {
        return open(OrphanPolicy.SERVE_KNOWN, null);
    }

    /** The disk as a layer left it. */
    MergedSource asOf(VirtualDisk disk, int layer) {
        int layers = disk.chain().layers().size();
        if (layer < 0 || layer >= layers) {
            throw usage("--as-of " + layer + ": the chain has the layers 0 to " + (layers - 1) + ", 0 being FILE");
        }
        return disk.asOf(layer);
    }

    /** A complaint about the command line. */
    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private VirtualDisk open(OrphanPolicy policy, @Nullable Byte fill) throws IOException {
        for (Path folder : parents) {
            if (!Files.isDirectory(folder)) {
                throw usage("--parents " + folder + ": not a folder");
            }
        }
        return VirtualDisk.open(
                file,
                VhdOptions.builder()
                        .parentFolders(parents)
                        .orphans(policy)
                        .unknownFill(fill)
                        .build());
    }
}
