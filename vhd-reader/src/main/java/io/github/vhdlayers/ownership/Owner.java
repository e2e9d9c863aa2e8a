package io.github.vhdlayers.ownership;

/**
 * Which layer decides what a merged disk shows at a sector: a {@link Layer}, or none, because no layer stores the sector or because
 * the layer that does is missing or damaged.
 *
 * <p>To own is not to have changed: a layer also owns what it stores again with the same bytes. A layer can own sectors without
 * storing them: {@link OwnershipRun.Zeroed}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface Owner {
    /**
     * A layer of the chain.
     *
     * @param index the layer's number, 0 for the leaf
     */
    record Layer(int index) implements Owner {
        /** Checks that the number is not negative. */
        public Layer {
            if (index < 0) {
                throw new IllegalArgumentException("layer " + index);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(index);
        }
    }

    /** No layer that is there. */
    enum Unowned implements Owner {
        /** Stored in no layer of the chain: reads as zeros. */
        UNWRITTEN("unwritten"),
        /**
         * Belongs to a layer that is missing, or to a block that its table puts in an impossible place. Not zeros: what it holds
         * cannot be determined.
         */
        UNKNOWN("unknown");

        private final String text;

        Unowned(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
