package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.Column;
import io.github.vhdlayers.rows.Row;
import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Tables and rows as Spark has them. */
final class Schemas {
    private Schemas() {}

    static StructType of(RowTable table) {
        List<StructField> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            fields.add(DataTypes.createStructField(column.name(), type(column.type()), true));
        }
        return DataTypes.createStructType(fields);
    }

    /** The columns that a pruned schema has left, in its order. */
    static List<Column> columns(RowTable table, StructType schema) {
        Map<String, Column> byName = new HashMap<>();
        table.columns().forEach(column -> byName.put(column.name(), column));
        List<Column> columns = new ArrayList<>();
        for (String name : schema.fieldNames()) {
            Column column = byName.get(name);
            if (column == null) {
                throw new IllegalArgumentException("the table " + table + " has no column " + name);
            }
            columns.add(column);
        }
        return columns;
    }

    static InternalRow row(List<Column> columns, Row row) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(columns.get(i).type(), row.get(columns.get(i).name()));
        }
        return new GenericInternalRow(values);
    }

    private static DataType type(Column.Type type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case NUMBER -> DataTypes.LongType;
            case FLAG -> DataTypes.BooleanType;
            case TEXTS -> DataTypes.createArrayType(DataTypes.StringType, false);
            case NUMBERS -> DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType, false);
        };
    }

    private static @Nullable Object value(Column.Type type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case TEXT -> UTF8String.fromString(value.toString());
            case NUMBER -> ((Number) value).longValue();
            case FLAG -> value;
            case TEXTS -> texts(((List<?>) value).toArray());
            case NUMBERS -> {
                Map<?, ?> map = (Map<?, ?>) value;
                yield new ArrayBasedMapData(
                        texts(map.keySet().toArray()),
                        new GenericArrayData(map.values().toArray()));
            }
        };
    }

    private static GenericArrayData texts(Object[] values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = UTF8String.fromString(String.valueOf(values[i]));
        }
        return new GenericArrayData(texts);
    }
}
