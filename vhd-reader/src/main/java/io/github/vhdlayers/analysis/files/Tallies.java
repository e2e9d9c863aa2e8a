package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.internal.files.Suspects;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipRun.UnknownCause;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts who owns the sectors that some extents touch, each sector once. */
final class Tallies implements Suspects {
    private static final int SECTOR = 512;
    private static final int SECTOR_BITS = 9;
    private static final int COMMON = 64;
    private static final Comparator<DiskExtent> BY_PLACE = Comparator.comparingLong(DiskExtent::diskOffset);

    private final MergedSource view;
    private final int layer;
    private final int since;
    private final LayerChanges changes;
    private final @Nullable MergedSource below;
    /** Tallies of sectors with one owner. Records, and contents of few clusters, have the same ones in all of a disk. */
    private final @Nullable OneOwner[] common = new OneOwner[COMMON];

    /** A tally of sectors that one layer owns. */
    private record OneOwner(int owner, long sectors, long changed, SectorTally tally) {}

    /**
     * Counts for a layer, or for several that are taken for one.
     *
     * @param view the disk as the layer left it
     * @param layer the newest of them
     * @param since the layer below the oldest of them
     * @param changes which of its sectors they changed
     */
    Tallies(MergedSource view, int layer, int since, LayerChanges changes) {
        this.view = view;
        this.layer = layer;
        this.since = since;
        this.changes = changes;
        this.below = since < view.chain().layers().size() ? view.asOf(since) : null;
    }

    MergedSource view() {
        return view;
    }

    int layer() {
        return layer;
    }

    /** The layer if there is only one; null if several are taken for one. */
    @Nullable
    Integer onlyLayer() {
        return layer + 1 == since ? layer : null;
    }

    /** The oldest of the layers. */
    int oldest() {
        return since - 1;
    }

    /** Whether it is among the layers. */
    boolean isOwn(int other) {
        return other >= layer && other < since;
    }

    /** How many sectors of a range the layer changed; null if that is not known of all that it owns there. */
    @Nullable
    Long changedOf(long firstSector, long count) {
        return changes.unknown(firstSector, count) > 0 ? null : Long.valueOf(changes.changed(firstSector, count));
    }

    @Override
    public boolean isSuspect(long sector) {
        return changes.isSuspect(sector, 1);
    }

    @Override
    public boolean isSuspect(long diskOffset, long length) {
        long first = diskOffset >> SECTOR_BITS;
        long count = ((diskOffset + length + SECTOR - 1) >> SECTOR_BITS) - first;
        return changes.isSuspect(first, count);
    }

    /** Which sectors of ranges the layer owns, as ranges. */
    List<long[]> ownedOf(List<long[]> ranges) throws IOException {
        List<long[]> owned = new ArrayList<>();
        for (long[] range : ranges) {
            RunCursor runs = view.ownership().runs(range[0], range[1] - range[0]);
            while (runs.next()) {
                if (isOwn(runs.layer())) {
                    owned.add(new long[] {runs.firstSector(), runs.firstSector() + runs.sectorCount()});
                }
            }
        }
        return owned;
    }

    /** How many sectors of a range the layer owns; null if its own damage leaves that open. */
    @Nullable
    Long owned(long first, long count) throws IOException {
        long owned = 0;
        RunCursor runs = view.ownership().runs(first, count);
        while (runs.next()) {
            if (isOwn(runs.layer())) {
                owned += runs.sectorCount();
            } else if (isOwnDamage(runs)) {
                return null;
            }
        }
        return owned;
    }

    private boolean isOwnDamage(RunCursor runs) {
        UnknownCause cause = runs.unknownCause();
        return cause != null && cause.isOfLayer() && isOwn(runs.unknownLayer());
    }

    /**
     * Counts sectors.
     *
     * @param ranges first sectors and ends, sorted, without overlap, on the disk
     * @param owners the disk that says who owns them: the layer's view, or for a deleted file the disk below
     * @param extents the bytes that are meant, of which some may share a sector with bytes of others; null if all of the sectors are
     */
    SectorTally count(List<long[]> ranges, MergedSource owners, @Nullable List<DiskExtent> extents) throws IOException {
        if (ranges.isEmpty()) {
            return SectorTally.NONE;
        }
        SectorTally plain = isOfView(owners) && ranges.size() == 1 ? ofOneOwner(ranges.get(0), extents != null) : null;
        if (plain != null) {
            return plain;
        }
        SectorCounts.Counter counter = new SectorCounts.Counter();
        long sectors = 0;
        Long owned = 0L;
        Long changed = 0L;
        for (long[] range : ranges) {
            long count = range[1] - range[0];
            sectors += count;
            long there = Math.min(range[1], owners.sectors()) - range[0];
            owned = sum(owned, owned(range[0], count));
            changed = sum(changed, changedOf(range[0], count));
            RunCursor runs = owners.ownership().runs(range[0], Math.max(0, there));
            while (runs.next()) {
                counter.add(runs);
            }
        }
        if (changed != null && changed > 0 && extents != null) {
            changed -= sharedUnchanged(extents);
        }
        SectorCounts counts = counter.counts();
        return new SectorTally(
                sectors,
                owned,
                owned == null ? null : changed,
                counts.sectorsByLayer(),
                counts.unwrittenSectors(),
                counts.unknownSectors());
    }

    @SuppressWarnings("ReferenceEquality") // another view is another disk, whatever it has
    private boolean isOfView(MergedSource owners) {
        return owners == view;
    }

    /**
     * The tally of a range that one layer owns as a whole; null of others.
     *
     * @param unchanged whether only a range without changes is meant
     */
    private @Nullable SectorTally ofOneOwner(long[] range, boolean unchanged) throws IOException {
        long sectors = range[1] - range[0];
        Long changed = changedOf(range[0], sectors);
        if (changed == null || (unchanged && changed > 0)) {
            return null;
        }
        RunCursor runs = view.ownership().runs(range[0], sectors);
        int owner = runs.next() && runs.isOwned() ? runs.layer() : -1;
        if (owner < 0) {
            return null;
        }
        while (runs.next()) {
            if (!runs.isOwned() || runs.layer() != owner) {
                return null;
            }
        }
        int at = (int) (sectors + owner) & COMMON - 1;
        OneOwner kept = common[at];
        if (kept == null || kept.owner() != owner || kept.sectors() != sectors || kept.changed() != changed) {
            SectorCounts.Counter counter = new SectorCounts.Counter();
            counter.add(view.ownership().runAt(range[0]), sectors);
            SectorTally tally = new SectorTally(
                    sectors,
                    isOwn(owner) ? sectors : 0,
                    changed,
                    counter.counts().sectorsByLayer(),
                    0,
                    0);
            kept = new OneOwner(owner, sectors, changed, tally);
            common[at] = kept;
        }
        return kept.tally();
    }

    /** A sum that is not known if a part of it is not. */
    static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : Long.valueOf(one + other);
    }

    /** How many changed sectors are changed only where others have a share in them: inodes, entries of folders. */
    private long sharedUnchanged(List<DiskExtent> extents) throws IOException {
        if (below == null) {
            return 0;
        }
        Map<Long, Boolean> same = new HashMap<>();
        for (DiskExtent extent : extents) {
            if (extent.diskOffset() % SECTOR == 0 && extent.length() % SECTOR == 0) {
                continue;
            }
            for (long at = extent.diskOffset(); at < extent.end(); ) {
                long next = Math.min(extent.end(), (at / SECTOR + 1) * SECTOR);
                if (changes.changed(at / SECTOR, 1) > 0) {
                    boolean part = next - at < SECTOR;
                    same.merge(at / SECTOR, part && equal(view, below, at, (int) (next - at)), Boolean::logicalAnd);
                }
                at = next;
            }
        }
        return same.values().stream().filter(unchanged -> unchanged).count();
    }

    private static boolean equal(MergedSource one, MergedSource other, long at, int length) throws IOException {
        ByteBuffer a = ByteBuffer.allocate(length);
        ByteBuffer b = ByteBuffer.allocate(length);
        one.readFully(at, a);
        other.readFully(at, b);
        return a.flip().equals(b.flip());
    }

    /** The sectors that extents touch, as ranges that are sorted, do not overlap, and are on the disk. */
    List<long[]> ranges(List<DiskExtent> extents) {
        List<long[]> ranges = new ArrayList<>(extents.size());
        List<DiskExtent> sorted = extents;
        if (extents.size() > 1) {
            sorted = new ArrayList<>(extents);
            sorted.sort(BY_PLACE);
        }
        for (DiskExtent extent : sorted) {
            long first = extent.diskOffset() >> SECTOR_BITS;
            long end = Math.min(view.sectors(), (extent.end() + SECTOR - 1) >> SECTOR_BITS);
            if (first >= end) {
                continue;
            }
            long[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && first <= last[1]) {
                last[1] = Math.max(last[1], end);
            } else {
                ranges.add(new long[] {first, end});
            }
        }
        return ranges;
    }

    /** What of some ranges is not in others; both sorted and without overlap. */
    static List<long[]> without(List<long[]> ranges, List<long[]> others) {
        List<long[]> left = new ArrayList<>();
        int next = 0;
        for (long[] range : ranges) {
            long at = range[0];
            while (next > 0 && next < others.size() && others.get(next)[0] > at) {
                next--;
            }
            while (at < range[1]) {
                while (next < others.size() && others.get(next)[1] <= at) {
                    next++;
                }
                long[] other = next < others.size() ? others.get(next) : null;
                if (other == null || other[0] >= range[1]) {
                    left.add(new long[] {at, range[1]});
                    at = range[1];
                } else {
                    if (other[0] > at) {
                        left.add(new long[] {at, other[0]});
                    }
                    at = other[1];
                }
            }
        }
        return left;
    }
}
