package io.github.vhdlayers.testkit;

/** In which form the file carries its footer. */
public enum FooterForm {
    /** 512 bytes at the end, and a copy at the start unless the disk is fixed. */
    FULL,
    /** 511 bytes at the end, as before Virtual PC 2004; the copy at the start has its whole sector. */
    SHORT_511,
    /** No footer at the end: the file stops where it would begin. Not for fixed disks, which have no copy. */
    HEAD_ONLY,
    /** Zeros in place of the copy at the start. Same as {@link #FULL} for fixed disks. */
    TAIL_ONLY
}
