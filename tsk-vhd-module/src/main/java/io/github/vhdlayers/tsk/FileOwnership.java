package io.github.vhdlayers.tsk;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.vhdlayers.analysis.AuditVerdict;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whose a file's sectors are, and what of them a layer really changed. */
final class FileOwnership {
    /** More runs of one file than anybody can see. */
    private static final int MOST_RUNS = 512;

    private static final int NOBODY = -1;
    private static final int UNKNOWN = -2;

    private final int baseLayer;
    private final boolean resident;
    private final Tally content = new Tally();
    private final Tally metadata = new Tally();
    private final List<long[]> runs = new ArrayList<>();
    private boolean runsCut;

    private FileOwnership(int baseLayer, boolean resident) {
        this.baseLayer = baseLayer;
        this.resident = resident;
    }

    /** Sectors by owner. */
    static final class Tally {
        private final TreeMap<Integer, Long> owned = new TreeMap<>();
        /** Of layers above the base: sectors whose bytes are others than below. */
        private final TreeMap<Integer, Long> changed = new TreeMap<>();

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
            return changed.values().stream().mapToLong(Long::longValue).sum();
        }

        long unknown() {
            return owned.getOrDefault(UNKNOWN, 0L);
        }

        private String text() {
            if (owned.isEmpty()) {
                return "none";
            }
            List<String> parts = new ArrayList<>();
            owned.forEach((owner, count) -> parts.add(FileOwnership.name(owner) + " " + count
                    + (changed.containsKey(owner) ? " (" + changed.get(owner) + " changed)" : "")));
            return sectors() + " sectors: " + String.join(", ", parts);
        }

        private JsonObject json() {
            JsonObject json = new JsonObject();
            owned.forEach((owner, count) -> json.addProperty(FileOwnership.name(owner), count));
            return json;
        }
    }

    /**
     * Counts.
     *
     * @param verdicts the audits of the layers above the base, by their numbers
     */
    static FileOwnership of(MergedSource disk, FilePlaces places, List<LayerVerdicts> verdicts) throws IOException {
        FileOwnership ownership = new FileOwnership(disk.chain().layers().size() - 1, places.resident());
        long at = 0;
        for (FilePlaces.Range range : places.content()) {
            ownership.count(disk, range, verdicts, ownership.content, at);
            at += range.sectorCount();
        }
        for (FilePlaces.Range range : places.metadata()) {
            ownership.count(disk, range, verdicts, ownership.metadata, -1);
        }
        return ownership;
    }

    private void count(
            MergedSource disk, FilePlaces.Range range, List<LayerVerdicts> verdicts, Tally tally, long contentSector)
            throws IOException {
        RunCursor cursor = disk.plan().runs(range.firstSector(), range.sectorCount());
        while (cursor.next()) {
            int owner = cursor.isStored() ? cursor.layer() : cursor.owner() == Owner.Unowned.NOBODY ? NOBODY : UNKNOWN;
            tally.owned.merge(owner, cursor.sectorCount(), Long::sum);
            if (owner >= 0 && owner < verdicts.size()) {
                verdicts.get(owner).visit(cursor.firstSector(), cursor.sectorCount(), (verdict, sectors) -> {
                    if (verdict == AuditVerdict.CHANGED || verdict == AuditVerdict.ZEROED) {
                        tally.changed.merge(owner, sectors, Long::sum);
                    } else if (verdict == AuditVerdict.UNKNOWN) {
                        tally.changed.merge(UNKNOWN, sectors, Long::sum);
                    }
                });
            }
            if (contentSector >= 0) {
                addRun(contentSector + cursor.firstSector() - range.firstSector(), cursor.sectorCount(), owner);
            }
        }
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

    /** In a few words, what happened. */
    String conclusion() {
        if (content.unknown() + metadata.unknown() > 0) {
            return "partly unknown";
        } else if (content.changed.containsKey(UNKNOWN) || metadata.changed.containsKey(UNKNOWN)) {
            return "owned by a child, changes unknown";
        } else if (resident) {
            return metadata.changed() > 0
                    ? "content or metadata changed (content is in the metadata)"
                    : "written again unchanged";
        } else if (content.changed() > 0) {
            return "content changed";
        } else if (metadata.changed() > 0) {
            return "only metadata changed";
        }
        return content.ownedAbove(baseLayer) > 0 ? "written again unchanged" : "only metadata written again, unchanged";
    }

    /** The figures in a line. */
    String justification() {
        return (resident ? "content in the metadata" : "content " + content.text()) + "; metadata " + metadata.text();
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
        return owner == NOBODY ? "nobody" : owner == UNKNOWN ? "unknown" : "layer " + owner;
    }
}
