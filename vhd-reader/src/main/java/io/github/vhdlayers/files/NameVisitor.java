package io.github.vhdlayers.files;

import java.io.IOException;

/** Takes the names of a walk. */
@FunctionalInterface
public interface NameVisitor {
    /**
     * Told of one name.
     *
     * @return false to end the walk
     * @throws IOException to end the walk, which then throws the same
     */
    boolean visit(FileName name) throws IOException;
}
