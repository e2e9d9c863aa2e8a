package io.github.vhdlayers.rows;

import java.io.IOException;

/** Takes rows, one after another. */
@FunctionalInterface
public interface RowSink {
    /**
     * Takes a row, which is the taker's from then on.
     *
     * @throws IOException to end, which is then thrown by what gives the rows
     */
    void add(Row row) throws IOException;
}
