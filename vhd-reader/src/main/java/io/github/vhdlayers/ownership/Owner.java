package io.github.vhdlayers.ownership;

/**
 * Whose bytes a merged disk shows at a sector: a {@link Layer}'s, {@link Unowned#NOBODY}'s, or somebody's that is not there.
 *
 * <p>To own is not to have changed: a layer also owns what it wrote again with the same bytes.
 *
 * <p>Immutable and thread-safe.
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
        /** Never written in any layer: reads as zeros. */
        NOBODY("none"),
        /**
         * Belongs to a layer that is missing, or to a block that its table puts in an impossible place. Not zeros: nobody knows
         * what it is.
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
