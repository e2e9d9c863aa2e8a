package io.github.vhdlayers.tool.files;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command that lists files prints them. */
public final class FileFormatOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "one of: ${COMPLETION-CANDIDATES} (default: text); jsonl is one JSON document a line, bodyfile is what "
                            + "mactime of The Sleuth Kit reads, dfxml what its fiwalk prints, timesketch a table of times that Timesketch "
                            + "takes")
    private @Nullable FileFormat format;

    @Option(names = "--json", description = "short for --format json; docs/json.md describes the fields")
    private boolean json;

    /** The format that was asked for. */
    public FileFormat format() {
        if (json && format != null && format != FileFormat.json) {
            throw new ParameterException(spec.commandLine(), "--json and --format " + format + " exclude each other");
        }
        return json ? FileFormat.json : format == null ? FileFormat.text : format;
    }
}
