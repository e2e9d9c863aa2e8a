package io.github.vhdlayers.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes files so that no failure hides another and none is left open. */
public final class Closing {
    private Closing() {}

    /**
     * Closes every file, also when closing one fails.
     *
     * @param open what is closed
     * @throws IOException the first failure, with the others attached
     */
    public static void all(List<? extends Closeable> open) throws IOException {
        for (int i = 0; i < open.size(); i++) {
            try {
                open.get(i).close();
            } catch (IOException e) {
                allAfter(e, open.subList(i + 1, open.size()));
                throw e;
            }
        }
    }

    /**
     * Closes what a failure leaves open. What closing throws is attached to the failure, which the caller throws.
     *
     * @param failure why it is closed
     * @param open what is closed
     */
    public static void after(Throwable failure, Closeable open) {
        try {
            open.close();
        } catch (IOException onClose) {
            failure.addSuppressed(onClose);
        }
    }

    /**
     * Closes what a failure leaves open, one after another, as {@link #after} does.
     *
     * @param failure why they are closed
     * @param open what is closed
     */
    public static void allAfter(Throwable failure, List<? extends Closeable> open) {
        for (Closeable one : open) {
            after(failure, one);
        }
    }
}
