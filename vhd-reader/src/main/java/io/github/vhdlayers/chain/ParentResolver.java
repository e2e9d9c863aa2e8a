package io.github.vhdlayers.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks for files that may be a disk's parent.
 *
 * <p>A resolver only offers candidates. All of them are examined, and one is accepted if its id is the recorded one; if several have
 * it, the recorded time and size decide, and then their bytes are compared. A resolver therefore need not look into files. What it considered and will not offer it returns as
 * {@linkplain ParentCandidate#refused refused}, so that an error names every place that was tried.
 *
 * <p>The names and paths in a {@link ParentReference} come from the disk and may have been put there to harm: a resolver that
 * follows them reads whatever file somebody else chose, and on Windows a UNC path makes it log in to somebody else's server.
 *
 * <p>Called by the thread that opens the disk. A resolver that is given to several threads has to be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ParentResolver {
    /**
     * The candidates, the likeliest first. May be lazy; is iterated at most once.
     *
     * @param reference what the child records
     * @throws IOException if looking failed altogether; a single unreadable place is a refused candidate
     */
    Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException;

    /**
     * Candidates that are looked at only if none of {@link #candidates} is the parent, or what has its id does not have the recorded time, so
     * that it may be a copy that was changed: files that do not look like disks. None by default.
     *
     * @param reference what the child records
     * @throws IOException if looking failed altogether
     */
    default Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
        return List.of();
    }

    /**
     * The resolver for all layers of one chain, which may keep what it saw, as a listing of its folders. Asked once, by the thread
     * that then uses it. By default the resolver itself.
     */
    default ParentResolver forOneChain() {
        return this;
    }

    /**
     * A resolver that offers this one's candidates, and behind them those of another. All of them are examined, so that a second file with
     * the parent's id is noticed wherever it is.
     *
     * @param next offers the candidates behind this one's
     */
    default ParentResolver followedBy(ParentResolver next) {
        return new ResolverPair(this, next);
    }

    /** A resolver that offers nothing. */
    static ParentResolver none() {
        return reference -> List.of();
    }

    /**
     * A resolver that looks in the given folders, and not in folders inside them: first for files of the recorded names,
     * whatever their case, then at every {@code .vhd}, {@code .avhd}, {@code .vud}, {@code .vhdx} and {@code .avhdx} file there, and if none of them has the parent's
     * id and the recorded time at all other files; ids decide. Nothing outside the folders is offered, also not through a symbolic link.
     *
     * @param folders where to look, in this order
     */
    static ParentResolver inFolders(List<Path> folders) {
        return new FolderParentResolver(folders);
    }
}
