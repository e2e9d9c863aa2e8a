package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private final @Nullable Set<String> paths;
    private final @Nullable Set<String> keys;
    private final @Nullable String pathStart;
    private final long firstSector;
    private final long endSector;
    private final List<Filter> used;

    private Selection(
            RowTable table,
            @Nullable Set<String> paths,
            @Nullable Set<String> keys,
            @Nullable String pathStart,
            long firstSector,
            long endSector,
            List<Filter> used) {
        this.table = table;
        this.paths = paths;
        this.keys = keys;
        this.pathStart = pathStart;
        this.firstSector = firstSector;
        this.endSector = endSector;
        this.used = List.copyOf(used);
    }

    static Selection all(RowTable table) {
        return new Selection(table, null, null, null, 0, Long.MAX_VALUE, List.of());
    }

    /** This and one more filter; the same if the filter saves nothing. */
    Selection and(Filter filter) {
        if (filter instanceof EqualTo equal) {
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
        if (filter instanceof StringStartsWith start && isPath(start.attribute()) && pathStart == null) {
            return new Selection(table, paths, keys, start.value(), firstSector, endSector, plus(filter));
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
            return new Selection(table, both(paths, texts), keys, pathStart, firstSector, endSector, plus(filter));
        }
        boolean isKey = column.equals("layer_key") || column.equals("leaf_key");
        return isKey
                ? new Selection(table, paths, both(keys, texts), pathStart, firstSector, endSector, plus(filter))
                : this;
    }

    private Selection sectors(Filter filter, String column, @Nullable Object from, @Nullable Object below) {
        if (!table.isDivisible() || !column.equals("first_sector")) {
            return this;
        }
        long first = from instanceof Long value ? Math.max(firstSector, value) : firstSector;
        long end = below instanceof Long value ? Math.min(endSector, value) : endSector;
        return new Selection(table, paths, keys, pathStart, first, end, plus(filter));
    }

    private static Set<String> both(@Nullable Set<String> some, Set<String> others) {
        Set<String> both = new HashSet<>(others);
        if (some != null) {
            both.retainAll(some);
        }
        return both;
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
        return (keys == null || keys.contains(disk.key()))
                && (paths == null || disk.paths().stream().anyMatch(paths::contains))
                && (pathStart == null
                        || disk.paths().stream().anyMatch(path -> path.startsWith(Objects.requireNonNull(pathStart))));
    }

    /** Whether rows that begin in a part of a disk may pass. */
    boolean has(long first, long end) {
        return end > firstSector && first < endSector;
    }
}
