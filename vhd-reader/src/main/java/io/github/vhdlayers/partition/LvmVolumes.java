package io.github.vhdlayers.partition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes logical volumes of the text of a volume group: those that a user sees, each mapped to sectors of one physical volume or named for
 * what it is. For one thread and one table.
 */
final class LvmVolumes {
    private static final int MOST_VOLUMES = 1_024;
    private static final int MOST_PIECES = 65_536;
    /** No disk has as many sectors; a product of two numbers below it fits. */
    private static final long MOST = 1L << 40;

    private int piecesLeft = MOST_PIECES;
    private int volumesLeft = MOST_VOLUMES;

    /** The physical volume that was found: its name in the text, and where its extents are. */
    private record Physical(String name, long firstSector, long extents, long extentSectors) {}

    /**
     * The group that a text describes.
     *
     * @param id of the physical volume that it was found on, 32 letters
     * @param firstSector where that begins on the disk
     * @param sectorCount how many sectors of it are on the disk
     */
    Volume.Group of(LvmText.Section text, String id, long firstSector, long sectorCount) {
        Map<String, LvmText.Section> sections = text.sections();
        if (sections.size() != 1) {
            return Volume.Group.unknown("the text of its metadata has " + sections.size() + " groups");
        }
        Map.Entry<String, LvmText.Section> named =
                sections.entrySet().iterator().next();
        String name = named.getKey();
        LvmText.Section group = named.getValue();
        long extent = group.number("extent_size");
        LvmText.Section all = group.section("physical_volumes");
        Physical physical = all == null || extent < 1 || extent > MOST ? null : physical(all, id, extent, firstSector);
        if (physical == null) {
            return new Volume.Group(name, List.of(), "the text of its metadata does not describe this physical volume");
        }
        LvmText.Section volumes = group.section("logical_volumes");
        List<LogicalVolume> found = new ArrayList<>();
        String problem = null;
        if (volumes != null) {
            Map<String, LvmText.Section> each = volumes.sections();
            Map<String, String> snapshots = snapshots(each);
            for (Map.Entry<String, LvmText.Section> one : each.entrySet()) {
                if (!one.getValue().list("status").contains("VISIBLE")) {
                    continue;
                }
                if (volumesLeft-- <= 0) {
                    problem = "it has more than " + MOST_VOLUMES + " logical volumes, of which the others are left out";
                    break;
                }
                String path = name + "/" + one.getKey();
                found.add(
                        volume(path, one.getValue(), snapshots.get(one.getKey()), physical, firstSector, sectorCount));
            }
        }
        return new Volume.Group(name, found, problem);
    }

    private static @Nullable Physical physical(LvmText.Section all, String id, long extent, long firstSector) {
        for (Map.Entry<String, LvmText.Section> one : all.sections().entrySet()) {
            LvmText.Section volume = one.getValue();
            if (volume.string("id").replace("-", "").equals(id)) {
                long start = volume.number("pe_start");
                long count = volume.number("pe_count");
                boolean possible = start >= 0 && start < MOST && count >= 0 && count < MOST;
                return possible ? new Physical(one.getKey(), firstSector + start, count, extent) : null;
            }
        }
        return null;
    }

    /** What else volumes are than their own segments say: those that hold changes of another, and those into which changes are being merged. */
    private static Map<String, String> snapshots(Map<String, LvmText.Section> volumes) {
        Map<String, String> found = new HashMap<>();
        for (LvmText.Section volume : volumes.values()) {
            for (LvmText.Section segment : volume.sections().values()) {
                if (segment.string("type").equals("snapshot")) {
                    found.put(segment.string("cow_store"), "snapshot");
                    String merging = segment.string("merging_store");
                    if (!merging.isEmpty()) {
                        found.put(merging, "snapshot");
                        found.put(segment.string("origin"), "snapshot-merge");
                    }
                }
            }
        }
        return found;
    }

    private LogicalVolume volume(
            String name,
            LvmText.Section volume,
            @Nullable String snapshot,
            Physical physical,
            long firstSector,
            long sectorCount) {
        TreeMap<Long, LvmText.Section> segments = new TreeMap<>();
        Set<String> kinds = new TreeSet<>();
        long extents = 0;
        String wrong = null;
        for (LvmText.Section segment : volume.sections().values()) {
            long start = segment.number("start_extent");
            long count = segment.number("extent_count");
            if (start < 0 || start > MOST || count < 1 || count > MOST || segments.put(start, segment) != null) {
                wrong = "has a segment that cannot be";
                continue;
            }
            kinds.add(kind(segment));
            extents = Math.max(extents, start + count);
        }
        long sectors = extents > MOST / physical.extentSectors() ? -1 : extents * physical.extentSectors();
        if (segments.isEmpty() || sectors < 0) {
            wrong = "has no segments, or larger ones than there can be";
        }
        String kind = snapshot != null ? snapshot : kinds.isEmpty() ? "unknown" : String.join(",", kinds);
        if (wrong == null && !kind.equals("linear")) {
            wrong = "is of the kind " + kind + ", which is not read";
        }
        List<LogicalVolume.Piece> pieces = new ArrayList<>();
        if (wrong == null) {
            wrong = map(segments, physical, firstSector, sectorCount, pieces);
        }
        return wrong == null
                ? new LogicalVolume(name, kind, sectors, pieces, null, null)
                : LogicalVolume.unreadable(name, kind, Math.max(0, sectors), wrong);
    }

    /** One stripe is what LVM calls linear; kinds come from a file and are named by their letters alone. */
    private static String kind(LvmText.Section segment) {
        String type = segment.string("type").replaceAll("[^A-Za-z0-9_-]", "?");
        String known = type.length() > 32 ? type.substring(0, 32) : type;
        return known.equals("striped") && segment.number("stripe_count") == 1 ? "linear" : known;
    }

    /** Fills in the pieces of linear segments, and returns why the volume cannot be read, or null. */
    private @Nullable String map(
            Map<Long, LvmText.Section> segments,
            Physical physical,
            long firstSector,
            long sectorCount,
            List<LogicalVolume.Piece> pieces) {
        long next = 0;
        TreeMap<Long, Long> used = new TreeMap<>();
        Set<String> others = new HashSet<>();
        for (Map.Entry<Long, LvmText.Section> entry : segments.entrySet()) {
            long start = entry.getKey();
            LvmText.Section segment = entry.getValue();
            long count = segment.number("extent_count");
            if (start != next) {
                return "has a gap between its segments, or segments in one another";
            }
            next = start + count;
            List<?> stripes = segment.list("stripes");
            if (stripes.size() != 2
                    || !(stripes.get(0) instanceof String on)
                    || !(stripes.get(1) instanceof Long place)) {
                return "has a segment that cannot be";
            }
            if (!on.equals(physical.name())) {
                others.add(on);
                continue;
            }
            if (place < 0 || place > physical.extents() || count > physical.extents() - place) {
                return "has a segment behind the end of its physical volume";
            }
            Map.Entry<Long, Long> before = used.floorEntry(place + count - 1);
            if (before != null && before.getValue() > place) {
                return "has one part of the disk twice";
            }
            used.put(place, place + count);
            long unit = physical.extentSectors();
            if (physical.extents() > MOST / unit) {
                return "is on a physical volume that is larger than there can be";
            }
            long disk = physical.firstSector() + place * unit;
            if (disk - firstSector > sectorCount || count * unit > sectorCount - (disk - firstSector)) {
                return "has a segment behind the end of its partition or the disk";
            }
            if (piecesLeft-- <= 0) {
                return "has too many segments, which are not read";
            }
            pieces.add(new LogicalVolume.Piece(start * unit, disk, count * unit));
        }
        return others.isEmpty() ? null : "is in part or as a whole on another physical volume, and is not read";
    }
}
