package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.tool.output.RunFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a command that lists runs prints them. */
public final class FormatOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", paramLabel = "FORMAT", description = "one of: ${COMPLETION-CANDIDATES} (default: text)")
    private @Nullable RunFormat format;

    @Option(names = "--json", description = "short for --format json; docs/json.md describes the fields")
    private boolean json;

    /** The format that was asked for. */
    public RunFormat format() {
        if (json && format != null && format != RunFormat.json) {
            throw new ParameterException(spec.commandLine(), "--json and --format " + format + " exclude each other");
        }
        return json ? RunFormat.json : format == null ? RunFormat.text : format;
    }
}
