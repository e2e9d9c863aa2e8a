package io.github.vhdlayers.testkit;

/** Where the regions of a dynamic or differencing file lie. */
public enum Layout {
    /**
     * As Windows writes: locators alternately behind and before the table, everything aligned to 4 KiB (the blocks so
     * that their data is, not their bitmaps), table padding of one-bits, file length a multiple of 4 KiB.
     */
    WINDOWS,
    /** As qemu and VirtualBox write: no gaps, table right after the header, table padding of zeros. */
    COMPACT,
    /**
     * Header, table, locators and blocks in random order with random gaps, all from the seed. The format allows it; the
     * copy of the footer stays at the start and the footer at the end.
     */
    SCATTERED
}
