package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.tool.terminal.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which file a command is about that needs no parent. */
public final class ContainerOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "1",
            paramLabel = "FILE",
            description = "a VHD or VHDX of any kind (.vhd, .avhd, .vud, .vhdx, .avhdx); its parent is not needed")
    private Path file = Path.of("");

    /** Opens the file alone, with its other pieces if it is split. */
    public LayerFile open() throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; 'vhd scan' shows the disks in it");
        }
        if (!Files.isRegularFile(file)) {
            // A pipe would be waited for, and a device read.
            throw new IOException(file + " is not a regular file");
        }
        Path output = Console.ofSystem().outputFile();
        if (output != null && Files.isSameFile(output, file)) {
            throw new ParameterException(spec.commandLine(), "the standard output is the file that is read");
        }
        return DiskFiles.open(SplitImage.open(file), FileOptions.defaults());
    }
}
