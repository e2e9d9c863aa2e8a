package io.github.vhdlayers.tika;

import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks for parents by the catalogue of the operator's trees, which is made when the first is looked for. For one thread. */
final class TreeResolver implements ParentResolver {
    private final Function<Progress, Catalogue> catalogue;
    private final List<Path> folders;
    private final Pulse pulse;
    private @Nullable ParentResolver resolver;

    /**
     * A resolver for one document.
     *
     * @param catalogue makes the catalogue, or returns the one that was made before
     * @param folders where parents are looked for as well
     */
    TreeResolver(Function<Progress, Catalogue> catalogue, List<Path> folders, Pulse pulse) {
        this.catalogue = catalogue;
        this.folders = List.copyOf(folders);
        this.pulse = pulse;
    }

    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
        return resolver().candidates(reference);
    }

    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
        return resolver().furtherCandidates(reference);
    }

    private ParentResolver resolver() throws IOException {
        ParentResolver known = resolver;
        if (known == null) {
            known = made().resolver(folders).forOneChain();
            resolver = known;
        }
        return known;
    }

    private Catalogue made() throws IOException {
        Thread parser = Thread.currentThread();
        Progress beats = pulse.progress();
        try {
            // Other threads look at files as well, and none of them is the one that is interrupted.
            return catalogue.apply(
                    (done, total, bytes) -> beats.onProgress(done, total, bytes) && !parser.isInterrupted());
        } catch (CancellationException e) {
            pulse.beat();
            throw e;
        }
    }
}
