package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Since which layer a partition is there. A partition of which that is not the base exists only in children: the disk as the
 * layer below left it has none like it, by the rule of {@link PartitionChanges}.
 *
 * @param partition the partition, in the newest state
 * @param layer the number of the oldest layer from which on it is there without a break; null if a table below cannot be read, or
 *     the layer that would tell is missing
 */
public record PartitionOrigin(Partition partition, @Nullable Integer layer) {
    /**
     * The origins of a table's partitions, in their order. Reads the partition tables of the views below, down to where no
     * partition is left to look for.
     *
     * @param disk the disk or view that the table is of
     * @param table its table, as {@link PartitionTable} reads it
     * @throws IOException if a VHD's table or bitmap, or the machine, fails
     */
    public static List<PartitionOrigin> of(MergedSource disk, PartitionTable table) throws IOException {
        disk.chain().requireOpen();
        int layers = disk.chain().layers().size();
        // What each partition was called in the view that was looked at last; null once its origin is clear.
        List<@Nullable Partition> sought = new ArrayList<>(table.partitions());
        List<@Nullable Integer> found = new ArrayList<>(Collections.nCopies(sought.size(), null));
        PartitionTable newer = table;
        int layer = disk.topLayer();
        while (layer + 1 < layers && sought.stream().anyMatch(partition -> partition != null)) {
            PartitionTable older = PartitionTable.read(disk.asOf(layer + 1));
            List<PartitionChange> changes = PartitionChanges.between(newer, older);
            // A table may list a thousand partitions, and a chain has hundreds of layers.
            Map<Partition, PartitionChange> changeOf = new HashMap<>();
            for (int i = 0; i < newer.partitions().size(); i++) {
                changeOf.putIfAbsent(newer.partitions().get(i), changes.get(i));
            }
            for (int i = 0; i < sought.size(); i++) {
                Partition partition = sought.get(i);
                if (partition != null) {
                    PartitionChange change = Objects.requireNonNull(changeOf.get(partition));
                    sought.set(i, change.older());
                    found.set(i, change.kind() == PartitionChange.Kind.ADDED ? Integer.valueOf(layer) : null);
                }
            }
            newer = older;
            layer++;
        }
        boolean whole = disk.chain().missingParent() == null;
        List<PartitionOrigin> origins = new ArrayList<>();
        for (int i = 0; i < sought.size(); i++) {
            Integer origin = sought.get(i) != null && whole ? Integer.valueOf(layers - 1) : found.get(i);
            origins.add(new PartitionOrigin(table.partitions().get(i), origin));
        }
        return List.copyOf(origins);
    }
}
