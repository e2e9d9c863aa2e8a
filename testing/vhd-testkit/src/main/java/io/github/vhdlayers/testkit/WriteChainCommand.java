package io.github.vhdlayers.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a chain of disks and the right answers about it. */
@Command(
        name = "write-chain",
        description =
                "Writes a chain (leaf.vhd, layer1.vhd, ..., base.vhd) and owners.csv with the owner of every sector.",
        mixinStandardHelpOptions = true)
final class WriteChainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder to write into; made if it does not exist.")
    Path directory = Path.of("");

    @Option(names = "--layers", paramLabel = "N", description = "Disks in the chain (default: ${DEFAULT-VALUE}).")
    int layers = 3;

    @Option(names = "--raw", description = "Also write merged.raw, the disk as it reads.")
    boolean raw;

    @Mixin
    DiskOptions options = new DiskOptions();

    @Override
    public Integer call() throws Exception {
        TestChain chain = chain();
        Files.createDirectories(directory);
        chain.writeTo(directory);
        ChainAnswers.writeOwners(chain, directory.resolve("owners.csv"));
        if (raw) {
            ChainAnswers.writeMerged(chain, directory.resolve("merged.raw"));
        }
        return 0;
    }

    private TestChain chain() {
        if (layers < 1) {
            throw new IllegalArgumentException("a chain has at least one layer, not " + layers);
        }
        List<DiskImage> leafToBase = new ArrayList<>();
        leafToBase.add(options.base());
        while (leafToBase.size() < layers) {
            leafToBase.add(0, options.child(leafToBase.get(0), leafToBase.size()));
        }
        return TestChain.of(leafToBase);
    }
}
