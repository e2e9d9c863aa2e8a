package io.github.vhdlayers.tool.output;

import java.io.IOException;
import java.util.List;

/**
 * A table for a person: a line with the names of the columns, and a line for each row. Empty cells at the end of a line are left out.
 *
 * @param <R> what a row is made of
 */
public final class TextTable<R> implements Table<R> {
    private final Appendable out;
    private final List<Column<R>> columns;
    private final StringBuilder line = new StringBuilder();

    private TextTable(Appendable out, List<Column<R>> columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Begins a table with the names of its columns. */
    public static <R> TextTable<R> begin(Appendable out, List<Column<R>> columns) throws IOException {
        TextTable<R> table = new TextTable<>(out, columns);
        table.print(Column::name);
        return table;
    }

    @Override
    public void row(R row) throws IOException {
        print(column -> column.seen(row));
    }

    private void print(Cell<R> cell) throws IOException {
        line.setLength(0);
        int end = 0;
        for (Column<R> column : columns) {
            String text = cell.of(column);
            column.add(text, line);
            end = text.isEmpty() ? end : line.length();
        }
        line.setLength(end);
        out.append(line.append('\n'));
    }

    @FunctionalInterface
    private interface Cell<R> {
        String of(Column<R> column) throws IOException;
    }
}
