package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * A resolver of which every candidate makes the pulse beat: a folder may hold thousands of files, and each is opened.
 *
 * @param resolver looks for the candidates
 * @param pulse beats
 */
record PulsedResolver(ParentResolver resolver, Pulse pulse) implements ParentResolver {
    /** The same candidates; the iterator throws {@link UncheckedIOException} if the thread was interrupted. */
    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
        pulse.beat();
        Iterable<ParentCandidate> all = resolver.candidates(reference);
        return () -> new Pulsed(all.iterator(), pulse);
    }

    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
        Iterable<ParentCandidate> all = resolver.furtherCandidates(reference);
        return () -> new Pulsed(all.iterator(), pulse);
    }

    @Override
    public ParentResolver forOneChain() {
        return new PulsedResolver(resolver.forOneChain(), pulse);
    }

    private record Pulsed(Iterator<ParentCandidate> all, Pulse pulse) implements Iterator<ParentCandidate> {
        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public ParentCandidate next() {
            try {
                pulse.beat();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return all.next();
        }
    }
}
