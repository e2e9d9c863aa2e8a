package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.FindingCode;

/**
 * Bytes of a file that are not zero, and that no reader of the disk is ever shown.
 *
 * @param kind why the disk does not show them
 * @param fileOffset its first byte's file offset
 * @param length how many bytes it has
 * @param block the number of the block that it is in, or -1
 * @param virtualSector the disk's sector that the first byte would belong to if it counted, or -1 where there is none
 */
public record ResidueRegion(Kind kind, long fileOffset, long length, long block, long virtualSector) {
    /** Why the disk does not show the bytes. */
    public enum Kind {
        /** Sectors of a block with clear bits, which the specification wants to be zeros. */
        UNDER_CLEAR_BITS("residue under clear bits", FindingCode.RESIDUE),
        /** The part of the last block behind the disk's end. */
        PAST_DISK_END("slack behind the disk's end", FindingCode.SLACK),
        /** No structure refers to them. */
        UNREFERENCED("unreferenced", FindingCode.UNREFERENCED_DATA),
        /** Behind the used entries of the block allocation table, and neither all 00 nor all FF. */
        TABLE_PADDING("padding of the block allocation table", FindingCode.TABLE_PADDING),
        /** In the room of a parent locator, behind its data. */
        LOCATOR_SLACK("slack of a parent locator", FindingCode.LOCATOR_SLACK),
        /** Behind the used bits of a sector bitmap, and neither all 00 nor all FF. */
        BITMAP_PADDING("padding of a sector bitmap", FindingCode.BITMAP_PADDING),
        /** Reserved or unused bytes inside a footer or the dynamic header. */
        RESERVED("reserved bytes of a structure", FindingCode.STRUCTURE_PADDING),
        /** Sectors of a block of a VHDX that its bitmap leaves to the parent, where the format allows any bytes. */
        OTHER_SECTORS("sectors of a block that are the parent's", FindingCode.OTHER_SECTORS),
        /** A block of a VHDX that was trimmed and that nothing else took the place of. */
        TRIMMED("trimmed block", FindingCode.TRIMMED_DATA),
        /** The log of a VHDX, where nothing in it is needed any more. */
        OLD_LOG("old log entries", FindingCode.OLD_LOG_ENTRIES),
        /** The header of a VHDX that is not the current one, where its ids are others. */
        FORMER_HEADER("former header", FindingCode.FORMER_HEADER),
        /** Bytes of the metadata region of a VHDX that belong to no item. */
        METADATA_SLACK("slack of the metadata", FindingCode.METADATA_SLACK);

        private final String text;
        private final FindingCode code;

        Kind(String text, FindingCode code) {
            this.text = text;
            this.code = code;
        }

        /** What it is, in a few words. */
        public String text() {
            return text;
        }

        /** The finding for regions of this kind. */
        public FindingCode code() {
            return code;
        }
    }

    /** The file offset behind its last byte. */
    public long end() {
        return fileOffset + length;
    }
}
