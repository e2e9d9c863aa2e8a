package io.github.vhdlayers.filesystem;

import java.io.IOException;

/**
 * Takes extents of a disk.
 *
 * <p>Called by the thread that asked, one call at a time; it need not be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ExtentVisitor {
    /**
     * Called for one extent.
     *
     * @throws IOException to end the scan, which then throws the same
     */
    void visit(DiskExtent extent) throws IOException;
}
