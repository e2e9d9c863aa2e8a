package io.github.vhdlayers.diag;

import io.github.vhdlayers.diag.Finding.Severity;

/**
 * The stable names of findings. A name is never reused for another meaning.
 *
 * @since 0.1.0
 */
public enum FindingCode {
    /** The footer's stored checksum is not that of its bytes. */
    FOOTER_CHECKSUM(
            Severity.WARNING,
            "the footer's checksum does not match its bytes: it was edited or damaged",
            "See whether the copy agrees. Some tools write wrong checksums; the sum finds damage and proves nothing."),
    /** There is no footer at the end of the file; the copy at its start is used. */
    FOOTER_TAIL_MISSING(
            Severity.WARNING,
            "the footer at the end is gone: the file was cut off or something was added to it",
            "Suspect an incomplete copy: compare the length with the source. Tools that read only the end will "
                    + "refuse the file."),
    /** Both footers are gone, and the disk is read by its dynamic header. */
    FOOTERS_LOST(
            Severity.ERROR,
            "both footers are gone: type and size come from the dynamic header, id and times are lost",
            "The disk may be shorter than shown, by less than a block or by more where the table has room to grow. "
                    + "Acquire the file again if possible."),
    /** The footer is not at the very end of the file: other bytes follow it. */
    FOOTER_NOT_AT_END(
            Severity.WARNING,
            "bytes follow the footer: they are no part of the disk",
            "See what follows: padding of a transfer, or something appended to be carried along."),
    /** The footer copy at the file's start is damaged or missing. */
    FOOTER_COPY_DAMAGED(
            Severity.WARNING,
            "the footer's copy at the start is damaged; the footer at the end is used",
            "Harmless to what is read. Note it if other files of the same machine are sound."),
    /** The footer at the end and its copy at the start differ. */
    FOOTER_COPIES_DIFFER(
            Severity.WARNING,
            "the two footers differ: a resize or a crash between two writes, or tampering",
            "Read the differences: sizes point to a resize, ids and times to a crash, a copy or an edit."),
    /** The footer at the end and its copy at the start describe different disks, and their checksums do not decide. */
    FOOTER_COPIES_CONTRADICT(
            Severity.ERROR,
            "the two footers describe different disks, and nothing says which is right; the one at the end is used",
            "Compare the sizes, types, ids and places of the header. The copy at the start may be the right one, and "
                    + "then the disk shown is another."),
    /** The footer has 511 bytes, as versions before Virtual PC 2004 wrote it. */
    FOOTER_511_BYTES(
            Severity.INFO,
            "a footer of 511 bytes: written by Connectix Virtual PC, or cut by a byte",
            "Expected of disks from before 2004 only; otherwise the file lost its last byte."),
    /** A footer field holds a value the specification does not allow, and nothing depends on it. */
    FOOTER_FIELD(
            Severity.INFO,
            "a footer field is not what the specification says; nothing is read by it",
            "Usually a habit of the program that made the file."),
    /** Reserved bytes of the footer are not zero. */
    FOOTER_RESERVED(
            Severity.INFO,
            "bytes that should be zero are not: an extension, or something hidden",
            "Look at the bytes; they survive most tools and are a place to hide something."),
    /** The footer's time of creation is 0. */
    CREATION_TIME_MISSING(
            Severity.INFO,
            "no time of creation is recorded: the maker keeps none, or it was removed",
            "Some imagers write 0, as Autopsy's does. Do not read it as the year 2000."),
    /** The disk's unique id is all zeros. */
    UNIQUE_ID_MISSING(
            Severity.INFO,
            "no id is recorded: no child can be proven to belong to this disk, and no copy to be one",
            "Some imagers write no id. A disk with children always has one."),
    /** The image is split into several files. */
    SPLIT_IMAGE(
            Severity.INFO,
            "one image in several files: places are counted through all of them",
            "Hash and keep every piece; offsets in reports run through all pieces in order."),
    /** The disk was saved with its virtual machine's state. */
    SAVED_STATE(
            Severity.INFO,
            "the machine was suspended: memory that was not written back is not on this disk",
            "Look for the memory image of the machine; the file system may be in the middle of a write."),
    /** The disk is marked temporary. */
    TEMPORARY_DISK(
            Severity.INFO,
            "marked as a temporary disk, which its host may delete at shutdown",
            "The disk was not meant to survive a shutdown. Rare in the field."),
    /** Marked hidden by Xen: an inner node of its tree. */
    HIDDEN_DISK(
            Severity.INFO,
            "marked hidden by Xen: an inner node of a chain, which may have been merged",
            "The file is an inner node of Xen's tree; its children hold what the machine saw."),
    /** The footer carries Xen's poison cookie. */
    POISONED(
            Severity.ERROR,
            "Xen disabled this disk while a resize or merge was under way: it may be half done",
            "Resize or merge was interrupted. Look for the journal file, and do not rely on sectors without another "
                    + "source."),
    /** The current size is not a multiple of 512 bytes. */
    DISK_SIZE_RAGGED(
            Severity.WARNING,
            "the size is not a whole number of sectors; the last, partial one is left out",
            "The last bytes are not shown by this library. Read them from the file if they matter."),
    /** The current size is above 2040 GiB. */
    DISK_SIZE_ABOVE_SPECIFICATION(
            Severity.WARNING,
            "larger than any program that keeps to the specification makes",
            "Damage or a file made by hand; Windows does not open it."),
    /** Current and original size differ. */
    DISK_RESIZED(
            Severity.INFO,
            "the disk was resized after it was made",
            "Look for partitions and slack from before the resize; some tools still show the original size."),
    /** The geometry's capacity differs from the current size. */
    GEOMETRY_DIFFERS(
            Severity.INFO,
            "the geometry's capacity is not the current size: some tools show a disk of another size",
            "Tools that go by geometry show a disk of another length: state the size you used."),
    /** A fixed disk's file holds more or fewer data bytes than its footer says. */
    FIXED_LENGTH_DIFFERS(
            Severity.ERROR,
            "the file's length and the footer's size disagree: resized, carved, or all bytes are in the wrong place",
            "A carve with a wrong length, a resize without rewriting, or a second footer. Check where the data "
                    + "starts."),
    /** A footer stands at the start of a fixed disk. */
    FIXED_WITH_LEADING_FOOTER(
            Severity.WARNING,
            "a fixed disk that begins with a footer: a VHD stored inside a VHD, or a wrong type",
            "Perhaps a VHD stored inside a VHD: open the content as a disk too."),

    /** The dynamic header's checksum is not that of its bytes. */
    HEADER_CHECKSUM(
            Severity.WARNING,
            "the header's checksum does not match its bytes: it was edited or damaged",
            "The header was edited, for instance to point to another parent, or damaged."),
    /** A header field holds a value the specification does not allow, and nothing depends on it. */
    HEADER_FIELD(
            Severity.INFO,
            "a header field is not what the specification says; nothing is read by it",
            "Usually a habit of the program that made the file."),
    /** Reserved bytes of the dynamic header are not zero. */
    HEADER_RESERVED(
            Severity.INFO,
            "bytes that should be zero are not: an extension, or something hidden",
            "Look at the bytes; they survive most tools and are a place to hide something."),
    /** A dynamic disk's header names a parent. */
    DYNAMIC_WITH_PARENT(
            Severity.ERROR,
            "a parent is recorded, but the type says there is none: what the file does not hold is unknown",
            "The type was changed or is damaged, or a tool left the id behind. Find the recorded parent; a fill byte "
                    + "shows the disk as the footer describes it."),
    /** The table has more entries than the disk needs. */
    BAT_LARGER(
            Severity.INFO,
            "room for more blocks than the disk has: made to grow, or once larger",
            "Normal for Xen and resized disks."),
    /** The table has fewer entries than the disk needs. */
    BAT_SMALLER(
            Severity.ERROR,
            "the table does not reach the disk's end: what the blocks that it leaves out hold is unknown",
            "Look at the entries behind the table's recorded end: they may still stand in the file."),
    /** Block size and table do not fit each other. */
    BLOCK_SIZE_CONTRADICTED(
            Severity.ERROR,
            "block size and table do not fit each other: blocks may be shown in the wrong place",
            "Compare with other disks of the same chain or machine: most have blocks of 2 MiB. Rely on no byte "
                    + "before this is settled."),
    /** A used table entry is beyond the disk's last block. */
    BAT_ENTRY_BEYOND_DISK(
            Severity.WARNING,
            "a block beyond the disk's end: it was once larger",
            "Data from when the disk was larger, or hidden behind its end: look at the block."),
    /** The table is partly past the end of the file. */
    BAT_TRUNCATED(
            Severity.ERROR,
            "part of the table is gone: blocks listed there cannot be read",
            "An incomplete file. Blocks without their entries are unknown, not empty."),
    /** Table entries of zero in a file that has no room for their blocks. */
    BAT_ENTRY_ZERO(
            Severity.INFO,
            "entries of 0 in a file without room for their blocks: blocks that were never written",
            "Some programs leave 0 when they make a table longer. Other tools show an error or the footer here."),
    /** Table entries of zero in a file that has room for a block, or ends early. */
    BAT_ENTRY_LOST(
            Severity.ERROR,
            "entries of 0 in a file that has room for a block: the entries may be lost, the blocks are unknown",
            "Rescue tools fill what they could not read with zeros. Acquire the file again, or look for the blocks "
                    + "among the unreferenced regions."),
    /** A table entry that points at or into another structure, or past the end of the file. */
    BAT_ENTRY_MISPLACED(
            Severity.ERROR,
            "an entry that cannot be a block's place: the block cannot be read",
            "Damage or an attack: the block is unknown. Look for it among the unreferenced regions."),
    /** Two table entries are the same. */
    BAT_ENTRY_DUPLICATE(
            Severity.ERROR,
            "two blocks in one place: at least one of them reads wrong",
            "At most one of the two blocks is right. Do not cite data from either without another source."),
    /** Two blocks overlap in the file. */
    BAT_ENTRIES_OVERLAP(
            Severity.ERROR,
            "two blocks share bytes: at least one of them reads wrong",
            "Known of some faulty programs. Do not cite data from the shared bytes without another source."),
    /** A file without a footer at its end, with a table that lists blocks behind the end. */
    FILE_CUT_OFF(
            Severity.ERROR,
            "the file was cut off: blocks that its table lists are behind its end, and unknown",
            "The copy or the download ended early: acquire the file again, or compare its length with the source's."),
    /** A block that the end of the file cuts off. */
    BLOCK_TRUNCATED(
            Severity.ERROR,
            "the file ends inside a block: what it had of the block's last sectors is unknown",
            "An incomplete file, or one from a writer that stops early. The sectors that the block owned there fail "
                    + "to read."),
    /** The batmap is damaged and not used. */
    BATMAP_IGNORED(
            Severity.WARNING,
            "Xen's batmap is damaged or of another version; the sector bitmaps are used",
            "Xen reads such a file the same way. It fills a bitmap before it calls the block full, so the bytes "
                    + "should be right."),

    /** The log of a VHDX file was replayed. */
    LOG_REPLAYED(
            Severity.WARNING,
            "the writer had not finished: its last changes come from the log; programs without that show another disk",
            "The machine crashed or the file was copied while it was in use. Other tools may show an older or an "
                    + "empty disk: compare with --log ignore."),
    /** The log of a VHDX file holds changes and was left out on request. */
    LOG_IGNORED(
            Severity.ERROR,
            "the log was left out on request: this is the disk before its last changes",
            "Say so wherever the bytes go. Without the option the log is replayed in memory."),
    /** Sound entries of a VHDX log are newer than the last that can be replayed. */
    LOG_NEWER_ENTRIES(
            Severity.ERROR,
            "the log has entries newer than the last that could be replayed: the disk may lack its last changes",
            "A crash can leave that, and so can a damaged log. Look at the entries with `vhd residue`, and compare "
                    + "with another copy of the file."),
    /** Entries of the log with the right id are not sound. */
    LOG_ENTRY_INVALID(
            Severity.INFO,
            "entries of the log that do not count: torn by a crash, overwritten or made by hand",
            "Usually the rest of older entries, or the last entry before a crash. Nothing of them is in the disk "
                    + "that is shown."),
    /** The log makes the file longer than it is. */
    LOG_EXTENDS_FILE(
            Severity.WARNING,
            "the log makes the file longer: what is not there yet reads as zeros",
            "The writer had made the file longer, or the copy is cut short. Compare the length with the original."),
    /** A log that is not needed is in a place where none can be. */
    LOG_MISPLACED(
            Severity.WARNING,
            "the log is in an impossible place; nothing was read from it",
            "The log is not needed for reading. Compare the header with its other copy."),
    /** One of the two headers is damaged. */
    HEADER_COPY_DAMAGED(
            Severity.WARNING,
            "one of two headers is damaged, as a crash leaves it; the other one is used",
            "Normal after a crash between two writes. Some tools refuse such a file or take ids from the damaged "
                    + "copy."),
    /** Both headers are the same. */
    HEADER_COPIES_EQUAL(
            Severity.INFO,
            "both headers are the same, as Disk2vhd writes them",
            "Nothing is wrong; the file was made in one go."),
    /** Both headers have the same number and differ. */
    HEADER_COPIES_CONTRADICT(
            Severity.ERROR,
            "two headers with one number differ, and nothing says which is right; the first is used",
            "No program writes this. Compare both copies by hand, also their log ids, before you rely on the disk."),
    /** One of the two region tables is damaged. */
    REGION_COPY_DAMAGED(
            Severity.WARNING,
            "one of two region tables is damaged; the other one is used",
            "The other copy lists where table and metadata are. Some tools refuse such a file."),
    /** Both region tables are sound and differ. */
    REGION_COPIES_DIFFER(
            Severity.ERROR,
            "two region tables differ, and nothing says which is right; the first is used",
            "Programs may take the other copy and show another disk. Compare both by hand."),
    /** A region that is not required and of which nothing is known. */
    REGION_UNKNOWN(
            Severity.INFO,
            "a region of unknown content, which a reader may leave alone: an extension, or hidden",
            "Note its id and place; its bytes can be cut out of the file."),
    /** Metadata that a user or an extension stored. */
    METADATA_USER_ITEMS(
            Severity.INFO,
            "metadata that no reader needs: an extension, or something hidden",
            "Note ids and lengths; what is in them can be cut out of the file."),
    /** A metadata field holds a value the specification does not allow, and no sector depends on it. */
    METADATA_FIELD(
            Severity.INFO,
            "a metadata field is not what the specification says; no sector is read by it",
            "Note it as a trait of the program that wrote the file."),
    /** The file is marked as not created to its end. */
    FILE_INCOMPLETE(
            Severity.ERROR,
            "the program that made the file did not finish: blocks may be missing",
            "The file was never finished. Ask how it was made before relying on what it lacks."),
    /** Bytes behind the creator's name are not zero. */
    CREATOR_PADDING(
            Severity.INFO,
            "bytes behind the creator's name hold something: left over, or hidden",
            "Look at the bytes behind file offset 8."),
    /** The file's length is no multiple of 1 MiB. */
    FILE_END_UNALIGNED(
            Severity.INFO,
            "the file ends between two MiB: Disk2vhd, something appended, or cut off",
            "Look at the bytes behind the last whole MiB."),
    /** A VHDX file ends in a VHD's footer. */
    VHD_FOOTER_AT_END(
            Severity.ERROR,
            "the file is a VHDX by its start and a VHD by its end: programs show different disks",
            "The file was appended to, or made to be read in two ways. Examine both, and say which one you report."),
    /** A differencing disk without a parent locator. */
    LOCATOR_MISSING(
            Severity.ERROR,
            "a parent is needed and none is recorded: what is the parent's is unknown",
            "Find the parent by other means, and name it with --force-parent."),
    /** A parent locator in a disk that says it has no parent. */
    LOCATOR_WITHOUT_PARENT(
            Severity.ERROR,
            "a parent is recorded, but the file says there is none: what the file does not hold is unknown",
            "One of the two is wrong. What the file itself stores can be read; all else may be the parent's."),
    /** A parent locator of a type that is not known. */
    LOCATOR_TYPE_UNKNOWN(
            Severity.ERROR,
            "the parent is recorded in an unknown way: no file can be proven to be it",
            "Look at the metadata item by hand; name the parent with --force-parent if you know it."),
    /** A table entry with a state that no block can have. */
    BAT_STATE_RESERVED(
            Severity.ERROR,
            "an entry in a state that no block can have: what the block holds is unknown",
            "Damage, or made by hand. Never report the block as empty."),
    /** Reserved bits of table entries are set. */
    BAT_RESERVED_BITS(
            Severity.INFO,
            "reserved bits of table entries are set: an extension, or something hidden",
            "Nothing is read by them. Look at the entries by hand."),
    /** A block that is present in part, in a chunk without a sector bitmap. */
    BITMAP_MISSING(
            Severity.ERROR,
            "a block is present in part, and which part is lost: what it holds is unknown",
            "Look for the bitmap among the unreferenced regions; the block's bytes are in the file."),
    /** A sector bitmap in a disk without a parent. */
    BITMAP_UNEXPECTED(
            Severity.WARNING,
            "a sector bitmap in a disk without a parent: the disk was a child, or the file was edited",
            "Ask whether the parent was removed from the metadata of a child."),
    /** Blocks that were trimmed and are still in the file. */
    TRIMMED_DATA(
            Severity.INFO,
            "blocks that were trimmed and keep their place: what was deleted may still be there",
            "The command `vhd residue` lists what is still there, with its place on the disk."),

    /** A parent locator cannot be used. */
    LOCATOR_UNUSABLE(
            Severity.WARNING,
            "a parent locator points outside the file or is too long",
            "One recorded path of the parent is lost; the others and the id still serve."),
    /** A parent locator's data is in another structure, or in another locator's data. */
    LOCATOR_OVERLAPS(
            Severity.WARNING,
            "a parent's path is inside another structure: made by hand",
            "See what the bytes are for; the path shown is made of another structure's bytes."),
    /** A parent's name or path has characters that cannot be shown as they are. */
    LOCATOR_TEXT(
            Severity.INFO,
            "a name with characters that are no text, or that change how text is shown",
            "Copy the escaped text; what a terminal shows may be something else."),

    /** The parent's recorded time does not agree with the file's. */
    PARENT_TIME_DIFFERS(
            Severity.WARNING,
            "the parent's file time is not the recorded one: copied, or changed after the child was made",
            "Copies usually change times. If the evidence kept them, the parent may have been written after the "
                    + "child was made."),
    /** The parent's size differs from the child's. */
    PARENT_SIZE_DIFFERS(
            Severity.WARNING,
            "child and parent differ in size: one was resized after the child was made",
            "Past the shorter one's end nothing comes from below. Windows refuses the chain as \"a mismatch in the "
                    + "virtual sizes\" (0xC03A0017). The child's own disk is not harmed: export it, or work on copies with the "
                    + "parent's size set back."),
    /** A child was created before its parent, or before the time at which it records its parent to have been changed. */
    CHAIN_TIMES_CONTRADICT(
            Severity.WARNING,
            "times of child and parent that cannot both be right: a wrong clock, or a changed time or file",
            "Compare with the machine's event log. A merge or a move to another host can explain it; so can a parent "
                    + "that was put in place of another."),
    /** A recorded time is in the future. */
    TIME_IN_FUTURE(
            Severity.WARNING,
            "a recorded time is in the future: a wrong clock, or a changed time",
            "Check the clock of this machine first, and then that of the machine that made the disk."),
    /** More than one file has the parent's id. */
    PARENT_AMBIGUOUS(
            Severity.WARNING,
            "several files have the parent's id: copies, of which one may have been changed",
            "Hash the candidates: equal hashes settle it, different ones mean that one was changed."),
    /** More than one file has the parent's id, and all of them have the same bytes. */
    PARENT_COPIES_IDENTICAL(
            Severity.INFO,
            "several files have the parent's id and the same bytes: copies of one disk",
            "It does not matter which of them is read. Note that there are copies."),
    /** The parent was not found under its recorded name, but by its id. */
    PARENT_RENAMED(
            Severity.INFO,
            "the parent was found by its id under another name than the recorded one",
            "Note both names; renaming is normal in collected evidence."),
    /** A parent that the caller forced has another id than the recorded one. */
    PARENT_FORCED(
            Severity.ERROR,
            "a parent that is not the recorded one was forced: what is read through it is not proven",
            "Treat every sector of the forced layers as unproven, and say so in the report."),
    /** The parent that the caller forced is the same disk, written after the child was created. */
    PARENT_CHANGED_SINCE(
            Severity.ERROR,
            "the parent was changed after the child was created, and was forced: what it shows may be newer",
            "Whatever comes from the parent may have been written after the child. Every comparison with it is "
                    + "doubtful."),
    /** The parent was found by the second id that the child records. */
    PARENT_MERGE_PENDING(
            Severity.WARNING,
            "the child was being merged into its parent: the parent holds part of its data already",
            "The parent alone is no state that the disk ever had. Read the chain as a whole."),
    /** A child of VHDX has its parent's id. */
    PARENT_SHARES_ID(
            Severity.WARNING,
            "child and parent have one id: it does not say which state of the disk a file is",
            "The program that made the child left it its parent's data write id. Make sure by other means that the parent is the right "
                    + "file."),
    /** Child and parent have sectors of different sizes. */
    PARENT_SECTOR_SIZE_DIFFERS(
            Severity.WARNING,
            "child and parent have sectors of different sizes: no program makes that",
            "Both are read in sectors of 512 bytes. Ask whether it is the right parent."),
    /** Files that track changes for backups are beside the disk. */
    CHANGE_TRACKING_PRESENT(
            Severity.INFO,
            "a backup program tracks this disk: its .rct and .mrt files say what changed; keep them",
            "Acquire these files too. A backup of the disk may exist."),
    /** A parent that the caller named was not used, because none is missing that it could stand for. */
    PARENT_FORCED_UNUSED(
            Severity.INFO,
            "a parent that was named was not used: none is missing that it can stand for",
            "The chain is whole without it, or a raw file was named for a disk that records an id; check that the "
                    + "right file was named."),
    /** A raw file that the caller named is the parent. */
    PARENT_RAW(
            Severity.WARNING,
            "the parent is a raw file, as Xen makes them: nothing in it proves that it is the one",
            "Confirm from Xen's records that this raw volume is the parent and has not been written since."),
    /** The parent is missing and the disk was opened without it. */
    PARENT_MISSING(
            Severity.ERROR,
            "the parent is missing: every sector this chain does not hold is unknown",
            "Cite only what the map gives to a layer. Unknown is not empty."),
    /** Not every file that may be the parent was looked at or could be read, and the disk was opened without it. */
    PARENT_NOT_REACHED(
            Severity.ERROR,
            "not every file was read that may be the parent: what this chain does not hold is unknown",
            "Search again with the folder that holds the parents, and the right to read it. Do not report the parent as missing."),
    /** What was found of the parent is refused, or nothing could prove a parent, and the disk was opened without it. */
    PARENT_REFUSED(
            Severity.ERROR,
            "no parent is accepted, for the reason that is given: every sector this chain does not hold is unknown",
            "Find out which file is the parent, and name it. Do not report the parent as missing."),

    /** Bytes under clear bits of a block's bitmap are not zero. */
    RESIDUE(
            Severity.WARNING,
            "bytes under clear bits: left over or hidden; tools that ignore the bitmap show them",
            "Extract and examine it: former content of the sectors, or something hidden. It is not part of the disk."),
    /** A dynamic disk with residue, so that tools which honour the bitmap and tools which do not show different disks. */
    DYNAMIC_BITMAP_DIFFERS(
            Severity.WARNING,
            "some tools show other bytes here, because they do not look at the bitmap of a dynamic disk",
            "State which rule was used. qemu and others show these bytes as data, VirtualBox and Xen as zeros."),
    /** Bytes behind the disk's end in its last block are not zero. */
    SLACK(
            Severity.INFO,
            "bytes behind the disk's end in its last block: it was once larger, or they are hidden",
            "Extract and examine it: data from before the disk shrank, or hidden behind its end."),
    /** Regions that no structure refers to are not all zero. */
    UNREFERENCED_DATA(
            Severity.INFO,
            "bytes that nothing refers to: former blocks, something appended, or hidden",
            "Extract and examine it: blocks that were freed or moved, or lost by a damaged table."),
    /** What follows the used entries of the block allocation table is neither all 00 nor all FF. */
    TABLE_PADDING(
            Severity.INFO,
            "the table's padding holds something: former entries, or something hidden",
            "Often the remains of a larger table; otherwise look at the bytes."),
    /** A parent locator's room holds more than its data. */
    LOCATOR_SLACK(
            Severity.INFO,
            "bytes behind a parent's path: the rest of a longer, former path, or hidden",
            "May show where the parent was before the file was moved."),
    /** What follows the used bits of a sector bitmap is neither all 00 nor all FF. */
    BITMAP_PADDING(
            Severity.INFO,
            "a bitmap's padding holds something: left over memory of its writer, or hidden",
            "Usually memory of the writer; look at the bytes."),
    /** Reserved or unused bytes of a footer or the dynamic header are not zero. */
    STRUCTURE_PADDING(
            Severity.INFO,
            "unused bytes of a footer or header hold something: an extension, or hidden",
            "Look at the bytes; a name behind the end of a shorter name shows a former parent."),
    /** Entries of a log that are not needed any more. */
    OLD_LOG_ENTRIES(
            Severity.INFO,
            "old entries of the log: former tables and bitmaps, in the order of their writing",
            "They are former pages of tables and bitmaps with numbers that go up: the order in which blocks were "
                    + "allocated."),
    /** The header that is not the current one. */
    FORMER_HEADER(
            Severity.INFO,
            "the former header: ids that the disk had before its last change of them",
            "Its data write id is the one that older children may record."),
    /** Sectors of blocks that are present in part, which the parent has. */
    OTHER_SECTORS(
            Severity.INFO,
            "bytes in sectors that are the parent's: what the block held before, or hidden",
            "The format allows any bytes there. They may be what the block held before."),
    /** Bytes of the metadata region that belong to no item. */
    METADATA_SLACK(
            Severity.INFO, "bytes between the metadata: former items, or something hidden", "Look at the bytes."),
    /** Blocks with room in the file and all bits clear. */
    BLOCKS_WITHOUT_SECTORS(
            Severity.INFO,
            "blocks with room and no sector: made ahead, or emptied",
            "Harmless: some writers make blocks ahead."),
    /** Blocks that Xen's batmap calls full although their bitmaps have clear bits. */
    BATMAP_DISAGREES(
            Severity.INFO,
            "bitmaps that Xen did not keep up, because its batmap calls the blocks full",
            "Harmless here: the batmap is believed. Tools that do not know it may show zeros."),
    /** More regions were found than are listed. */
    REGIONS_LEFT_OUT(
            Severity.WARNING,
            "more regions were found than are listed: only their sums are complete",
            "Raise the limit to have all of them listed."),

    /** The file has more blocks than are examined together. */
    EXAMINATION_INCOMPLETE(
            Severity.WARNING,
            "too many blocks to examine all: some overlaps may have been missed",
            "Raise the limits if the file matters; the map and reads are complete all the same."),

    /** Part of the partition table is in sectors that cannot be read. */
    TABLE_UNREADABLE(
            Severity.ERROR,
            "part of the partition table is in sectors that cannot be read: partitions may be missing",
            "The finding names the cause: supply the missing parent, or look for what damaged the file."),
    /** An entry of a master boot record has an impossible flag, or a size without a type, or a type without a size. */
    MBR_ENTRY_ODD(
            Severity.INFO,
            "an entry that is neither used nor empty: left over, damaged or made by hand",
            "Look at the entry; it may be what is left of a deleted partition."),
    /** A master boot record with more than one extended partition. */
    MBR_SEVERAL_EXTENDED(
            Severity.WARNING,
            "more than one extended partition: Windows looks into the first only",
            "Examine each extended partition; Windows shows one of them only."),
    /** An extended partition's chain goes on where no extended boot record is. */
    EBR_INVALID(
            Severity.ERROR,
            "an extended partition's chain breaks off: logical partitions behind may be missing",
            "Search the extended partition for boot sectors by hand."),
    /** An extended partition's chain comes back to where it has been. */
    EBR_LOOP(
            Severity.ERROR,
            "an extended partition's chain runs in a circle: it was made by hand",
            "Made to hang tools. What was found before the circle is listed."),
    /** A BSD disklabel with a partition that neither its slice contains nor a boot record lists. */
    BSD_ENTRY_OUTSIDE(
            Severity.WARNING,
            "a BSD disklabel lists a partition outside its slice, which no boot record lists; it is not listed here",
            "Look at those sectors; they may hide a partition."),
    /** Metadata of a physical volume of Linux LVM that is damaged, beyond a limit, or not about this physical volume. */
    LVM_METADATA_UNUSABLE(
            Severity.ERROR,
            "metadata of Linux LVM cannot be used: logical volumes may be missing, and their file systems with them",
            "Read the metadata by hand (text, from the second sector of the partition on), or a copy in "
                    + "`/etc/lvm/backup`."),
    /** An extended boot record with more entries than one logical partition and one link. */
    EBR_ENTRY_ODD(
            Severity.WARNING,
            "an extended boot record with more than a partition and a link: made by hand",
            "Look at the extra entries; they may hide a partition."),
    /** A logical partition that is not in its extended partition. */
    LOGICAL_OUTSIDE_EXTENDED(
            Severity.WARNING,
            "a logical partition outside its extended partition",
            "Made by hand or damaged; examine it all the same."),
    /** The protective entry of a GPT, and no GPT. */
    GPT_LOST(
            Severity.ERROR,
            "the disk says it has a GPT, but both copies are gone or damaged: partitions are missing",
            "Search for file systems by their boot sectors."),
    /** A GPT behind a master boot record that does not announce it. */
    GPT_NOT_PROTECTED(
            Severity.WARNING,
            "a GPT without the entry that protects it: some systems take the disk as empty",
            "The protective entry was removed, or a tool did not write it."),
    /** Sector 0 is a boot record with partitions, and a file system or container begins there. */
    TABLE_AND_VOLUME(
            Severity.WARNING,
            "sector 0 lists partitions and begins a volume as well; what is used is in the detail",
            "Look at both: one of them is left from before, or the sector was made so that programs disagree."),
    /** A GPT behind a master boot record that lists partitions of its own. */
    GPT_LEFT_OVER(
            Severity.WARNING,
            "a GPT that the boot record does not announce: the disk was partitioned anew",
            "The old table shows former partitions, which may still hold data."),
    /** The master boot record of a GPT lists other partitions next to the protective entry. */
    GPT_HYBRID_MBR(
            Severity.INFO,
            "a hybrid boot record: systems that know no GPT see the partitions listed there",
            "Two views of one disk: note which one the suspect system used."),
    /** The primary GPT is damaged or missing. */
    GPT_PRIMARY_DAMAGED(
            Severity.WARNING,
            "the first GPT is damaged: what is listed comes from the best copy",
            "Compare the copies; the listing comes from the one that is left."),
    /** The backup GPT is damaged or missing. */
    GPT_BACKUP_DAMAGED(
            Severity.WARNING,
            "the backup GPT is damaged or missing: the first one is used",
            "Usual for disks that were cut or made larger without care."),
    /** Both copies of the GPT are sound, and say different things. */
    GPT_COPIES_DIFFER(
            Severity.WARNING,
            "the two GPTs differ: a crash between two writes, or tampering",
            "Read both tables: the older one shows former partitions."),
    /** The backup GPT is not in the disk's last sector. */
    GPT_BACKUP_NOT_AT_END(
            Severity.INFO,
            "the backup GPT is not at the disk's end: the disk was made larger or copied",
            "Look behind the backup: the disk was made larger, or something was put there."),
    /** A checksum in the GPT that is used does not match its bytes. */
    GPT_CHECKSUM(
            Severity.ERROR,
            "no sound GPT is left: what is listed fails its checksum and may be wrong",
            "Check every listed partition by its boot sector before using it."),
    /** A GPT entry that cannot be a partition's. */
    GPT_ENTRY_ODD(
            Severity.WARNING,
            "a GPT entry that ends before it begins or is where no partition may be",
            "Look at the entry by hand."),
    /** A partition reaches past the end of the disk. */
    PARTITION_PAST_END(
            Severity.WARNING,
            "a partition past the disk's end: the disk was cut, or the table is another's",
            "The image is shorter than the disk was, or the table comes from another disk."),
    /** Two partitions share sectors. */
    PARTITIONS_OVERLAP(
            Severity.WARNING,
            "two partitions share sectors: made by hand, or one hides another",
            "Examine each by itself; the shared sectors can belong to one only."),
    /** More partitions than are listed. */
    PARTITIONS_LEFT_OUT(
            Severity.WARNING,
            "more partitions than any system makes: the list is not complete",
            "Raise the limit, and expect a table that was made to exhaust tools."),
    /** Sectors that would say what a volume is cannot be read. */
    VOLUME_UNREADABLE(
            Severity.WARNING,
            "sectors that would say what a volume is cannot be read: its file system is not known",
            "Supply the missing parent and look again."),
    /** A boot sector or superblock with a value that no file system has. */
    VOLUME_GEOMETRY(
            Severity.WARNING,
            "a file system with impossible sizes: its clusters are not listed",
            "A damaged or hostile boot sector: examine its backup copy."),
    /** A volume that is larger than its partition. */
    VOLUME_EXCEEDS_PARTITION(
            Severity.WARNING,
            "a file system larger than its partition: its clusters are not listed",
            "The partition was made smaller or the table edited; data may lie behind its end."),

    /** Findings beyond the limit were left out. */
    FINDINGS_LEFT_OUT(
            Severity.WARNING,
            "more was found than is kept: the list is not complete",
            "Raise the limit to see the rest.");

    private final Severity severity;
    private final String meaning;
    private final String advice;

    FindingCode(Severity severity, String meaning, String advice) {
        this.severity = severity;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** How much it should worry a person who relies on the bytes. */
    public Severity severity() {
        return severity;
    }

    /**
     * Whether it makes bytes or owners of the merged disk doubtful, so that a program says it before it shows any. That a parent is missing or
     * refused does not: what only that one could tell is unknown.
     */
    public boolean isDoubt() {
        return (severity == Severity.ERROR && this != PARENT_MISSING && this != PARENT_REFUSED)
                || this == PARENT_RAW
                || this == PARENT_AMBIGUOUS
                || this == EXAMINATION_INCOMPLETE;
    }

    /** What it means to an examiner, in one line. */
    public String meaning() {
        return meaning;
    }

    /** What an examiner may make of it, and what to do next, in one to three sentences. */
    public String advice() {
        return advice;
    }
}
