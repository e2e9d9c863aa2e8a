package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.StringStartsWith;
import org.jspecify.annotations.Nullable;

/**
 * Which disks, and which part of them, can have rows that pass some filters. It leaves out what surely has none; Spark looks at each row
 * again. Immutable.
 */
final class Selection {
    private final RowTable table;
    private final List<Predicate<LabDisk>> conditions;
    private final long firstSector;
    private final long endSector;
    private final List<Filter> used;

    private Selection(
            RowTable table, List<Predicate<LabDisk>> conditions, long firstSector, long endSector, List<Filter> used) {
        this.table = table;
        this.conditions = List.copyOf(conditions);
        this.firstSector = firstSector;
        this.endSector = endSector;
        this.used = List.copyOf(used);
    }

    static Selection all(RowTable table) {
        return new Selection(table, List.of(), 0, Long.MAX_VALUE, List.of());
    }

    /** This and one more filter; the same if the filter saves nothing. */
    Selection and(Filter filter) {
        if (filter instanceof EqualTo equal && equal.value() != null) {
            return equals(filter, equal.attribute(), Set.of(equal.value()));
        }
        if (filter instanceof In in) {
            Set<Object> values = new HashSet<>();
            for (Object value : in.values()) {
                if (value != null) {
                    values.add(value);
                }
            }
            return equals(filter, in.attribute(), values);
        }
        if (filter instanceof StringStartsWith start && isPath(start.attribute())) {
            String begin = start.value();
            return with(filter, disk -> disk.paths().stream().anyMatch(path -> path.startsWith(begin)));
        }
        if (filter instanceof GreaterThanOrEqual from) {
            return sectors(filter, from.attribute(), from.value(), null);
        }
        if (filter instanceof GreaterThan above) {
            return sectors(filter, above.attribute(), above.value(), null);
        }
        if (filter instanceof LessThan below) {
            return sectors(filter, below.attribute(), null, below.value());
        }
        if (filter instanceof LessThanOrEqual upTo && upTo.value() instanceof Long last && last < Long.MAX_VALUE) {
            return sectors(filter, upTo.attribute(), null, last + 1);
        }
        return this;
    }

    private boolean isPath(String column) {
        return table == RowTable.DISKS && column.equals("path");
    }

    private Selection equals(Filter filter, String column, Set<?> values) {
        if (values.stream().allMatch(Long.class::isInstance) && !values.isEmpty()) {
            long least = values.stream().mapToLong(value -> (Long) value).min().orElseThrow();
            long most = values.stream().mapToLong(value -> (Long) value).max().orElseThrow();
            return most == Long.MAX_VALUE ? this : sectors(filter, column, least, most + 1);
        }
        Set<String> texts = new HashSet<>();
        values.forEach(value -> texts.add(value.toString()));
        if (isPath(column)) {
            return with(filter, disk -> disk.paths().stream().anyMatch(texts::contains));
        }
        if (column.equals("layer_key") || column.equals("leaf_key")) {
            return with(filter, disk -> texts.contains(disk.key()));
        }
        if (column.equals("uuid")) {
            return with(
                    filter, disk -> texts.contains(String.valueOf(disk.layer().get("uuid"))));
        }
        return this;
    }

    private Selection with(Filter filter, Predicate<LabDisk> condition) {
        List<Predicate<LabDisk>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new Selection(table, more, firstSector, endSector, plus(filter));
    }

    private Selection sectors(Filter filter, String column, @Nullable Object from, @Nullable Object below) {
        if (!table.isDivisible() || !column.equals("first_sector")) {
            return this;
        }
        long first = from instanceof Long value ? Math.max(firstSector, value) : firstSector;
        long end = below instanceof Long value ? Math.min(endSector, value) : endSector;
        return new Selection(table, conditions, first, end, plus(filter));
    }

    private List<Filter> plus(Filter filter) {
        List<Filter> more = new ArrayList<>(used);
        more.add(filter);
        return more;
    }

    /** The filters that are made use of. */
    List<Filter> used() {
        return used;
    }

    /** Whether a disk may have such rows. */
    boolean has(LabDisk disk) {
        return conditions.stream().allMatch(condition -> condition.test(disk));
    }

    /** Whether rows that begin in a part of a disk may pass. */
    boolean has(long first, long end) {
        return end > firstSector && first < endSector;
    }
}
