package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.rows.LayerChain;

/**
 * A part of a lab for one of several machines: chains of one base are in one part.
 *
 * @param number which part, from 1 on
 * @param count how many there are
 */
record Shard(int number, int count) {
    static final Shard WHOLE = new Shard(1, 1);

    Shard {
        if (count < 1 || number < 1 || number > count) {
            throw new IllegalArgumentException("a shard is I/N with I from 1 to N, not " + number + "/" + count);
        }
    }

    /**
     * Reads {@code I/N}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Shard of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a shard is I/N, not " + text);
        }
        return new Shard(Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
    }

    /** Whether a chain is in this part. */
    boolean has(LayerChain chain) {
        String last = chain.last();
        return Long.remainderUnsigned(Long.parseUnsignedLong(last.substring(0, 16), 16), count) == number - 1;
    }
}
