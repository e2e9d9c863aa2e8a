package io.github.vhdlayers.tsk;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The owners of the sectors of a case's file, which of them layers really changed, and what that makes of the file. */
final class CaseOwnership {
    /** More runs of one file than a person can see. */
    private static final int MOST_RUNS = 512;

    private static final int SECTOR = 512;
    private static final int UNWRITTEN = -1;
    private static final int UNKNOWN = -2;

    private final int baseLayer;
    private final boolean resident;
    private final boolean placesKnown;
    private CaseStatus verdict = CaseStatus.UNTOUCHED;
    private Tally content = new Tally();
    private Tally slack = new Tally();
    private final Tally metadata = new Tally();
    private final List<long[]> runs = new ArrayList<>();
    private boolean runsCut;

    private CaseOwnership(int baseLayer, boolean resident, boolean placesKnown) {
        this.baseLayer = baseLayer;
        this.resident = resident;
        this.placesKnown = placesKnown;
    }

    /** Sectors by owner, and how many of them layers changed. */
    static final class Tally {
        private final SectorCounts.Counter counter = new SectorCounts.Counter();
        private final @Nullable SectorCounts given;
        /** Of layers above the base: sectors that are theirs and that they changed. */
        private final TreeMap<Integer, Long> changed = new TreeMap<>();
        /** Sectors that any layer above the base changed, be they another's since. */
        private long changedByAny;

        /** One that counts. */
        Tally() {
            this(null);
        }

        private Tally(@Nullable SectorCounts given) {
            this.given = given;
        }

        static Tally of(SectorTally from) {
            return new Tally(new SectorCounts(
                    from.byLayer(), Collections.emptySortedMap(), from.unwritten(), from.unknown(), 0, null));
        }

        /** What was counted so far. */
        SectorCounts owned() {
            return given == null ? counter.counts() : given;
        }

        long sectors() {
            SectorCounts owned = owned();
            return sum(owned.sectorsByLayer()) + owned.unwrittenSectors() + owned.unknownSectors();
        }

        long ownedAbove(int baseLayer) {
            return sum(owned().sectorsByLayer().headMap(baseLayer));
        }

        private static long sum(SortedMap<Integer, Long> sectors) {
            return sectors.values().stream().mapToLong(Long::longValue).sum();
        }

        long changed() {
            return changedByAny;
        }

        long unknown() {
            return owned().unknownSectors();
        }

        /** Receives an owner that has sectors, by the number that runs have of it. */
        private void forEach(BiConsumer<Integer, Long> visitor) {
            SectorCounts owned = owned();
            if (owned.unknownSectors() > 0) {
                visitor.accept(UNKNOWN, owned.unknownSectors());
            }
            if (owned.unwrittenSectors() > 0) {
                visitor.accept(UNWRITTEN, owned.unwrittenSectors());
            }
            owned.sectorsByLayer().forEach(visitor);
        }

        private String text() {
            List<String> parts = new ArrayList<>();
            forEach((owner, count) -> parts.add(CaseOwnership.name(owner) + " " + count
                    + (changed.containsKey(owner) ? " (" + changed.get(owner) + " changed)" : "")));
            return parts.isEmpty() ? "none" : sectors() + " sectors: " + String.join(", ", parts);
        }

        private JsonObject json() {
            JsonObject json = new JsonObject();
            forEach((owner, count) -> json.addProperty(CaseOwnership.name(owner), count));
            return json;
        }
    }

    /**
     * Counts.
     *
     * @param size how many bytes the content has: what is behind them is slack
     * @param changes what each layer changed, by its number; the base is not among them
     */
    static CaseOwnership of(MergedSource disk, FilePlaces places, long size, List<LayerChanges> changes)
            throws IOException {
        CaseOwnership ownership = new CaseOwnership(changes.size(), places.resident(), true);
        long at = 0;
        long left = size / SECTOR * SECTOR + (size % SECTOR == 0 ? 0 : SECTOR);
        for (DiskExtent extent : places.content()) {
            long inside = Math.min(left, extent.length());
            if (inside > 0) {
                at += ownership.count(
                        disk, new DiskExtent(extent.diskOffset(), inside), changes, ownership.content, at);
                left -= inside;
            }
            if (inside < extent.length()) {
                DiskExtent behind = new DiskExtent(extent.diskOffset() + inside, extent.length() - inside);
                ownership.count(disk, behind, changes, ownership.slack, -1);
            }
        }
        for (DiskExtent extent : places.metadata()) {
            ownership.count(disk, extent, changes, ownership.metadata, -1);
        }
        return ownership;
    }

    /** Counts the sectors that an extent touches, and returns how many these are. */
    private long count(
            MergedSource disk, DiskExtent extent, List<LayerChanges> changes, Tally tally, long contentSector)
            throws IOException {
        long first = extent.diskOffset() / SECTOR;
        long sectors = (extent.end() + SECTOR - 1) / SECTOR - first;
        RunCursor cursor = disk.ownership().runs(first, Math.min(sectors, disk.sectors() - first));
        while (cursor.next()) {
            int owner =
                    cursor.isOwned() ? cursor.layer() : cursor.owner() == Owner.Unowned.UNWRITTEN ? UNWRITTEN : UNKNOWN;
            tally.counter.add(cursor);
            if (owner >= 0 && owner < baseLayer) {
                long own = changes.get(owner).changed(cursor.firstSector(), cursor.sectorCount());
                if (own > 0) {
                    tally.changed.merge(owner, own, Long::sum);
                }
                tally.changedByAny += changedByAny(changes, cursor.firstSector(), cursor.sectorCount());
            }
            if (contentSector >= 0) {
                addRun(contentSector + cursor.firstSector() - first, cursor.sectorCount(), owner);
            }
        }
        return sectors;
    }

    /** A layer may only have written again what one below it changed. Halves a range until one layer has all of its changes. */
    private static long changedByAny(List<LayerChanges> changes, long first, long count) {
        long most = 0;
        int layers = 0;
        for (LayerChanges each : changes) {
            long own = each.changed(first, count);
            most = Math.max(most, own);
            layers += own > 0 ? 1 : 0;
        }
        if (layers <= 1 || most == count) {
            return most;
        }
        long half = count / 2;
        return changedByAny(changes, first, half) + changedByAny(changes, first + half, count - half);
    }

    private void addRun(long first, long count, int owner) {
        long[] last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last[2] == owner && last[0] + last[1] == first) {
            last[1] += count;
        } else if (runs.size() < MOST_RUNS) {
            runs.add(new long[] {first, count, owner});
        } else {
            runsCut = true;
        }
    }

    /** Of a file of which it is not known where it is. */
    static CaseOwnership unlocated(int baseLayer) {
        return new CaseOwnership(baseLayer, false, false);
    }

    /** Whether there is anything to say: something happened, a layer above the base owns something, or that is unknown. */
    boolean isWorthSaying() {
        boolean happened = verdict.status() != FileOwnership.Status.UNTOUCHED
                && verdict.status() != FileOwnership.Status.DELETED_NAME;
        long owned = content.ownedAbove(baseLayer) + slack.ownedAbove(baseLayer) + metadata.ownedAbove(baseLayer);
        return happened
                || verdict.doubt() != null
                || !verdict.reasons().isEmpty()
                || owned + content.unknown() + metadata.unknown() > 0;
    }

    /** Takes what happened to the file, and with a deleted one the sectors that no other file has now. */
    void settle(CaseStatus found) {
        verdict = found;
        if (found.tallies() != null) {
            SectorTally tally = found.tallies().content();
            content = tally == null ? new Tally() : Tally.of(tally);
            slack = new Tally();
            runs.clear();
        }
        if (found.status() == FileOwnership.Status.UNTOUCHED || found.status() == FileOwnership.Status.REWRITTEN) {
            // What changed in the sectors are the neighbours.
            metadata.changed.clear();
            metadata.changedByAny = 0;
        }
        if (!isLocated()) {
            runs.clear();
        }
    }

    /** Whether it is known which sectors are the file's. */
    boolean isLocated() {
        // Of a deleted file it is not the case's file that says it.
        return verdict.isLocated() && (placesKnown || verdict.tallies() != null);
    }

    FileOwnership.Status status() {
        return verdict.status();
    }

    /** In a few words, what happened. */
    String conclusion() {
        String words =
                switch (verdict.status()) {
                    case NEW -> "new in a child";
                    case CONTENT_CHANGED -> "content changed";
                    case METADATA_CHANGED -> "only metadata changed";
                    case DELETED -> "deleted in a child";
                    case DELETED_NAME -> "a name that was deleted before";
                    case CAME_AND_WENT -> "made and deleted within a child";
                    case REWRITTEN -> "stored again, equal";
                    case UNTOUCHED ->
                        metadata.ownedAbove(baseLayer) > 0
                                ? "untouched, sectors of its metadata stored again"
                                : "untouched";
                    case UNKNOWN -> unknown();
                };
        return verdict.doubt() == null ? words : words + " (in doubt)";
    }

    private String unknown() {
        if (content.unknown() + metadata.unknown() > 0) {
            return "partly unknown";
        }
        return content.ownedAbove(baseLayer) + metadata.ownedAbove(baseLayer) > 0
                ? "owned by a child, changes unknown"
                : "changes unknown";
    }

    /** The figures in a line, and why something is unknown or in doubt. */
    String justification() {
        String since = verdict.layer() < 0
                ? ""
                : switch (verdict.status()) {
                            case NEW -> "made in layer ";
                            case CAME_AND_WENT -> "made and deleted in layer ";
                            default -> "deleted in layer ";
                        } + verdict.layer()
                        + "; ";
        String reasons = reasons().isEmpty() ? "" : reasons() + "; ";
        String former = verdict.formerPath() == null ? "" : "was " + verdict.formerPath() + "; ";
        String figures = !isLocated()
                ? "which sectors are its own is not known"
                : (resident ? "content in the metadata" : "content " + content.text())
                        + (slack.sectors() == 0 ? "" : "; slack " + slack.text()) + "; metadata "
                        + (placesKnown ? metadata.text() : "in sectors that are not known");
        return since
                + reasons
                + former
                + figures
                + (verdict.problem() == null ? "" : "; " + verdict.problem())
                + (verdict.doubt() == null ? "" : "; in doubt: " + verdict.doubt());
    }

    /** What happened to the file, with commas between; empty if nothing is known to have. */
    String reasons() {
        return verdict.reasons().stream().map(Enum::toString).collect(Collectors.joining(", "));
    }

    /** The path that the file had, or null if it is the same or not known. */
    @Nullable
    String formerPath() {
        return verdict.formerPath();
    }

    Tally content() {
        return content;
    }

    Tally metadata() {
        return metadata;
    }

    /** The layers above the base that own something of it. */
    String layers() {
        TreeSet<Integer> all = new TreeSet<>();
        for (Tally each : List.of(content, slack, metadata)) {
            all.addAll(each.owned().sectorsByLayer().headMap(baseLayer).keySet());
        }
        return all.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** All of it for a program, and for the view that draws it: runs are first sector of the content, count, owner. */
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("status", verdict.status().toString());
        json.addProperty("layer", verdict.layer() < 0 ? null : verdict.layer());
        JsonArray reasons = new JsonArray();
        verdict.reasons().forEach(reason -> reasons.add(reason.toString()));
        json.add("reasons", reasons);
        json.addProperty("formerPath", verdict.formerPath());
        json.addProperty("resident", resident);
        json.addProperty("problem", verdict.problem());
        json.addProperty("doubt", verdict.doubt());
        json.add("content", isLocated() ? content.json() : JsonNull.INSTANCE);
        json.add("slack", isLocated() ? slack.json() : JsonNull.INSTANCE);
        json.add("metadata", isLocated() && placesKnown ? metadata.json() : JsonNull.INSTANCE);
        json.addProperty("contentChanged", isLocated() ? content.changed() : null);
        json.addProperty("metadataChanged", isLocated() && placesKnown ? metadata.changed() : null);
        json.addProperty("baseLayer", baseLayer);
        JsonArray array = new JsonArray();
        for (long[] run : runs) {
            JsonArray one = new JsonArray();
            one.add(run[0]);
            one.add(run[1]);
            one.add(run[2]);
            array.add(one);
        }
        json.add("runs", array);
        json.addProperty("runsCut", runsCut);
        return json.toString();
    }

    private static String name(int owner) {
        return owner == UNWRITTEN ? "unwritten" : owner == UNKNOWN ? "unknown" : "layer " + owner;
    }
}
