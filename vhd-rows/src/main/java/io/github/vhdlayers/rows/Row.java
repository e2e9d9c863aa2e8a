package io.github.vhdlayers.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is put together, column by column. What is not known is null and never 0. For one thread.
 *
 * @param columns names and values: texts, numbers, booleans, lists of texts and maps of numbers
 */
public record Row(Map<String, @Nullable Object> columns) {
    /** A row without columns. */
    public Row() {
        this(new LinkedHashMap<>());
    }

    /** This row, with one more column. */
    public Row with(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }

    /** The value of a column; null if it is unknown, or the row does not have it. */
    public @Nullable Object get(String column) {
        return columns.get(column);
    }
}
