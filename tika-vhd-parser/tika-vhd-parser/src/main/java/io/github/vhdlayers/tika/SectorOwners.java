package io.github.vhdlayers.tika;

import java.util.List;

/**
 * How many sectors belong to whom.
 *
 * @param byLayer for each layer of the chain, the leaf's first
 * @param unwritten how many nobody wrote
 * @param unknown how many belong to somebody who is missing
 */
record SectorOwners(List<Long> byLayer, long unwritten, long unknown) {
    /** Keeps an unmodifiable copy of the list. */
    SectorOwners {
        byLayer = List.copyOf(byLayer);
    }
}
