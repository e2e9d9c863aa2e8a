package io.github.vhdlayers.diag;

/**
 * The stable names of what makes a disk, or a part of it, unreadable. A name is never reused for another meaning.
 */
public enum ErrorCode {
    /** No footer at the end of the file and no copy at its start. */
    NO_FOOTER("not a VHD"),
    /** A file that is too short to hold even a footer, or the first structures of a VHDX. */
    FILE_TOO_SHORT("not a VHD"),
    /** A file that Hyper-V keeps beside disks, and that is none: a VHD set, or what tracks changes for backups. */
    COMPANION_FILE("not a VHD"),

    /** A structure lies wholly or partly outside the file. */
    STRUCTURE_OUTSIDE_FILE("corrupt VHD"),
    /** A structure does not begin at a sector. */
    STRUCTURE_UNALIGNED("corrupt VHD"),
    /** A structure lies in another one. */
    STRUCTURES_OVERLAP("corrupt VHD"),
    /** The footers, or the footer and the rest of the file, speak for different types of disk. */
    FOOTERS_CONTRADICT("corrupt VHD"),
    /** The size that is recorded cannot be a disk's. */
    DISK_SIZE_INVALID("corrupt VHD"),
    /** No dynamic header where the footer says it is. */
    HEADER_COOKIE("corrupt VHD"),
    /** The block size is not a power of two in the range of the format. */
    BLOCK_SIZE_INVALID("corrupt VHD"),
    /** A block allocation table entry that cannot be a block's place, so what the block holds is not known. */
    BLOCK_MISPLACED("corrupt VHD"),
    /** Data that should be in the file lies past its end. */
    DATA_TRUNCATED("corrupt VHD"),
    /** Sectors of which the file's structures say two things, so what they hold is not known. */
    SECTORS_UNCERTAIN("corrupt VHD"),
    /** Pieces of a split image are missing, or more than one file could be the same piece. */
    SPLIT_PIECES("corrupt VHD"),
    /** The file changed while it was open: it became shorter than it was. */
    FILE_CHANGED("corrupt VHD"),
    /** Neither header of a VHDX file is sound. */
    HEADERS_INVALID("corrupt VHDX"),
    /** Neither region table of a VHDX file is sound, or what they list cannot be. */
    REGION_TABLES_INVALID("corrupt VHDX"),
    /** The metadata of a VHDX file cannot be what a program wrote. */
    METADATA_INVALID("corrupt VHDX"),
    /** Metadata are missing without which a VHDX file cannot be read. */
    METADATA_MISSING("corrupt VHDX"),
    /** The sectors of the disk are of a size other than 512 and 4096 bytes. */
    SECTOR_SIZE_INVALID("corrupt VHDX"),
    /** The log of a VHDX file holds changes, and cannot be replayed. */
    LOG_INVALID("corrupt VHDX"),
    /** A VHDX file is shorter than its log says it was, so it was cut off. */
    LOG_TRUNCATED_FILE("corrupt VHDX"),

    /** A format version other than 1. */
    FORMAT_VERSION("unsupported VHD"),
    /** A dynamic header's version other than 1. */
    HEADER_VERSION("unsupported VHD"),
    /** A disk type other than fixed, dynamic or differencing. */
    DISK_TYPE("unsupported VHD"),
    /** The file is a piece of a split image, and not the first. */
    SPLIT_NOT_FIRST("unsupported VHD"),
    /** A disk of Xen's {@code tap} 0.1, whose bitmaps are in another order. */
    BITMAP_ORDER("unsupported VHD"),
    /** A region of a VHDX file that is marked as required, and of which nothing is known. */
    REGION_UNKNOWN_REQUIRED("unsupported VHDX"),
    /** Metadata of a VHDX file that are marked as required, and of which nothing is known. */
    METADATA_UNKNOWN_REQUIRED("unsupported VHDX"),
    /** The log of a VHDX file holds changes, and is of a version other than 0. */
    LOG_VERSION("unsupported VHDX"),
    /** The content is encrypted: the batmap carries the hash of a key. */
    ENCRYPTED("unsupported VHD"),

    /** No file that could be examined is the parent. */
    PARENT_NOT_FOUND("parent missing"),
    /** There are more files than are looked at, and the parent may be among the others. */
    PARENT_SEARCH_CUT_SHORT("parent not decided"),
    /** The disk records no parent id, so no file can be proven to be its parent. */
    PARENT_ID_NULL("parent refused"),
    /** Several files have the parent's id and different bytes, and the recorded time does not tell which of them is the parent. */
    PARENT_COPIES_DIFFER("parent refused"),
    /** The file with the recorded name is the same disk, and was changed since the child was created. */
    PARENT_CHANGED("parent refused"),
    /** The file that the caller named as the parent cannot be one: it is no file, or in the chain already. */
    SUBSTITUTE_REFUSED("parent refused"),
    /** Sectors were asked for that belong to a missing parent. */
    SECTORS_UNKNOWN("parent missing"),

    /** More layers than {@link Limits#maxChainDepth()}. */
    CHAIN_TOO_DEEP("limit exceeded"),
    /** A block larger than {@link Limits#maxBlockBytes()}. */
    BLOCK_TOO_LARGE("limit exceeded"),
    /** A disk larger than {@link Limits#maxDiskBytes()}. */
    DISK_TOO_LARGE("limit exceeded"),
    /** A log of a VHDX file that is larger than {@link Limits#maxLogBytes()}, or changes more places than are kept. */
    LOG_TOO_LARGE("limit exceeded"),
    /** A block allocation table with more entries than the limit of its format. */
    TABLE_TOO_LARGE("limit exceeded"),
    /** More sectors of a file in more than one block than {@link Limits#maxSharedSectors()}. */
    BLOCKS_SHARE_PLACES("limit exceeded");

    private final String opening;

    ErrorCode(String opening) {
        this.opening = opening;
    }

    /** The words with which a message of this code opens, after the file's name. */
    public String opening() {
        return opening;
    }

    /** The same in a message about a structure: those of a VHDX say so in their names. */
    String opening(String structure) {
        return structure.startsWith("VHDX ") && opening.endsWith(" VHD") ? opening + "X" : opening;
    }
}
