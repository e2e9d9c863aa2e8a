package io.github.vhdlayers.internal.file;

/**
 * A region of a file and what it is for.
 *
 * @param kind what it is for
 * @param fileOffset its first byte's file offset
 * @param length how many bytes it has
 * @param block the number of the block that it belongs to, or -1
 */
public record FileRegion(Kind kind, long fileOffset, long length, long block) {
    /** What a region of a file is for. */
    public enum Kind {
        /** The footer's copy at the start. */
        FOOTER_COPY("footer copy"),
        /** The dynamic header. */
        HEADER("dynamic header"),
        /** The entries of the block allocation table that are in use. */
        TABLE("block allocation table"),
        /** The data of a parent locator. */
        LOCATOR("parent locator data"),
        /** Xen's batmap with its header. */
        BATMAP("batmap"),
        /** A block: its bitmap, and behind it its data. */
        BLOCK("block"),
        /** The first MiB of a VHDX: identifier, two headers, two region tables. */
        HEADER_SECTION("header section"),
        /** The log of a VHDX. */
        LOG("log"),
        /** The metadata of a VHDX. */
        METADATA("metadata region"),
        /** A region of a VHDX of which nothing is known. */
        OTHER_REGION("region of unknown content"),
        /** A sector bitmap of a VHDX, for a chunk of blocks. */
        SECTOR_BITMAP("sector bitmap"),
        /** The bare bytes of a fixed disk. */
        DATA("data"),
        /** The footer. */
        FOOTER("footer"),
        /** Nothing refers to it: free space of the file, which can hold what was once there. */
        UNREFERENCED("unreferenced");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** In the words of the specification. */
        public String text() {
            return text;
        }
    }

    /** The file offset behind its last byte. */
    public long end() {
        return fileOffset + length;
    }
}
