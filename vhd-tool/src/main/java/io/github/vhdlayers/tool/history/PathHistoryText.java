package io.github.vhdlayers.tool.history;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.tool.output.ZonedTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One path through time as a person reads it: a section for each version, the oldest first. */
public final class PathHistoryText {
    private final StringBuilder text = new StringBuilder();

    private final @Nullable ZoneId zone;

    private PathHistoryText(@Nullable ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The text.
     *
     * @param zone in which times are shown beside UTC, or null
     */
    public static String of(PathHistory history, @Nullable ZoneId zone) {
        PathHistoryText text = new PathHistoryText(zone);
        history.versions().forEach(text::version);
        text.text.append(history.path()).append(": ").append(history.versions().size());
        text.text.append(history.versions().size() == 1 ? " event" : " events").append(" in the layers of ");
        text.text.append(history.file()).append(history.complete() ? "\n" : "; incomplete\n");
        return text.text.toString();
    }

    private void version(PathHistory.Version version) {
        text.append("layer ")
                .append(version.layer())
                .append("  ")
                .append(version.layerFile())
                .append('\n');
        row("interval", interval(version));
        row(
                "status",
                version.status()
                        + (version.doubt() == null ? "" : "?")
                        + (version.reasons().isEmpty() ? "" : ": " + String.join(", ", version.reasons())));
        row("path", version.path());
        row("was", version.formerPath());
        row("size", version.size() == null ? null : version.size() + " bytes");
        row("modified", time(version.modified()));
        row("accessed", time(version.accessed()));
        row("changed", time(version.changed()));
        row("created", time(version.created()));
        nameTimes(version);
        row("owner", version.owner());
        row("group", version.group());
        row("mode", version.mode());
        row("leads to", version.linkTarget());
        row("object id", version.objectId());
        row("sha256", sum(version));
        row("saved as", version.savedAs());
        row("problem", version.problem());
        row("doubt", version.doubt());
        text.append('\n');
    }

    /** Shown if they differ: then the file was renamed or moved, or its times were set. */
    private void nameTimes(PathHistory.Version version) {
        PathHistory.NameTimes name = version.nameTimes();
        if (name != null
                && (!Objects.equals(name.created(), version.created())
                        || !Objects.equals(name.modified(), version.modified()))) {
            row("name has", "modified " + time(name.modified()) + ", created " + time(name.created()));
        }
    }

    private String interval(PathHistory.Version version) {
        String begin = version.begin();
        String end = version.end();
        if (begin == null && end == null) {
            return "unknown";
        }
        String until =
                end == null ? "" : "until " + time(end) + (version.layer() == 0 ? " by the file's own time" : "");
        return (begin == null ? until : ("from " + time(begin) + " " + until).strip())
                + LayerSpan.contradiction(begin, end);
    }

    private @Nullable String time(@Nullable String time) {
        return ZonedTime.text(time, zone);
    }

    /** A file that came and went has its content as far as nothing that also went was written over it. */
    private static @Nullable String sum(PathHistory.Version version) {
        boolean isPassed = version.status() == FileOwnership.Status.CAME_AND_WENT;
        return version.sha256() == null || !isPassed
                ? version.sha256()
                : version.sha256() + " of what its sectors hold, which no file uses now";
    }

    private void row(String label, @Nullable String value) {
        if (value != null) {
            text.append(String.format("  %-9s ", label)).append(value).append('\n');
        }
    }
}
