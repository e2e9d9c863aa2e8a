package io.github.vhdlayers.diag;

/**
 * The stable names of what makes a disk, or a part of it, unreadable. A name is never reused for another meaning.
 *
 * @since 0.1.0
 */
public enum ErrorCode {
    /** No footer at the end of the file and no copy at its start. */
    NO_FOOTER(
            "not a VHD",
            "No footer at the end of the file and no copy at its start.",
            "The file is no VHD, or a raw disk, or a fixed VHD that lost its end. A carved fixed disk without its footer reads "
                    + "as a raw image."),
    /** A file that is too short to hold even a footer, or the first structures of a VHDX. */
    FILE_TOO_SHORT(
            "not a VHD",
            "A file that is too short to hold even a footer, or the first structures of a VHDX.",
            "Nothing of a disk is left; check how the file was acquired."),
    /** A file that Hyper-V keeps beside disks, and that is none: a VHD set, or what tracks changes for backups. */
    COMPANION_FILE(
            "not a VHD",
            "A file that Hyper-V keeps beside disks, and that is none: a VHD set, or what tracks changes for backups.",
            "Open the disk beside it. Keep this file: it may say which disks belong together, or what a backup "
                    + "program saw change."),

    /** A structure is wholly or partly outside the file. */
    STRUCTURE_OUTSIDE_FILE(
            "corrupt VHD",
            "A structure is wholly or partly outside the file.",
            "Usually a file cut short. Acquire it again; if this is all there is, what is before the cut can be "
                    + "examined as bare bytes."),
    /** A structure does not begin at a sector. */
    STRUCTURE_UNALIGNED(
            "corrupt VHD",
            "A structure does not begin at a sector.",
            "No program writes this. Damage, or bytes inserted or removed before the structure."),
    /** A structure is inside another one. */
    STRUCTURES_OVERLAP(
            "corrupt VHD",
            "A structure is inside another one.",
            "No program writes this. Damage to an offset, or a file made by hand."),
    /** The footers, or the footer and the rest of the file, contradict each other about the type of disk. */
    FOOTERS_CONTRADICT(
            "corrupt VHD",
            "The footers, or the footer and the rest of the file, contradict each other about the type of disk.",
            "Not both can be right about the type. Compare them by hand before trusting either."),
    /** The size that is recorded cannot be a disk's. */
    DISK_SIZE_INVALID(
            "corrupt VHD",
            "The size that is recorded cannot be a disk's.",
            "The size field was damaged or emptied; the geometry (an option) or the file length may tell the true "
                    + "one."),
    /** No dynamic header where the footer says it is. */
    HEADER_COOKIE(
            "corrupt VHD",
            "No dynamic header where the footer says it is.",
            "The header was overwritten, or the footer points elsewhere. Blocks may still be found by hand, but not "
                    + "numbered."),
    /** The block size is not a power of two in the range of the format. */
    BLOCK_SIZE_INVALID(
            "corrupt VHD",
            "The block size is not a power of two in the range of the format.",
            "Damage or an attack on readers that divide by it. Nothing can be placed without the right value."),
    /** A block allocation table entry that cannot be a block's place, so what the block holds is not known. */
    BLOCK_MISPLACED(
            "corrupt VHD",
            "A block allocation table entry that cannot be a block's place, so what the block holds is not known.",
            "The sectors of this block are unknown, not zero. Look for the block among the unreferenced regions."),
    /** Data that should be in the file is past its end. */
    DATA_TRUNCATED(
            "corrupt VHD",
            "Data that should be in the file is past its end.",
            "The disk is longer than its file. What was cut off is lost from this copy, not empty."),
    /** Sectors of which the file's structures say two things, so what they hold is not known. */
    SECTORS_UNCERTAIN(
            "corrupt VHD",
            "Sectors of which the file's structures say two things, so what they hold is not known.",
            "The finding `DYNAMIC_WITH_PARENT` goes with it and says which. Never report them as empty."),
    /** Pieces of a split image are missing, or more than one file could be the same piece. */
    SPLIT_PIECES(
            "corrupt VHD",
            "Pieces of a split image are missing, or more than one file could be the same piece.",
            "Collect all pieces into one folder under their own names and open the first."),
    /** The file changed while it was open: it became shorter than it was. */
    FILE_CHANGED(
            "corrupt VHD",
            "The file changed while it was open: it became shorter than it was.",
            "A program writes to the evidence. Stop, make a copy that no program changes, and begin again."),
    /** Neither header of a VHDX file is sound. */
    HEADERS_INVALID(
            "corrupt VHDX",
            "Neither header of a VHDX file is sound.",
            "Both were overwritten or damaged. The region tables at 192 and 256 KiB may still show where table and "
                    + "metadata are."),
    /** Neither region table of a VHDX file is sound, or what they list cannot be. */
    REGION_TABLES_INVALID(
            "corrupt VHDX",
            "Neither region table of a VHDX file is sound, or what they list cannot be.",
            "The table and the metadata cannot be found by the format's own rules. Look for their signatures by hand."),
    /** The metadata of a VHDX file cannot be what a program wrote. */
    METADATA_INVALID(
            "corrupt VHDX",
            "The metadata of a VHDX file cannot be what a program wrote.",
            "Block size, disk size or parent cannot be trusted. Compare with the other disks of the chain."),
    /** Metadata are missing without which a VHDX file cannot be read. */
    METADATA_MISSING(
            "corrupt VHDX",
            "Metadata are missing without which a VHDX file cannot be read.",
            "No sector can be placed without it. The item may still be in the free space of the metadata region."),
    /** The sectors of the disk are of a size other than 512 and 4096 bytes. */
    SECTOR_SIZE_INVALID(
            "corrupt VHDX",
            "The sectors of the disk are of a size other than 512 and 4096 bytes.",
            "Damage or an attack. Nothing can be placed without the right value."),
    /** The log of a VHDX file holds changes, and cannot be replayed. */
    LOG_INVALID(
            "corrupt VHDX",
            "The log of a VHDX file holds changes, and cannot be replayed.",
            "The disk is not what its writer left. Read it with --log ignore, and say that it is the state before "
                    + "the last changes."),
    /** A VHDX file is shorter than its log says it was, so it was cut off. */
    LOG_TRUNCATED_FILE(
            "corrupt VHDX",
            "A VHDX file is shorter than its log says it was, so it was cut off.",
            "Acquire the file again. With --log ignore what is left can be read, as it was before the last changes."),

    /** A format version other than 1. */
    FORMAT_VERSION(
            "unsupported VHD",
            "A format version other than 1.",
            "Not a known version of the format; do not rely on other tools that open it anyway."),
    /** A dynamic header's version other than 1. */
    HEADER_VERSION(
            "unsupported VHD",
            "A dynamic header's version other than 1.",
            "Not a known version of the header; do not rely on other tools that open it anyway."),
    /** A disk type other than fixed, dynamic or differencing. */
    DISK_TYPE(
            "unsupported VHD",
            "A disk type other than fixed, dynamic or differencing.",
            "Types 0, 1, 5 and 6 are reserved or abandoned. Note the number and the program that made the file."),
    /** The file is a piece of a split image, and not the first. */
    SPLIT_NOT_FIRST(
            "unsupported VHD",
            "The file is a piece of a split image, and not the first.",
            "Open the piece that ends in .vhd; this one alone would show a disk with everything in the wrong place."),
    /** A disk of Xen's {@code tap} 0.1, with bitmaps in another order. */
    BITMAP_ORDER(
            "unsupported VHD",
            "A disk of Xen's `tap` 0.1, with bitmaps in another order.",
            "No such file was at hand to test with. Xen's `vhd-update` rewrites the bitmaps of a copy."),
    /** A region of a VHDX file that is marked as required, and of which nothing is known. */
    REGION_UNKNOWN_REQUIRED(
            "unsupported VHDX",
            "A region of a VHDX file that is marked as required, and of which nothing is known.",
            "A newer program wrote it. Do not rely on tools that open it anyway."),
    /** Metadata of a VHDX file that are marked as required, and of which nothing is known. */
    METADATA_UNKNOWN_REQUIRED(
            "unsupported VHDX",
            "Metadata of a VHDX file that are marked as required, and of which nothing is known.",
            "A newer program wrote it. Do not rely on tools that open it anyway."),
    /** The log of a VHDX file holds changes, and is of a version other than 0. */
    LOG_VERSION(
            "unsupported VHDX",
            "The log of a VHDX file holds changes, and is of a version other than 0.",
            "A newer program wrote it. With --log ignore the disk is shown as it was before the last changes."),
    /** The content is encrypted: the batmap carries the hash of a key. */
    ENCRYPTED(
            "unsupported VHD",
            "The content is encrypted: the batmap carries the hash of a key.",
            "Content is unreadable without the key, which is not in the file. Ask for the key or the running system."),

    /** No file that could be examined is the parent. */
    PARENT_NOT_FOUND(
            "parent missing",
            "No file that could be examined is the parent.",
            "Look for the recorded name and id on the machine and in backups, and name that folder. Or open as an "
                    + "orphan."),
    /** There are more files than are looked at, and the parent may be among the others. */
    PARENT_SEARCH_CUT_SHORT(
            "parent not decided",
            "There are more files than are looked at, and the parent may be among the others.",
            "Name the folder that holds the parents, or a smaller tree. Do not report the parent as missing."),
    /** The disk records no parent id, so no file can be proven to be its parent. */
    PARENT_ID_NULL(
            "parent refused",
            "The disk records no parent id, so no file can be proven to be its parent.",
            "Xen records no id for a raw parent: name the raw file. In a file of another program the id was removed."),
    /** Several files have the parent's id and different bytes, and the recorded time does not tell which of them is the parent. */
    PARENT_COPIES_DIFFER(
            "parent refused",
            "Several files have the parent's id and different bytes, and the recorded time does not tell which of "
                    + "them is the parent.",
            "One of them was changed after it was copied. Find out which was in use when the child was made, and "
                    + "name it with --force-parent."),
    /** The file with the recorded name is the same disk, and was changed since the child was created. */
    PARENT_CHANGED(
            "parent refused",
            "The file with the recorded name is the same disk, and was changed since the child was created.",
            "The parent was started or mounted for writing after the checkpoint, or it is another snapshot. Look for "
                    + "an older copy; --force-parent reads it with doubts."),
    /** The file that the caller named as the parent cannot be one: it is no file, or in the chain already. */
    SUBSTITUTE_REFUSED(
            "parent refused",
            "The file that the caller named as the parent cannot be one: it is no file, or in the chain already.",
            "The named file does not exist, is no regular file, or is in the chain already. Check the path."),
    /** Sectors were asked for that belong to a missing parent. */
    SECTORS_UNKNOWN(
            "sectors unknown",
            "Sectors were asked for that belong to a parent that is missing, or that is not accepted.",
            "The sectors exist in a parent that is not here. Never report them as empty."),

    /** More layers than {@link Limits#maxChainDepth()}. */
    CHAIN_TOO_DEEP(
            "limit exceeded",
            "More layers than `Limits.maxChainDepth()`.",
            "No machine has so many checkpoints: a chain made to exhaust readers. Raise the limit only knowingly."),
    /** A block larger than {@link Limits#maxBlockBytes()}. */
    BLOCK_TOO_LARGE(
            "limit exceeded",
            "A block larger than `Limits.maxBlockBytes()`.",
            "No program writes such blocks. Damage, or an attack on memory."),
    /** A disk larger than {@link Limits#maxDiskBytes()}. */
    DISK_TOO_LARGE(
            "limit exceeded",
            "A disk larger than `Limits.maxDiskBytes()`.",
            "Larger than the format allows. Damage, or an attack on tools that allocate by size."),
    /** A log of a VHDX file that is larger than {@link Limits#maxLogBytes()}, or changes more places than are kept. */
    LOG_TOO_LARGE(
            "limit exceeded",
            "A log of a VHDX file that is larger than `Limits.maxLogBytes()`, or changes more places than are kept.",
            "Windows writes logs of 1 MiB. Raise the limit only knowingly, or read the disk with --log ignore."),
    /** A block allocation table with more entries than the limit of its format. */
    TABLE_TOO_LARGE(
            "limit exceeded",
            "A block allocation table with more entries than the limit of its format.",
            "No program makes so many blocks. Made to keep readers busy: a sparse file holds such a table in no "
                    + "space at all."),
    /** More sectors of a file in more than one block than {@link Limits#maxSharedSectors()}. */
    BLOCKS_SHARE_PLACES(
            "limit exceeded",
            "More sectors of a file in more than one block than `Limits.maxSharedSectors()`.",
            "No program writes this: blocks in one place make a terabyte of a few kilobytes. Single sectors can "
                    + "still be read.");

    private final String opening;
    private final String meaning;
    private final String advice;

    ErrorCode(String opening, String meaning, String advice) {
        this.opening = opening;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** The words with which a message of this code opens, after the file's name. */
    public String opening() {
        return opening;
    }

    /** What it means to an examiner, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What an examiner may make of it, and what to do next, in one to three sentences. */
    public String advice() {
        return advice;
    }

    /** The same in a message about a structure: those of a VHDX say so in their names. */
    String opening(String structure) {
        return structure.startsWith("VHDX ") && opening.endsWith(" VHD") ? opening + "X" : opening;
    }
}
