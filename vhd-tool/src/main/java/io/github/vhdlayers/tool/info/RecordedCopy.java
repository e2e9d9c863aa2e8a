package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.internal.partition.ShadowCopy;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shadow copy that a volume records; without a copy, that it is not known which there are.
 *
 * @param partition the number of the volume's partition
 * @param copy what is recorded of it, or null if the catalog cannot be read
 * @param layer the layer that stores the record, or null if no layer does or that is not known
 */
public record RecordedCopy(int partition, @Nullable ShadowCopy copy, @Nullable Integer layer) {
    static final String NOT_KNOWN = "which shadow copies there are is not known: their catalog cannot be read";

    /** The shadow copies of all volumes. */
    static List<RecordedCopy> of(MergedSource view, PartitionTable table) throws IOException {
        List<RecordedCopy> all = new ArrayList<>();
        for (Partition partition : table.partitions()) {
            List<ShadowCopy> copies = ShadowCopy.of(view, partition);
            if (copies == null) {
                all.add(new RecordedCopy(partition.number(), null, null));
                continue;
            }
            for (ShadowCopy copy : copies) {
                Owner owner = view.ownership().ownerOf(copy.diskSector());
                all.add(new RecordedCopy(
                        partition.number(), copy, owner instanceof Owner.Layer layer ? layer.index() : null));
            }
        }
        return all;
    }

    /** What is known of it, in one sentence without a full stop. */
    public String sentence() {
        return copy == null
                ? NOT_KNOWN
                : sentence(
                        copy.id().toString(),
                        copy.created() == null ? null : copy.created().toString(),
                        layer);
    }

    static String sentence(@Nullable String id, @Nullable String created, @Nullable Integer layer) {
        return "shadow copy " + id + ", created " + (created == null ? "at a time that is not recorded" : created)
                + (layer == null ? "" : ", recorded by layer " + layer)
                + "; its content is not read";
    }
}
