package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who reads the file systems, and in which state those are shown that need recovery. */
public final class ReaderOptions {
    @Option(
            names = "--reader",
            paramLabel = "READER",
            description =
                    "who reads the file systems: 'java', this program, or 'tsk', The Sleuth Kit's library; by default java, and "
                            + "tsk for what java does not read")
    private @Nullable String name;

    @Option(
            names = "--journal",
            paramLabel = "RULE",
            description =
                    "what to do with the journal of an ext file system that was not unmounted: 'replay' it in memory, which is the "
                            + "default, or 'ignore' it and show the file system as it is stored. The disk is never changed")
    private Rule journal = Rule.replay;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private @Nullable FileSystemReader found;

    private enum Rule {
        replay,
        ignore
    }

    /**
     * The reader that was asked for, the same at each call: what it learned of one layer holds for the next.
     *
     * @throws NoFileSystemReaderException if there is none on this machine
     */
    public FileSystemReader reader() throws NoFileSystemReaderException {
        if (found != null) {
            return found;
        }
        List<String> names = FileSystemReaders.names();
        if (name != null && spec != null && !names.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reader " + name + ": no reader has this name; there are: " + String.join(", ", names));
        }
        FileSystemReader reader = name == null ? FileSystemReaders.find() : FileSystemReaders.named(name);
        found = journal == Rule.ignore ? reader.withoutRecovery() : reader;
        return found;
    }
}
