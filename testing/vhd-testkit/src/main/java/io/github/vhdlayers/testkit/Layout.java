package io.github.vhdlayers.testkit;

/** Where the regions of a dynamic or differencing file are. */
public enum Layout {
    /**
     * As Windows writes: locators alternately before and behind the table and on pages of 4 KiB, the table padded to
     * the end of a page with one-bits, blocks such that their data is on a page and not their bitmap, and a file length
     * in whole pages.
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
