package io.github.vhdlayers.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Breaks one thing in a file. */
@Command(
        name = "mutate",
        description = "Writes a copy of an intact VHD file in which one thing is wrong.",
        mixinStandardHelpOptions = true)
final class MutateCommand implements Callable<Integer> {
    private static final long LARGEST = 1L << 30;

    @Parameters(index = "0", paramLabel = "IN", description = "An intact VHD file of up to 1 GiB.")
    Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write; must not exist.")
    Path out = Path.of("");

    @Parameters(index = "2", paramLabel = "NAME", description = "What to break; see list-mutations.")
    String name = "";

    @Override
    public Integer call() throws Exception {
        Mutation mutation = Mutations.named(name);
        if (Files.size(in) > LARGEST) {
            throw new IllegalArgumentException("the file is larger than 1 GiB: " + in);
        }
        byte[] broken = mutation.apply(Files.readAllBytes(in));
        Files.write(out, broken, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return 0;
    }
}
