package io.github.vhdlayers.tool.options;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** In which time zone the machine was that wrote a file system with local times. */
public final class ZoneOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "the time zone of the machine that wrote the disk, such as Europe/Berlin or +09:00: local times of FAT, "
                            + "exFAT and ISO 9660 are converted to UTC (default: they are printed as they are recorded), and 'history' and "
                            + "'report' show the zone's time beside UTC for the layers")
    private @Nullable String zone;

    /** The zone, or null if local times stay as they are. */
    public @Nullable ZoneId zone() {
        if (zone == null) {
            return null;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--zone " + zone
                            + " is no time zone: name one as in Europe/Berlin, America/New_York, UTC or +09:00");
        }
    }
}
