package io.github.vhdlayers.internal.regions;

/**
 * What a part of a disk is to its partition table.
 */
public enum RegionKind {
    /** A partition that holds a volume; extended ones are gaps and tables around their logical partitions. */
    PARTITION("partition"),
    /** Sectors of the partition table itself. */
    TABLE("table"),
    /** Neither: before, between or behind the partitions. */
    GAP("gap"),
    /** Behind the end of this disk, where the one it is compared with goes on. */
    PAST_END("past the end");

    private final String text;

    RegionKind(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
