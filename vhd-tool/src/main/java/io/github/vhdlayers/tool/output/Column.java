package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table: its name, the type of its values, and how a person sees it. A value that is null is printed as an empty field to a
 * program, and as a word of the column's choice to a person. Immutable.
 *
 * @param <R> what a row is made of
 */
public final class Column<R> {
    /** Finds the value of a row. */
    @FunctionalInterface
    public interface Value<R> {
        @Nullable
        Object of(R row) throws IOException;
    }

    /** What the values are. */
    private enum Type {
        NUMBER,
        FLAG,
        /** A word or a number with letters that this program or the reader chose, so that it cannot look like a formula. */
        WORD,
        /** What a disk says, in which anything can stand; it has passed {@link SafeText#escape}. */
        TEXT,
        /** Words in a fixed order. */
        WORDS,
        /** Values by their names. */
        MAP,
        /** A row of columns within the row. */
        ROW
    }

    /** How a person sees a column. */
    private record Look(String before, int width, boolean isRight, String absent) {}

    private static final Look PLAIN = new Look("", 0, false, "-");

    private final String name;
    private final Type type;
    private final Value<R> value;
    private final Look look;

    private Column(String name, Type type, Value<R> value, Look look) {
        this.name = name;
        this.type = type;
        this.value = value;
        this.look = look;
    }

    /** A column of numbers. */
    public static <R> Column<R> number(String name, Value<R> value) {
        return new Column<>(name, Type.NUMBER, value, PLAIN);
    }

    /** A column of true and false. */
    public static <R> Column<R> flag(String name, Value<R> value) {
        return new Column<>(name, Type.FLAG, value, PLAIN);
    }

    /** A column of words that no disk chose: statuses, times, sums. */
    public static <R> Column<R> word(String name, Value<R> value) {
        return new Column<>(name, Type.WORD, value, PLAIN);
    }

    /** A column of texts that come from a disk, safe to show. A spreadsheet is kept from taking one for a formula. */
    public static <R> Column<R> text(String name, Value<R> value) {
        return new Column<>(name, Type.TEXT, value, PLAIN);
    }

    /** A column of lists of words. */
    public static <R> Column<R> words(String name, Value<R> value) {
        return new Column<>(name, Type.WORDS, value, PLAIN);
    }

    /** A column of values by their names. */
    public static <R> Column<R> map(String name, Value<R> value) {
        return new Column<>(name, Type.MAP, value, PLAIN);
    }

    /** A column of rows of other columns, which only a JSON document can have. */
    public static <R, S> Column<R> row(String name, RowOf<R, S> value, List<Column<S>> columns) {
        return new Column<>(
                name,
                Type.ROW,
                row -> {
                    S inner = value.of(row);
                    return inner == null ? null : (Inner) json -> write(columns, inner, json);
                },
                PLAIN);
    }

    /** Finds the row within a row. */
    @FunctionalInterface
    public interface RowOf<R, S> {
        @Nullable
        S of(R row) throws IOException;
    }

    /** A row within a row, ready to be written. */
    @FunctionalInterface
    private interface Inner {
        void write(JsonGenerator json) throws IOException;
    }

    /** The same column of rows that have such a row in them; null where they have none. */
    public <Q> Column<Q> in(RowOf<Q, R> outer) {
        return new Column<>(
                name,
                type,
                row -> {
                    R inner = outer.of(row);
                    return inner == null ? null : value.of(inner);
                },
                look);
    }

    /** The same under a longer name. */
    public Column<R> prefixed(String prefix) {
        return new Column<>(prefix + name, type, value, look);
    }

    /** The same, on the right of so many characters. */
    public Column<R> right(int width) {
        return look(new Look(look.before(), width, true, look.absent()));
    }

    /** The same, on the left of so many characters. */
    public Column<R> left(int width) {
        return look(new Look(look.before(), width, false, look.absent()));
    }

    /** The same with a text between it and the column before. */
    public Column<R> behind(String before) {
        return look(new Look(before, look.width(), look.isRight(), look.absent()));
    }

    /** The same with another word for what is not there than a dash. */
    public Column<R> orElse(String absent) {
        return look(new Look(look.before(), look.width(), look.isRight(), absent));
    }

    private Column<R> look(Look other) {
        return new Column<>(name, type, value, other);
    }

    String name() {
        return name;
    }

    /** Adds a text to a line, behind what stands before the column and as wide as the column is. */
    void add(String text, StringBuilder line) {
        int blanks = Math.max(0, look.width() - text.length());
        line.append(look.before());
        if (look.isRight()) {
            line.append(" ".repeat(blanks)).append(text);
        } else {
            line.append(text).append(" ".repeat(blanks));
        }
    }

    /** The value as a person sees it. */
    String seen(R row) throws IOException {
        Object found = value.of(row);
        return found == null ? look.absent() : plain(found);
    }

    /** The value as a field of comma-separated values; null for an empty one. */
    @Nullable
    Object field(R row) throws IOException {
        Object found = value.of(row);
        if (found == null) {
            return null;
        }
        return type == Type.TEXT ? SafeText.cell(found.toString()) : plain(found);
    }

    private String plain(Object found) {
        return switch (type) {
            case NUMBER, FLAG, WORD, TEXT -> found.toString();
            case WORDS -> ((Collection<?>) found).stream().map(String::valueOf).collect(Collectors.joining(" "));
            case MAP ->
                ((Map<?, ?>) found)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(";"));
            case ROW -> throw new IllegalStateException(name + " is a row, which only a document can have");
        };
    }

    /** Writes a row as an object. */
    static <R> void write(List<Column<R>> columns, R row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Column<R> column : columns) {
            json.writeFieldName(column.name);
            column.write(column.value.of(row), json);
        }
        json.writeEndObject();
    }

    private void write(@Nullable Object found, JsonGenerator json) throws IOException {
        if (found == null) {
            json.writeNull();
        } else if (found instanceof Inner inner) {
            inner.write(json);
        } else if (type == Type.WORD || type == Type.TEXT) {
            json.writeString(found.toString());
        } else {
            value(found, json);
        }
    }

    /** Writes a value by its class, which for the classes that most rows have is much faster than to look for a way. */
    private static void value(@Nullable Object found, JsonGenerator json) throws IOException {
        if (found instanceof Long || found instanceof Integer) {
            json.writeNumber(((Number) found).longValue());
        } else if (found instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (found instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            json.writePOJO(found);
        }
    }
}
