package io.github.vhdlayers.internal.file;

/** Where a footer was found. */
public enum FooterPlace {
    /** In the last 512 bytes of the file, where it belongs. */
    TAIL,
    /** In the last 511 bytes of the file, as versions before Virtual PC 2004 wrote it. */
    TAIL_511,
    /** Before the end of the file: something was added after it. */
    BEFORE_TRAILING_BYTES,
    /** The copy at the start of a dynamic or differencing disk. */
    HEAD_COPY,
    /** Nowhere: both footers are lost, and what is known comes from the dynamic header. */
    LOST,
    /** Nowhere: the file is raw, and its fields are all zero but for type and size. */
    NONE
}
