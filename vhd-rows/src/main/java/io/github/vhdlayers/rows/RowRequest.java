package io.github.vhdlayers.rows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows of a disk are wanted. Immutable.
 *
 * @param table of which table
 * @param columns the columns that are looked at; others may be null where finding them out takes long
 * @param firstSector where the part of the disk begins, 0 for all of it, a multiple of {@link #PART_SECTORS}; of a table that is {@linkplain RowTable#isDivisible divisible}
 *     a row is in the part in which it begins
 * @param endSector the sector behind the part; {@link Long#MAX_VALUE} for all that is behind its begin
 */
public record RowRequest(RowTable table, Set<String> columns, long firstSector, long endSector) {
    /** What parts of a disk are multiples of, in sectors of 512 bytes: a gibibyte. */
    public static final long PART_SECTORS = 1L << 21;

    /**
     * Keeps an unmodifiable copy of the set.
     *
     * @throws IllegalArgumentException if the part is none
     */
    public RowRequest {
        columns = Set.copyOf(columns);
        if (firstSector < 0 || firstSector % PART_SECTORS != 0 || endSector < firstSector) {
            throw new IllegalArgumentException("sectors " + firstSector + " to " + endSector);
        }
    }

    /** All rows of a table, with all columns. */
    public static RowRequest all(RowTable table) {
        Set<String> columns = new HashSet<>();
        table.columns().forEach(column -> columns.add(column.name()));
        return new RowRequest(table, columns, 0, Long.MAX_VALUE);
    }

    /** The same with some columns only. */
    public RowRequest withColumns(Set<String> wanted) {
        return new RowRequest(table, wanted, firstSector, endSector);
    }

    /** The same for a part of the disk. */
    public RowRequest withSectors(long first, long end) {
        return new RowRequest(table, columns, first, end);
    }

    boolean wantsAny(String... names) {
        return List.of(names).stream().anyMatch(columns::contains);
    }
}
