package io.github.vhdlayers.testkit;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Walks a chain's owners, asking the oracle only where some layer's answer may change. */
final class OwnerRuns implements Iterator<OwnerRun> {
    private final TestChain chain;
    private long next;

    OwnerRuns(TestChain chain) {
        this.chain = chain;
    }

    @Override
    public boolean hasNext() {
        return next < chain.sectors();
    }

    @Override
    public OwnerRun next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the disk ends at sector " + chain.sectors());
        }
        long first = next;
        int owner = chain.owner(first);
        do {
            next = changesAt(next);
        } while (hasNext() && chain.owner(next) == owner);
        return new OwnerRun(first, next - first, owner);
    }

    private long changesAt(long sector) {
        long change = chain.sectors();
        for (DiskImage layer : chain.layers()) {
            if (sector < layer.sectors()) {
                change = Math.min(change, layer.ownershipChangesAt(sector));
            }
        }
        return change;
    }
}
