package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.tool.output.ZonedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a layer was the newest one.
 *
 * @param begin when it was created, as its file records it; null where nothing is recorded
 * @param end when the layer above it was created; null where nothing is recorded, and for the newest layer
 * @param fileModified when the newest layer's file was last written, as the computer that holds it now says, which a copy may have lost; null for
 *     the others, and if it is not known
 */
public record LayerSpan(@Nullable String begin, @Nullable String end, @Nullable String fileModified) {
    /** The span of a layer of a disk. */
    public static LayerSpan of(VirtualDisk disk, int layer) {
        return new LayerSpan(
                created(disk, layer),
                layer == 0 ? null : created(disk, layer - 1),
                layer == 0 ? written(disk.chain().layer(0).name()) : null);
    }

    private static @Nullable String created(VirtualDisk disk, int layer) {
        Instant time = disk.chain().layer(layer).file().created();
        return time == null ? null : time.toString();
    }

    private static @Nullable String written(String file) {
        try {
            return Files.getLastModifiedTime(Path.of(file))
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /**
     * What is to be said of a span that ends before it begins, so that no such time was; empty of any other.
     *
     * @param begin a time as text, or null
     * @param end likewise
     */
    static String contradiction(@Nullable String begin, @Nullable String end) {
        boolean isReversed = begin != null && end != null && Instant.parse(end).isBefore(Instant.parse(begin));
        return isReversed ? " (these times contradict each other)" : "";
    }

    /**
     * The span in words.
     *
     * @param zone in which times are shown beside UTC, or null
     */
    public String text(@Nullable ZoneId zone) {
        String from = begin == null ? "" : "from " + ZonedTime.text(begin, zone);
        String until = end == null ? "" : "until " + ZonedTime.text(end, zone);
        String recorded = (from + " " + until).strip();
        return (recorded.isEmpty() ? "not recorded" : recorded + contradiction(begin, end))
                + (fileModified == null
                        ? ""
                        : "; file last written " + ZonedTime.text(fileModified, zone) + ", says this computer");
    }
}
