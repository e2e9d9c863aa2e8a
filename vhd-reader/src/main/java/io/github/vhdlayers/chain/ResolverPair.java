package io.github.vhdlayers.chain;

import java.io.IOException;
import java.util.Iterator;
import java.util.Objects;

/** Two resolvers, one behind the other. */
record ResolverPair(ParentResolver first, ParentResolver second) implements ParentResolver {
    private static final String NULL = "one of two parent resolvers returned null, when it was asked for a parent";

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
        return new ResolverPair(
                Objects.requireNonNull(first.forOneChain(), NULL), Objects.requireNonNull(second.forOneChain(), NULL));
    }

    private static Iterable<ParentCandidate> joined(Iterable<ParentCandidate> first, Iterable<ParentCandidate> second) {
        // Lazy, as each of them may be.
        return () -> new Iterator<>() {
            private Iterator<ParentCandidate> current = first.iterator();
            private boolean isSecond;

            @Override
            public boolean hasNext() {
                return current().hasNext();
            }

            @Override
            public ParentCandidate next() {
                return current().next();
            }

            private Iterator<ParentCandidate> current() {
                if (!isSecond && !current.hasNext()) {
                    isSecond = true;
                    current = second.iterator();
                }
                return current;
            }
        };
    }
}
