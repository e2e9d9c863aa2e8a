package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions exist in one state of a disk only: in the disk as a child made it, and not in its parent, for instance.
 *
 * <p>A partition is the same one if a GPT gives it the same id, and otherwise if it begins at the same sector. Extended
 * partitions are compared like others.
 *
 * <p>Thread-safe: it keeps nothing.
 */
public final class PartitionChanges {
    private PartitionChanges() {}

    /**
     * Compares two tables.
     *
     * @param newer the table of the newer state
     * @param older the table of the older state
     * @return the newer table's partitions in their order, then those that only the older one has
     */
    public static List<PartitionChange> between(PartitionTable newer, PartitionTable older) {
        List<Partition> left = new ArrayList<>(older.partitions());
        List<@Nullable Partition> matches = new ArrayList<>();
        for (Partition partition : newer.partitions()) {
            matches.add(take(left, partition, PartitionChanges::sameId));
        }
        for (int i = 0; i < matches.size(); i++) {
            if (matches.get(i) == null) {
                matches.set(i, take(left, newer.partitions().get(i), PartitionChanges::samePlace));
            }
        }
        List<PartitionChange> changes = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            changes.add(change(newer.partitions().get(i), matches.get(i), older));
        }
        for (Partition gone : left) {
            PartitionChange.Kind kind =
                    isComplete(newer) ? PartitionChange.Kind.REMOVED : PartitionChange.Kind.NOT_KNOWN;
            changes.add(new PartitionChange(kind, null, gone));
        }
        return List.copyOf(changes);
    }

    private static PartitionChange change(Partition newer, @Nullable Partition older, PartitionTable olderTable) {
        if (older == null) {
            PartitionChange.Kind kind =
                    isComplete(olderTable) ? PartitionChange.Kind.ADDED : PartitionChange.Kind.NOT_KNOWN;
            return new PartitionChange(kind, newer, null);
        }
        // Of types the ids: Java makes the equals of a record when it is first called, which a short command would
        // notice.
        boolean same = newer.number() == older.number()
                && newer.kind() == older.kind()
                && newer.type().id().equals(older.type().id())
                && newer.firstSector() == older.firstSector()
                && newer.sectorCount() == older.sectorCount()
                && Objects.equals(newer.id(), older.id())
                && newer.name().equals(older.name())
                && newer.attributes() == older.attributes();
        return new PartitionChange(same ? PartitionChange.Kind.SAME : PartitionChange.Kind.CHANGED, newer, older);
    }

    private static @Nullable Partition take(
            List<Partition> left, Partition wanted, BiPredicate<Partition, Partition> alike) {
        for (int i = 0; i < left.size(); i++) {
            if (alike.test(left.get(i), wanted)) {
                return left.remove(i);
            }
        }
        return null;
    }

    private static boolean sameId(Partition one, Partition other) {
        return one.id() != null && one.id().equals(other.id());
    }

    private static boolean samePlace(Partition one, Partition other) {
        return one.firstSector() == other.firstSector();
    }

    private static boolean isComplete(PartitionTable table) {
        return table.findings().stream().noneMatch(finding -> finding.code() == FindingCode.TABLE_UNREADABLE);
    }
}
