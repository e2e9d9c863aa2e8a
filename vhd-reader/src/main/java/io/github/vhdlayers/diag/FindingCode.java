package io.github.vhdlayers.diag;

/**
 * The stable names of findings. A name is never reused for another meaning.
 */
public enum FindingCode {
    /** The footer's stored checksum is not that of its bytes. */
    FOOTER_CHECKSUM(Severity.WARNING, "the footer's checksum does not match its bytes: it was edited or damaged"),
    /** There is no footer at the end of the file; the copy at its start is used. */
    FOOTER_TAIL_MISSING(
            Severity.WARNING, "the footer at the end is gone: the file was cut off or something was added to it"),
    /** Both footers are gone, and the disk is read by its dynamic header. */
    FOOTERS_LOST(
            Severity.ERROR, "both footers are gone: type and size come from the dynamic header, id and times are lost"),
    /** The footer is not at the very end of the file: other bytes follow it. */
    FOOTER_NOT_AT_END(Severity.WARNING, "bytes follow the footer: they are no part of the disk"),
    /** The footer copy at the file's start is damaged or missing. */
    FOOTER_COPY_DAMAGED(Severity.WARNING, "the footer's copy at the start is damaged; the footer at the end is used"),
    /** The footer at the end and its copy at the start differ. */
    FOOTER_COPIES_DIFFER(
            Severity.WARNING, "the two footers differ: a resize or a crash between two writes, or tampering"),
    /** The footer at the end and its copy at the start describe different disks, and their checksums do not decide. */
    FOOTER_COPIES_CONTRADICT(
            Severity.ERROR,
            "the two footers describe different disks, and nothing says which is right; the one at the end is used"),
    /** The footer has 511 bytes, as versions before Virtual PC 2004 wrote it. */
    FOOTER_511_BYTES(Severity.INFO, "a footer of 511 bytes: written by Connectix Virtual PC, or cut by a byte"),
    /** A footer field holds a value the specification does not allow, and nothing depends on it. */
    FOOTER_FIELD(Severity.INFO, "a footer field is not what the specification says; nothing is read by it"),
    /** Reserved bytes of the footer are not zero. */
    FOOTER_RESERVED(Severity.INFO, "bytes that should be zero are not: an extension, or something hidden"),
    /** The footer's time of creation is 0. */
    CREATION_TIME_MISSING(Severity.INFO, "no time of creation is recorded: the maker keeps none, or it was removed"),
    /** The disk's unique id is all zeros. */
    UNIQUE_ID_MISSING(
            Severity.INFO, "no id is recorded: no child can be proven to belong to this disk, and no copy to be one"),
    /** The image is split into several files. */
    SPLIT_IMAGE(Severity.INFO, "one image in several files: places are counted through all of them"),
    /** The disk was saved with its virtual machine's state. */
    SAVED_STATE(Severity.INFO, "the machine was suspended: memory that was not written back is not on this disk"),
    /** The disk is marked temporary. */
    TEMPORARY_DISK(Severity.INFO, "marked as a temporary disk, which its host may delete at shutdown"),
    /** Marked hidden by Xen: an inner node of its tree. */
    HIDDEN_DISK(Severity.INFO, "marked hidden by Xen: an inner node of a chain, which may have been merged"),
    /** The footer carries Xen's poison cookie. */
    POISONED(Severity.ERROR, "Xen disabled this disk while a resize or merge was under way: it may be half done"),
    /** The current size is not a multiple of 512 bytes. */
    DISK_SIZE_RAGGED(Severity.WARNING, "the size is not a whole number of sectors; the last, partial one is left out"),
    /** The current size is above 2040 GiB. */
    DISK_SIZE_ABOVE_SPECIFICATION(Severity.WARNING, "larger than any program that keeps to the specification makes"),
    /** Current and original size differ. */
    DISK_RESIZED(Severity.INFO, "the disk was resized after it was made"),
    /** The geometry's capacity differs from the current size. */
    GEOMETRY_DIFFERS(
            Severity.INFO, "the geometry's capacity is not the current size: some tools show a disk of another size"),
    /** A fixed disk's file holds more or fewer data bytes than its footer says. */
    FIXED_LENGTH_DIFFERS(
            Severity.ERROR,
            "the file's length and the footer's size disagree: resized, carved, or all bytes are in the wrong place"),
    /** A footer stands at the start of a fixed disk. */
    FIXED_WITH_LEADING_FOOTER(
            Severity.WARNING, "a fixed disk that begins with a footer: a VHD stored inside a VHD, or a wrong type"),

    /** The dynamic header's checksum is not that of its bytes. */
    HEADER_CHECKSUM(Severity.WARNING, "the header's checksum does not match its bytes: it was edited or damaged"),
    /** A header field holds a value the specification does not allow, and nothing depends on it. */
    HEADER_FIELD(Severity.INFO, "a header field is not what the specification says; nothing is read by it"),
    /** Reserved bytes of the dynamic header are not zero. */
    HEADER_RESERVED(Severity.INFO, "bytes that should be zero are not: an extension, or something hidden"),
    /** A dynamic disk's header names a parent. */
    DYNAMIC_WITH_PARENT(
            Severity.ERROR,
            "a parent is recorded, but the type says there is none: what the file does not hold is unknown"),
    /** The table has more entries than the disk needs. */
    BAT_LARGER(Severity.INFO, "room for more blocks than the disk has: made to grow, or once larger"),
    /** The table has fewer entries than the disk needs. */
    BAT_SMALLER(
            Severity.ERROR,
            "the table does not reach the disk's end: what the blocks that it leaves out hold is unknown"),
    /** Block size and table do not fit each other. */
    BLOCK_SIZE_CONTRADICTED(
            Severity.ERROR, "block size and table do not fit each other: blocks may be shown in the wrong place"),
    /** A used table entry lies beyond the disk's last block. */
    BAT_ENTRY_BEYOND_DISK(Severity.WARNING, "a block beyond the disk's end: it was once larger"),
    /** The table lies partly past the end of the file. */
    BAT_TRUNCATED(Severity.ERROR, "part of the table is gone: blocks listed there cannot be read"),
    /** Table entries of zero in a file that has no room for their blocks. */
    BAT_ENTRY_ZERO(
            Severity.INFO, "entries of 0 in a file without room for their blocks: blocks that were never written"),
    /** Table entries of zero in a file that has room for a block, or ends early. */
    BAT_ENTRY_LOST(
            Severity.ERROR,
            "entries of 0 in a file that has room for a block: the entries may be lost, the blocks are unknown"),
    /** A table entry that points at or into another structure, or past the end of the file. */
    BAT_ENTRY_MISPLACED(Severity.ERROR, "an entry that cannot be a block's place: the block cannot be read"),
    /** Two table entries are the same. */
    BAT_ENTRY_DUPLICATE(Severity.ERROR, "two blocks in one place: at least one of them reads wrong"),
    /** Two blocks overlap in the file. */
    BAT_ENTRIES_OVERLAP(Severity.ERROR, "two blocks share bytes: at least one of them reads wrong"),
    /** A file without a footer at its end, whose table lists blocks that would be behind the end. */
    FILE_CUT_OFF(Severity.ERROR, "the file was cut off: blocks that its table lists are behind its end, and unknown"),
    /** A block that the end of the file cuts off. */
    BLOCK_TRUNCATED(Severity.ERROR, "the file ends inside a block: what it had of the block's last sectors is unknown"),
    /** The batmap is damaged and not used. */
    BATMAP_IGNORED(Severity.WARNING, "Xen's batmap is damaged or of another version; the sector bitmaps are used"),

    /** The log of a VHDX file was replayed. */
    LOG_REPLAYED(
            Severity.WARNING,
            "the writer had not finished: its last changes come from the log; programs without that show another disk"),
    /** The log of a VHDX file holds changes and was left out on request. */
    LOG_IGNORED(Severity.ERROR, "the log was left out on request: this is the disk before its last changes"),
    /** Sound entries of a VHDX log are newer than the last that can be replayed. */
    LOG_NEWER_ENTRIES(
            Severity.ERROR,
            "the log has entries newer than the last that could be replayed: the disk may lack its last changes"),
    /** Entries of the log with the right id are not sound. */
    LOG_ENTRY_INVALID(
            Severity.INFO, "entries of the log that do not count: torn by a crash, overwritten or made by hand"),
    /** The log makes the file longer than it is. */
    LOG_EXTENDS_FILE(Severity.WARNING, "the log makes the file longer: what is not there yet reads as zeros"),
    /** A log that is not needed is in a place where none can be. */
    LOG_MISPLACED(Severity.WARNING, "the log is in an impossible place; nothing was read from it"),
    /** One of the two headers is damaged. */
    HEADER_COPY_DAMAGED(Severity.WARNING, "one of two headers is damaged, as a crash leaves it; the other one is used"),
    /** Both headers are the same. */
    HEADER_COPIES_EQUAL(Severity.INFO, "both headers are the same, as Disk2vhd writes them"),
    /** Both headers have the same number and differ. */
    HEADER_COPIES_CONTRADICT(
            Severity.ERROR, "two headers with one number differ, and nothing says which is right; the first is used"),
    /** One of the two region tables is damaged. */
    REGION_COPY_DAMAGED(Severity.WARNING, "one of two region tables is damaged; the other one is used"),
    /** Both region tables are sound and differ. */
    REGION_COPIES_DIFFER(
            Severity.ERROR, "two region tables differ, and nothing says which is right; the first is used"),
    /** A region that is not required and of which nothing is known. */
    REGION_UNKNOWN(
            Severity.INFO, "a region of unknown content, which a reader may leave alone: an extension, or hidden"),
    /** Metadata that a user or an extension stored. */
    METADATA_USER_ITEMS(Severity.INFO, "metadata that no reader needs: an extension, or something hidden"),
    /** A metadata field holds a value the specification does not allow, and no sector depends on it. */
    METADATA_FIELD(Severity.INFO, "a metadata field is not what the specification says; no sector is read by it"),
    /** The file is marked as not created to its end. */
    FILE_INCOMPLETE(Severity.ERROR, "the program that made the file did not finish: blocks may be missing"),
    /** Bytes behind the creator's name are not zero. */
    CREATOR_PADDING(Severity.INFO, "bytes behind the creator's name hold something: left over, or hidden"),
    /** The file's length is no multiple of 1 MiB. */
    FILE_END_UNALIGNED(Severity.INFO, "the file ends between two MiB: Disk2vhd, something appended, or cut off"),
    /** A VHDX file ends in a VHD's footer. */
    VHD_FOOTER_AT_END(
            Severity.ERROR, "the file is a VHDX by its start and a VHD by its end: programs show different disks"),
    /** A differencing disk without a parent locator. */
    LOCATOR_MISSING(Severity.ERROR, "a parent is needed and none is recorded: what is the parent's is unknown"),
    /** A parent locator in a disk that says it has no parent. */
    LOCATOR_WITHOUT_PARENT(
            Severity.ERROR,
            "a parent is recorded, but the file says there is none: what the file does not hold is unknown"),
    /** A parent locator of a type that is not known. */
    LOCATOR_TYPE_UNKNOWN(Severity.ERROR, "the parent is recorded in an unknown way: no file can be proven to be it"),
    /** A table entry with a state that no block can have. */
    BAT_STATE_RESERVED(Severity.ERROR, "an entry in a state that no block can have: what the block holds is unknown"),
    /** Reserved bits of table entries are set. */
    BAT_RESERVED_BITS(Severity.INFO, "reserved bits of table entries are set: an extension, or something hidden"),
    /** A block that is present in part, and whose chunk has no sector bitmap. */
    BITMAP_MISSING(Severity.ERROR, "a block is present in part, and which part is lost: what it holds is unknown"),
    /** A sector bitmap in a disk without a parent. */
    BITMAP_UNEXPECTED(
            Severity.WARNING,
            "a sector bitmap in a disk without a parent: the disk was a child, or the file was edited"),
    /** Blocks that were trimmed and are still in the file. */
    TRIMMED_DATA(Severity.INFO, "blocks that were trimmed and keep their place: what was deleted may still be there"),

    /** A parent locator cannot be used. */
    LOCATOR_UNUSABLE(Severity.WARNING, "a parent locator points outside the file or is too long"),
    /** A parent locator's data lies in another structure, or in another locator's data. */
    LOCATOR_OVERLAPS(Severity.WARNING, "a parent's path lies in another structure: made by hand"),
    /** A parent's name or path has characters that cannot be shown as they are. */
    LOCATOR_TEXT(Severity.INFO, "a name with characters that are no text, or that change how text is shown"),

    /** The parent's recorded time does not agree with the file's. */
    PARENT_TIME_DIFFERS(
            Severity.WARNING,
            "the parent's file time is not the recorded one: copied, or changed after the child was made"),
    /** The parent's size differs from the child's. */
    PARENT_SIZE_DIFFERS(Severity.WARNING, "child and parent differ in size: one was resized after the child was made"),
    /** A child was created before its parent, or before the time at which it records its parent to have been changed. */
    CHAIN_TIMES_CONTRADICT(
            Severity.WARNING,
            "times of child and parent that cannot both be right: a wrong clock, or a changed time or file"),
    /** A recorded time is in the future. */
    TIME_IN_FUTURE(Severity.WARNING, "a recorded time is in the future: a wrong clock, or a changed time"),
    /** More than one file has the parent's id. */
    PARENT_AMBIGUOUS(
            Severity.WARNING, "several files have the parent's id: copies, of which one may have been changed"),
    /** More than one file has the parent's id, and all of them have the same bytes. */
    PARENT_COPIES_IDENTICAL(Severity.INFO, "several files have the parent's id and the same bytes: copies of one disk"),
    /** The parent was not found under its recorded name, but by its id. */
    PARENT_RENAMED(Severity.INFO, "the parent was found by its id under another name than the recorded one"),
    /** A parent that the caller forced has another id than the recorded one. */
    PARENT_FORCED(
            Severity.ERROR, "a parent that is not the recorded one was forced: what is read through it is not proven"),
    /** The parent that the caller forced is the same disk, written after the child was created. */
    PARENT_CHANGED_SINCE(
            Severity.ERROR,
            "the parent was changed after the child was created, and was forced: what it shows may be newer"),
    /** The parent was found by the second id that the child records. */
    PARENT_MERGE_PENDING(
            Severity.WARNING, "the child was being merged into its parent: the parent holds part of its data already"),
    /** Child and parent have sectors of different sizes. */
    PARENT_SECTOR_SIZE_DIFFERS(
            Severity.WARNING, "child and parent have sectors of different sizes: no program makes that"),
    /** Files that track changes for backups are beside the disk. */
    CHANGE_TRACKING_PRESENT(
            Severity.INFO, "a backup program tracks this disk: its .rct and .mrt files say what changed; keep them"),
    /** A parent that the caller named was not used, because none is missing that it could stand for. */
    PARENT_FORCED_UNUSED(Severity.INFO, "a parent that was named was not used: none is missing that it can stand for"),
    /** A raw file that the caller named is the parent. */
    PARENT_RAW(
            Severity.WARNING, "the parent is a raw file, as Xen makes them: nothing in it proves that it is the one"),
    /** The parent is missing and the disk was opened without it. */
    PARENT_MISSING(Severity.ERROR, "the parent is missing: every sector this chain does not hold is unknown"),
    /** The search for the parent ended before all files were looked at, and the disk was opened without it. */
    PARENT_NOT_REACHED(
            Severity.ERROR,
            "the search for the parent was cut short: it may be there, and what this chain does not hold is unknown"),

    /** Bytes under clear bits of a block's bitmap are not zero. */
    RESIDUE(Severity.WARNING, "bytes under clear bits: left over or hidden; tools that ignore the bitmap show them"),
    /** A dynamic disk with residue, so that tools which honour the bitmap and tools which do not show different disks. */
    DYNAMIC_BITMAP_DIFFERS(
            Severity.WARNING,
            "some tools show other bytes here, because they do not look at the bitmap of a dynamic disk"),
    /** Bytes behind the disk's end in its last block are not zero. */
    SLACK(Severity.INFO, "bytes behind the disk's end in its last block: it was once larger, or they are hidden"),
    /** Regions that no structure refers to are not all zero. */
    UNREFERENCED_DATA(Severity.INFO, "bytes that nothing refers to: former blocks, something appended, or hidden"),
    /** What follows the used entries of the block allocation table is neither all 00 nor all FF. */
    TABLE_PADDING(Severity.INFO, "the table's padding holds something: former entries, or something hidden"),
    /** A parent locator's room holds more than its data. */
    LOCATOR_SLACK(Severity.INFO, "bytes behind a parent's path: the rest of a longer, former path, or hidden"),
    /** What follows the used bits of a sector bitmap is neither all 00 nor all FF. */
    BITMAP_PADDING(Severity.INFO, "a bitmap's padding holds something: left over memory of its writer, or hidden"),
    /** Reserved or unused bytes of a footer or the dynamic header are not zero. */
    STRUCTURE_PADDING(Severity.INFO, "unused bytes of a footer or header hold something: an extension, or hidden"),
    /** Entries of a log that are not needed any more. */
    OLD_LOG_ENTRIES(Severity.INFO, "old entries of the log: former tables and bitmaps, in the order of their writing"),
    /** The header that is not the current one. */
    FORMER_HEADER(Severity.INFO, "the former header: ids that the disk had before its last change of them"),
    /** Sectors of blocks that are present in part, which the parent has. */
    OTHER_SECTORS(Severity.INFO, "bytes in sectors that are the parent's: what the block held before, or hidden"),
    /** Bytes of the metadata region that belong to no item. */
    METADATA_SLACK(Severity.INFO, "bytes between the metadata: former items, or something hidden"),
    /** Blocks with room in the file whose bitmaps are all clear. */
    BLOCKS_WITHOUT_SECTORS(Severity.INFO, "blocks with room and no sector: made ahead, or emptied"),
    /** Blocks that Xen's batmap calls full and whose bitmaps have clear bits. */
    BATMAP_DISAGREES(Severity.INFO, "bitmaps that Xen did not keep up, because its batmap calls the blocks full"),
    /** More regions were found than are listed. */
    REGIONS_LEFT_OUT(Severity.WARNING, "more regions were found than are listed: only their sums are complete"),

    /** The file has more blocks than are examined together. */
    EXAMINATION_INCOMPLETE(Severity.WARNING, "too many blocks to examine all: some overlaps may have been missed"),

    /** Part of the partition table lies in sectors that cannot be read. */
    TABLE_UNREADABLE(
            Severity.ERROR, "part of the partition table is in sectors that cannot be read: partitions may be missing"),
    /** An entry of a master boot record has an impossible flag, or a size without a type, or a type without a size. */
    MBR_ENTRY_ODD(Severity.INFO, "an entry that is neither used nor empty: left over, damaged or made by hand"),
    /** A master boot record with more than one extended partition. */
    MBR_SEVERAL_EXTENDED(Severity.WARNING, "more than one extended partition: Windows looks into the first only"),
    /** An extended partition's chain goes on where no extended boot record is. */
    EBR_INVALID(Severity.ERROR, "an extended partition's chain breaks off: logical partitions behind may be missing"),
    /** An extended partition's chain comes back to where it has been. */
    EBR_LOOP(Severity.ERROR, "an extended partition's chain runs in a circle: it was made by hand"),
    /** A BSD disklabel with a partition that neither its slice contains nor a boot record lists. */
    BSD_ENTRY_OUTSIDE(
            Severity.WARNING,
            "a BSD disklabel lists a partition outside its slice, which no boot record lists; it is not listed here"),
    /** Metadata of a physical volume of Linux LVM that is damaged, beyond a limit, or not about this physical volume. */
    LVM_METADATA_UNUSABLE(
            Severity.ERROR,
            "metadata of Linux LVM cannot be used: logical volumes may be missing, and their file systems with them"),
    /** An extended boot record with more entries than one logical partition and one link. */
    EBR_ENTRY_ODD(Severity.WARNING, "an extended boot record with more than a partition and a link: made by hand"),
    /** A logical partition that does not lie in its extended partition. */
    LOGICAL_OUTSIDE_EXTENDED(Severity.WARNING, "a logical partition outside its extended partition"),
    /** The protective entry of a GPT, and no GPT. */
    GPT_LOST(Severity.ERROR, "the disk says it has a GPT, but both copies are gone or damaged: partitions are missing"),
    /** A GPT behind a master boot record that does not announce it. */
    GPT_NOT_PROTECTED(
            Severity.WARNING, "a GPT without the entry that protects it: some systems take the disk as empty"),
    /** Sector 0 is a boot record with partitions, and a file system or container begins there. */
    TABLE_AND_VOLUME(
            Severity.WARNING, "sector 0 lists partitions and begins a volume as well; what is used is in the detail"),
    /** A GPT behind a master boot record that lists partitions of its own. */
    GPT_LEFT_OVER(Severity.WARNING, "a GPT that the boot record does not speak of: the disk was partitioned anew"),
    /** The master boot record of a GPT lists other partitions next to the protective entry. */
    GPT_HYBRID_MBR(Severity.INFO, "a hybrid boot record: systems that know no GPT see the partitions listed there"),
    /** The primary GPT is damaged or missing. */
    GPT_PRIMARY_DAMAGED(Severity.WARNING, "the first GPT is damaged: what is listed comes from the best copy"),
    /** The backup GPT is damaged or missing. */
    GPT_BACKUP_DAMAGED(Severity.WARNING, "the backup GPT is damaged or missing: the first one is used"),
    /** Both copies of the GPT are sound, and say different things. */
    GPT_COPIES_DIFFER(Severity.WARNING, "the two GPTs differ: a crash between two writes, or tampering"),
    /** The backup GPT is not in the disk's last sector. */
    GPT_BACKUP_NOT_AT_END(Severity.INFO, "the backup GPT is not at the disk's end: the disk was made larger or copied"),
    /** A checksum in the GPT that is used does not match its bytes. */
    GPT_CHECKSUM(Severity.ERROR, "no sound GPT is left: what is listed fails its checksum and may be wrong"),
    /** A GPT entry that cannot be a partition's. */
    GPT_ENTRY_ODD(Severity.WARNING, "a GPT entry that ends before it begins or lies where no partition may"),
    /** A partition reaches past the end of the disk. */
    PARTITION_PAST_END(
            Severity.WARNING, "a partition past the disk's end: the disk was cut, or the table is another's"),
    /** Two partitions share sectors. */
    PARTITIONS_OVERLAP(Severity.WARNING, "two partitions share sectors: made by hand, or one hides another"),
    /** More partitions than are listed. */
    PARTITIONS_LEFT_OUT(Severity.WARNING, "more partitions than any system makes: the list is not complete"),
    /** A volume's first sectors cannot be read. */
    VOLUME_UNREADABLE(Severity.WARNING, "a volume's first sectors cannot be read: its file system is not known"),
    /** A boot sector or superblock with a value that no file system has. */
    VOLUME_GEOMETRY(Severity.WARNING, "a file system with impossible sizes: its clusters are not told"),
    /** A volume that is larger than its partition. */
    VOLUME_EXCEEDS_PARTITION(Severity.WARNING, "a file system larger than its partition: its clusters are not told"),

    /** Findings beyond the limit were left out. */
    FINDINGS_LEFT_OUT(Severity.WARNING, "more was found than is kept: the list is not complete");

    private final Severity severity;
    private final String meaning;

    FindingCode(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    /** How much it should worry whoever relies on the bytes. */
    public Severity severity() {
        return severity;
    }

    /** What it means to an examiner, in one line. */
    public String meaning() {
        return meaning;
    }
}
