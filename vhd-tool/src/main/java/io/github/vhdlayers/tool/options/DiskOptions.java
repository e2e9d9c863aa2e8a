package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Which file a command is about, and where its parents are. */
public final class DiskOptions extends ParentOptions {
    @Parameters(
            index = "0",
            arity = "1",
            paramLabel = "FILE",
            description = "a VHD or VHDX of any kind (.vhd, .avhd, .vud, .vhdx, .avhdx)")
    private Path file = Path.of("");

    /** What the command line fills in. */
    public DiskOptions() {}

    /** A file without options. */
    public DiskOptions(Path file) {
        this.file = file;
    }

    /** The file that was named. */
    public Path file() {
        return file;
    }

    /** Opens the chain as the options say. */
    public VirtualDisk open() throws IOException {
        return open(file);
    }

    /**
     * Opens the chain with a missing parent accepted whatever the options say, and without a warning: for a command that shows all
     * findings.
     */
    public VirtualDisk openEvenIfOrphan() throws IOException {
        return open(file, OrphanPolicy.SERVE_KNOWN);
    }

    /** The disk as a layer left it. */
    public MergedSource asOf(VirtualDisk disk, int layer) {
        return disk.asOf(layer(disk, layer, "--as-of " + layer));
    }
}
