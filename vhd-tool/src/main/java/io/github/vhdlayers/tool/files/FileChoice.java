package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which files of a disk a command is about. */
public final class FileChoice {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--changed", description = "only files that the layer created, changed or deleted")
    private boolean changed;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "only files with these statuses, with commas between: new, content-changed, deleted ...")
    private List<String> statuses = List.of();

    @Option(
            names = "--path",
            paramLabel = "GLOB",
            description =
                    "only files with such a path: '*.docx', '/Users/*.txt', or in such a folder: /Users/ann; upper and lower case are the same")
    private @Nullable String glob;

    /** Whether the user chose at all. */
    public boolean isMade() {
        return changed || !statuses.isEmpty() || glob != null;
    }

    /** Whether deleted names are among what was named. */
    public boolean hasDeletedNames() {
        return these().contains(FileOwnership.Status.DELETED_NAME);
    }

    /** The choice. */
    public Predicate<FileOwnership> wanted() {
        Set<FileOwnership.Status> these = these();
        PathGlob paths = glob == null ? null : new PathGlob(glob);
        return file -> (!changed || file.status().isChange() || file.status() == FileOwnership.Status.DELETED_NAME)
                && (these.isEmpty() || these.contains(file.status()))
                && (paths == null || paths.matches(file.printedPath()));
    }

    private Set<FileOwnership.Status> these() {
        Set<FileOwnership.Status> wanted = EnumSet.noneOf(FileOwnership.Status.class);
        for (String text : statuses) {
            wanted.add(Arrays.stream(FileOwnership.Status.values())
                    .filter(status -> status.toString().equals(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--status " + text + " is none of " + Arrays.toString(FileOwnership.Status.values()))));
        }
        return wanted;
    }
}
