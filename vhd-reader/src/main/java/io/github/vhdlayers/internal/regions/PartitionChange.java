package io.github.vhdlayers.internal.regions;

import io.github.vhdlayers.partition.Partition;
import io.github.vhdlayers.partition.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What became of a partition between two states of a disk.
 *
 * @param kind what became of it
 * @param newer the partition in the newer state, or null if it is not there
 * @param older the partition in the older state, or null if it was not there, or the older table is not known
 */
public record PartitionChange(Kind kind, @Nullable Partition newer, @Nullable Partition older) {
    /**
     * Whether it was formatted anew: it is in both states and holds another file system, or one with another serial number or id.
     * A volume with first sectors that cannot be read in one state counts as the same.
     */
    public boolean isReformatted() {
        Volume now = newer == null ? null : newer.volume();
        Volume before = older == null ? null : older.volume();
        return now != null
                && before != null
                && now.kind() != Volume.Kind.UNREADABLE
                && before.kind() != Volume.Kind.UNREADABLE
                && (now.kind() != before.kind() || !now.serial().equals(before.serial()));
    }

    /** What became of a partition. */
    public enum Kind {
        /** As it was. */
        SAME("same"),
        /** In both, but with another size, type, number or name. */
        CHANGED("changed"),
        /** In the newer state only. */
        ADDED("added"),
        /** In the older state only. */
        REMOVED("removed"),
        /** In one state; whether it is in the other is not known, because part of that table cannot be read. */
        NOT_KNOWN("not known");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
