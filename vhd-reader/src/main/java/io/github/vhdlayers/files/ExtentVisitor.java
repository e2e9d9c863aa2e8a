package io.github.vhdlayers.files;

import java.io.IOException;

/** Takes extents of a disk. */
@FunctionalInterface
public interface ExtentVisitor {
    /**
     * Told of one extent.
     *
     * @throws IOException to end the scan, which then throws the same
     */
    void visit(DiskExtent extent) throws IOException;
}
