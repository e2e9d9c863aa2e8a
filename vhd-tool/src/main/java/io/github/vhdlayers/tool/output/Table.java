package io.github.vhdlayers.tool.output;

import java.io.IOException;

/**
 * A table that is printed row by row, in one of the formats. For one thread.
 *
 * @param <R> what a row is made of
 */
@FunctionalInterface
public interface Table<R> {
    /** Prints a row. */
    void row(R row) throws IOException;
}
