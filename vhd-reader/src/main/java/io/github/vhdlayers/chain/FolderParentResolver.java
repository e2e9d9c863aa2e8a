package io.github.vhdlayers.chain;

import java.nio.file.Path;
import java.util.List;

/**
 * Looks for parents in given folders, as {@link FolderIndex} lists them.
 *
 * @param folders where to look, in this order
 */
record FolderParentResolver(List<Path> folders) implements ParentResolver {
    FolderParentResolver {
        folders = List.copyOf(folders);
    }

    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) {
        return new FolderIndex(folders).candidates(reference);
    }

    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
        return new FolderIndex(folders).furtherCandidates(reference);
    }

    @Override
    public ParentResolver forOneChain() {
        return new FolderIndex(folders);
    }
}
