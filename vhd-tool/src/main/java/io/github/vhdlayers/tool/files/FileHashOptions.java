package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.tool.options.HashOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which hashes a command takes of each file, and which lists of known files it asks. */
public final class FileHashOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            split = ",",
            description = "read each file and print its md5, sha1, sha256, or several with commas between")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--known",
            paramLabel = "LIST",
            description =
                    "read each file and say whether this list has its hash: the NSRL's RDS tables, the output of sha256sum, "
                            + "sha1sum or md5sum, or plain hashes; may be given more than once")
    private List<Path> lists = new ArrayList<>();

    /**
     * What is wanted of each file.
     *
     * @param diskBytes the size of the disk
     * @throws IOException if a list cannot be read
     */
    public FileHashing hashing(long diskBytes) throws IOException {
        Set<HashAlgorithm> printed = EnumSet.noneOf(HashAlgorithm.class);
        for (String name : names) {
            printed.add(HashOptions.byName(name, spec));
        }
        return new FileHashing(printed, known(), diskBytes);
    }

    private @Nullable KnownHashes known() throws IOException {
        try {
            return lists.isEmpty()
                    ? null
                    : KnownHashes.read(lists, Runtime.getRuntime().maxMemory() / 2);
        } catch (KnownHashes.UnusableListException e) {
            throw new ParameterException(spec.commandLine(), "--known: " + e.getMessage(), e);
        }
    }
}
