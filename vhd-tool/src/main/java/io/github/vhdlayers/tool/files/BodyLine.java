package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file as a line of the format that {@code mactime} reads: hash, name, address, mode, owner, group, size and four times in seconds
 * since 1970. What is not known is 0 there, as in the lines of {@code fls -m}.
 */
final class BodyLine {
    private static final long SECONDS_OF_A_DAY = 86_400;

    private BodyLine() {}

    /**
     * The line.
     *
     * @param path the path as it is printed
     * @param layer the layer in question and its file, which stand in the name
     * @param zone in which local times are read; UTC if null
     * @param md5 the content's, or null
     */
    static String of(FileOwnership file, String path, String layer, @Nullable ZoneId zone, @Nullable String md5) {
        FileTimes times = file.times().inZone(Objects.requireNonNullElse(zone, ZoneOffset.UTC));
        List<RecordedTime> all = Stream.of(times.accessed(), times.modified(), times.changed(), times.created())
                .filter(Objects::nonNull)
                .toList();
        Long size = file.size();
        String happened = WhatHappened.layers(file);
        StringBuilder name = new StringBuilder(name(path) + " (" + name(layer) + ": " + file.status());
        name.append(
                Boolean.FALSE.equals(file.allocated()) && file.status() != FileOwnership.Status.DELETED
                        ? ", deleted"
                        : "");
        name.append(happened == null ? "" : ", " + happened);
        // The format has numbers alone, so that what they cannot say stands in the name.
        name.append(size == null ? ", size unknown" : "");
        name.append(all.stream().anyMatch(time -> epochSecond(time) < 0) ? ", a time before 1970 left out" : "");
        return String.join(
                        "|",
                        md5 == null ? "0" : md5,
                        name + ")",
                        Long.toString(file.file().name().address()),
                        mode(file.file().kind()),
                        "0",
                        "0",
                        size == null ? "0" : size.toString(),
                        seconds(times.accessed()),
                        seconds(times.modified()),
                        seconds(times.changed()),
                        seconds(times.created()))
                + "\n";
    }

    /** A name in which no character ends the field. */
    private static String name(String text) {
        return text.replace("|", "\\u{7c}");
    }

    private static String mode(DiskFile.Kind kind) {
        String letter =
                switch (kind) {
                    case DIRECTORY -> "d";
                    case LINK -> "l";
                    case VIRTUAL -> "v";
                    case UNKNOWN -> "-";
                    default -> "r";
                };
        return letter + "/" + letter + "---------";
    }

    private static String seconds(@Nullable RecordedTime time) {
        return time == null ? "0" : Long.toString(Math.max(0, epochSecond(time)));
    }

    /** Local times are converted before; a day begins at midnight of UTC. */
    private static long epochSecond(RecordedTime time) {
        if (time instanceof RecordedTime.Utc utc) {
            return utc.instant().getEpochSecond();
        }
        return time instanceof RecordedTime.Day day ? day.date().toEpochDay() * SECONDS_OF_A_DAY : 0;
    }
}
