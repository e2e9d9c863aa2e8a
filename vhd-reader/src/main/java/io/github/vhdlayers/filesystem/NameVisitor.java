package io.github.vhdlayers.filesystem;

import java.io.IOException;

/**
 * Takes the names of a walk.
 *
 * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface NameVisitor {
    /**
     * Called for one name.
     *
     * @return false to end the walk
     * @throws IOException to end the walk, which then throws the same
     */
    boolean visit(FileName name) throws IOException;
}
