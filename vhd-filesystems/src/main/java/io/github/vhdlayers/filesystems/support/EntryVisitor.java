package io.github.vhdlayers.filesystems.support;

import java.io.IOException;

/** Takes the names of a folder. */
@FunctionalInterface
public interface EntryVisitor {
    /**
     * Takes one name.
     *
     * @return false to end the list
     * @throws IOException to end it, which is then thrown
     */
    boolean visit(FolderEntry entry) throws IOException;
}
