package io.github.vhdlayers.tsk;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.vhdlayers.analysis.FileStatus;
import io.github.vhdlayers.analysis.LayerChanges;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whose the sectors of a case's file are, which of them layers really changed, and what that makes of the file. */
final class CaseOwnership {
    /** More runs of one file than anybody can see. */
    private static final int MOST_RUNS = 512;

    private static final int SECTOR = 512;
    private static final int UNWRITTEN = -1;
    private static final int UNKNOWN = -2;

    private final int baseLayer;
    private final boolean resident;
    private CaseJudge.Verdict verdict = new CaseJudge.Verdict(FileStatus.UNTOUCHED, -1, false);
    private final Tally content = new Tally();
    private final Tally metadata = new Tally();
    private final List<long[]> runs = new ArrayList<>();
    private boolean runsCut;

    private CaseOwnership(int baseLayer, boolean resident) {
        this.baseLayer = baseLayer;
        this.resident = resident;
    }

    /** Sectors by owner. */
    static final class Tally {
        private final TreeMap<Integer, Long> owned = new TreeMap<>();
        /** Of layers above the base: sectors that are theirs and that they changed. */
        private final TreeMap<Integer, Long> changed = new TreeMap<>();
        /** Sectors that any layer above the base changed, be they another's since. */
        private long changedByAny;

        private long changesUnknown;

        long sectors() {
            return owned.values().stream().mapToLong(Long::longValue).sum();
        }

        long ownedAbove(int baseLayer) {
            return owned.entrySet().stream()
                    .filter(one -> one.getKey() >= 0 && one.getKey() < baseLayer)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        long changed() {
            return changedByAny;
        }

        long unknown() {
            return owned.getOrDefault(UNKNOWN, 0L);
        }

        private String text() {
            if (owned.isEmpty()) {
                return "none";
            }
            List<String> parts = new ArrayList<>();
            owned.forEach((owner, count) -> parts.add(CaseOwnership.name(owner) + " " + count
                    + (changed.containsKey(owner) ? " (" + changed.get(owner) + " changed)" : "")));
            return sectors() + " sectors: " + String.join(", ", parts);
        }

        private JsonObject json() {
            JsonObject json = new JsonObject();
            owned.forEach((owner, count) -> json.addProperty(CaseOwnership.name(owner), count));
            return json;
        }
    }

    /**
     * Counts.
     *
     * @param changes what each layer changed, by its number; the base is not among them
     */
    static CaseOwnership of(MergedSource disk, FilePlaces places, List<LayerChanges> changes) throws IOException {
        CaseOwnership ownership = new CaseOwnership(changes.size(), places.resident());
        long at = 0;
        for (DiskExtent extent : places.content()) {
            at += ownership.count(disk, extent, changes, ownership.content, at);
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
        RunCursor cursor = disk.plan().runs(first, Math.min(sectors, disk.sectors() - first));
        while (cursor.next()) {
            int owner =
                    cursor.isOwned() ? cursor.layer() : cursor.owner() == Owner.Unowned.UNWRITTEN ? UNWRITTEN : UNKNOWN;
            tally.owned.merge(owner, cursor.sectorCount(), Long::sum);
            if (owner >= 0 && owner < baseLayer) {
                long own = changes.get(owner).changed(cursor.firstSector(), cursor.sectorCount());
                if (own > 0) {
                    tally.changed.merge(owner, own, Long::sum);
                }
                tally.changesUnknown += changes.get(owner).unknown(cursor.firstSector(), cursor.sectorCount());
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

    /** Whether there is anything to say: a layer above the base owns something, or nobody knows who does. */
    boolean isWorthSaying() {
        return content.ownedAbove(baseLayer) + metadata.ownedAbove(baseLayer) + content.unknown() + metadata.unknown()
                > 0;
    }

    /** Whether anything of it is not known. */
    boolean isUnknown() {
        return content.unknown() + metadata.unknown() + content.changesUnknown + metadata.changesUnknown > 0;
    }

    long contentSectorsChanged() {
        return content.changed();
    }

    long metadataSectorsChanged() {
        return metadata.changed();
    }

    /** Takes what was made of it. */
    void settle(CaseJudge.Verdict found) {
        verdict = found;
        if (!found.metadataChanged()) {
            // What changed in the sectors are the neighbours.
            metadata.changed.clear();
            metadata.changedByAny = 0;
        }
    }

    FileStatus status() {
        return verdict.status();
    }

    /** In a few words, what happened. */
    String conclusion() {
        return switch (verdict.status()) {
            case NEW -> "new in a child";
            case CONTENT_CHANGED -> "content changed";
            case METADATA_CHANGED -> "only metadata changed";
            case DELETED -> "deleted in a child";
            case DELETED_NAME -> "a name that was deleted before";
            case REWRITTEN ->
                resident || content.ownedAbove(baseLayer) > 0
                        ? "stored again, equal"
                        : "only metadata stored again, equal";
            case UNTOUCHED -> "untouched";
            case UNKNOWN ->
                content.unknown() + metadata.unknown() > 0 ? "partly unknown" : "owned by a child, changes unknown";
        };
    }

    /** The figures in a line. */
    String justification() {
        String since = verdict.layer() < 0
                ? ""
                : (verdict.status() == FileStatus.NEW ? "made in layer " : "deleted in layer ") + verdict.layer()
                        + "; ";
        return since + (resident ? "content in the metadata" : "content " + content.text()) + "; metadata "
                + metadata.text();
    }

    Tally content() {
        return content;
    }

    Tally metadata() {
        return metadata;
    }

    /** The layers above the base that own something of it. */
    String layers() {
        TreeMap<Integer, Long> all = new TreeMap<>(content.owned);
        all.putAll(metadata.owned);
        List<String> names = new ArrayList<>();
        all.keySet().stream().filter(owner -> owner >= 0 && owner < baseLayer).forEach(owner -> names.add("" + owner));
        return String.join(",", names);
    }

    /** All of it for a program, and for the view that draws it: runs are first sector of the content, count, owner. */
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("status", verdict.status().toString());
        json.addProperty("layer", verdict.layer() < 0 ? null : verdict.layer());
        json.addProperty("resident", resident);
        json.add("content", content.json());
        json.add("metadata", metadata.json());
        json.addProperty("contentChanged", content.changed());
        json.addProperty("metadataChanged", metadata.changed());
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
