package io.github.vhdlayers.tika.pipes;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that is put together, column by column. What is not known is null and never 0. For one thread.
 *
 * @param columns names and values: texts, numbers, booleans, lists and maps of them
 */
record Row(Map<String, @Nullable Object> columns) {
    Row() {
        this(new LinkedHashMap<>());
    }

    Row with(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }
}
