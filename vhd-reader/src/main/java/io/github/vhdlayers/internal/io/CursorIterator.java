package io.github.vhdlayers.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * Iterates over what a cursor finds. What the cursor throws is thrown as an {@link UncheckedIOException}, because an iterator may not throw
 * checked exceptions.
 *
 * <p>Not thread-safe.
 *
 * @param <T> what the cursor finds
 */
public final class CursorIterator<T> implements Iterator<T> {
    private final Step step;
    private final Supplier<T> current;
    private boolean ready;

    /** Moves a cursor to what is next. */
    @FunctionalInterface
    public interface Step {
        /**
         * Returns false at the end.
         *
         * @throws IOException if what is next cannot be read
         */
        boolean next() throws IOException;
    }

    /**
     * An iterator that begins where the cursor is.
     *
     * @param step moves the cursor
     * @param current returns what the cursor is at
     */
    public CursorIterator(Step step, Supplier<T> current) {
        this.step = step;
        this.current = current;
    }

    @Override
    public boolean hasNext() {
        if (!ready) {
            try {
                ready = step.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ready;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        return current.get();
    }
}
