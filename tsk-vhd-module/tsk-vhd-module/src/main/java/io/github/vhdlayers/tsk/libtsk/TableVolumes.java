package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.PartitionTable;
import io.github.vhdlayers.partition.Volume;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The volumes of a partition table that libtsk is asked to open. */
public final class TableVolumes {
    private TableVolumes() {}

    /** Takes a volume. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one volume.
         *
         * @param partition the partition, or null for a disk without a table that is known
         * @param kind what the volume's first sectors tell
         * @param firstSector where it begins on the disk
         * @throws IOException to end the list, which is then thrown
         */
        void visit(@Nullable Partition partition, Volume.Kind kind, long firstSector) throws IOException;
    }

    /**
     * Lists the volumes in the order of the table; a disk without a table that is known is one volume.
     *
     * @throws IOException if the visitor throws it
     */
    public static void each(PartitionTable table, Visitor visitor) throws IOException {
        for (Partition partition : table.partitions()) {
            if (partition.kind() != Partition.Kind.EXTENDED) {
                Volume volume = partition.volume();
                Volume.Kind kind = volume == null ? Volume.Kind.UNRECOGNISED : volume.kind();
                visitor.visit(partition, kind, partition.firstSector());
            }
        }
        if (table.partitions().isEmpty()) {
            visitor.visit(null, Volume.Kind.UNRECOGNISED, 0);
        }
    }
}
