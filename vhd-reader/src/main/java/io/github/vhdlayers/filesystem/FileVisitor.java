package io.github.vhdlayers.filesystem;

import java.io.IOException;

/**
 * Takes the files of a walk.
 *
 * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FileVisitor {
    /**
     * Called for one file.
     *
     * @return false to end the walk
     * @throws IOException to end the walk, which then throws the same
     */
    boolean visit(DiskFile file) throws IOException;
}
