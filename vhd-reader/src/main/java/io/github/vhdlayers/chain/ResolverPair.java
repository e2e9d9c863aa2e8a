package io.github.vhdlayers.chain;

import java.io.IOException;
import java.util.Iterator;

/** Two resolvers, one behind the other. */
record ResolverPair(ParentResolver first, ParentResolver second) implements ParentResolver {
    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
        return joined(first.candidates(reference), second.candidates(reference));
    }

    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
        return joined(first.furtherCandidates(reference), second.furtherCandidates(reference));
    }

    @Override
    public ParentResolver forOneChain() {
        return new ResolverPair(first.forOneChain(), second.forOneChain());
    }

    private static Iterable<ParentCandidate> joined(
            Iterable<ParentCandidate> first, Iterable<ParentCandidate> second) {
        // Lazy, as each of them may be.
        return () -> new Iterator<>() {
            private Iterator<ParentCandidate> current = first.iterator();
            private boolean isSecond;

            @Override
            public boolean hasNext() {
                if (!isSecond && !current.hasNext()) {
                    isSecond = true;
                    current = second.iterator();
                }
                return current.hasNext();
            }

            @Override
            public ParentCandidate next() {
                hasNext();
                return current.next();
            }
        };
    }
}
