package io.github.vhdlayers.tool.options;

import io.github.vhdlayers.ownership.MergedSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which sectors of a disk a command is about. */
public final class RangeOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--from", paramLabel = "SECTOR", description = "start at this sector of the disk (default: 0)")
    private long from;

    @Option(names = "--sectors", paramLabel = "N", description = "this many sectors (default: up to the disk's end)")
    private @Nullable Long sectors;

    /**
     * Sectors of a disk.
     *
     * @param first the first one
     * @param count how many, possibly 0
     */
    public record Range(long first, long count) {}

    /** The sectors that the options select; a range that is not wholly on the disk is refused, not cut. */
    public Range on(MergedSource disk) {
        long size = disk.sectors();
        if (from < 0 || from > size) {
            throw refuse("--from " + from, size);
        }
        long count = sectors == null ? size - from : sectors;
        if (count < 0 || count > size - from) {
            throw refuse("--from " + from + " --sectors " + count, size);
        }
        return new Range(from, count);
    }

    private ParameterException refuse(String what, long size) {
        return new ParameterException(spec.commandLine(), what + ": the disk has " + size + " sectors");
    }
}
