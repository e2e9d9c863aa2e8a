package io.github.vhdlayers.testkit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a single fixed or dynamic disk. */
@Command(
        name = "write-disk",
        description = "Writes one fixed or dynamic disk, as a sparse file.",
        mixinStandardHelpOptions = true)
final class WriteDiskCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to write; must not exist.")
    Path file = Path.of("");

    @Mixin
    DiskOptions options = new DiskOptions();

    @Override
    public Integer call() throws Exception {
        options.base().writeTo(file);
        return 0;
    }
}
