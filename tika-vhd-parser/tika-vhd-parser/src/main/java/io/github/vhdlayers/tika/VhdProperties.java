package io.github.vhdlayers.tika;

import org.apache.tika.metadata.Property;

/**
 * Every metadata key that {@link VhdParser} sets, apart from Tika's own.
 *
 * <p>Numbers of bytes and sectors are text, because they may exceed 32 bits. Times are ISO 8601 in UTC, by the clock of the
 * program that made the disk. Names that come from a disk are escaped where they hold anything that is not plainly visible.
 * The keys that begin with {@code vhd:layer-} have one value for every layer of the chain, the leaf's first, so that equal
 * positions belong together, and those that begin with {@code vhd:partition-} and are lists one for every partition; {@code none}
 * stands where there is nothing to say.
 */
public final class VhdProperties {
    /** What all keys begin with. */
    public static final String PREFIX = "vhd:";

    /** {@code vhd} or {@code vhdx}. */
    public static final Property FORMAT = Property.internalText(PREFIX + "format");
    /** {@code fixed}, {@code dynamic} or {@code differencing}. */
    public static final Property TYPE = Property.internalText(PREFIX + "type");
    /** The version of the format, major and minor. */
    public static final Property FORMAT_VERSION = Property.internalText(PREFIX + "format-version");
    /** The disk's id as Windows and VirtualBox print it. */
    public static final Property ID = Property.internalText(PREFIX + "id");
    /** The same id as qemu, Xen and 7-Zip print it: its bytes in the order in which they are stored. */
    public static final Property ID_BIG_ENDIAN = Property.internalText(PREFIX + "id-big-endian");
    /** The code of the program that made the disk. */
    public static final Property CREATOR_APPLICATION = Property.internalText(PREFIX + "creator-application");
    /** That program's version. */
    public static final Property CREATOR_VERSION = Property.internalText(PREFIX + "creator-version");
    /** The code of the system that the program ran on. */
    public static final Property CREATOR_HOST = Property.internalText(PREFIX + "creator-host");
    /** When the disk was made. */
    public static final Property CREATED = Property.internalDate(PREFIX + "created");
    /** The disk's size in bytes. */
    public static final Property SIZE = Property.internalText(PREFIX + "size");
    /** The disk's size in bytes when it was created. */
    public static final Property ORIGINAL_SIZE = Property.internalText(PREFIX + "original-size");
    /** The disk's size in sectors of 512 bytes. */
    public static final Property SECTORS = Property.internalText(PREFIX + "sectors");
    /** Cylinders, heads and sectors per track. */
    public static final Property GEOMETRY = Property.internalText(PREFIX + "geometry");
    /** Whether the disk was saved with its machine's state. */
    public static final Property SAVED_STATE = Property.internalBoolean(PREFIX + "saved-state");
    /** Whether the disk is marked as temporary. */
    public static final Property TEMPORARY = Property.internalBoolean(PREFIX + "temporary");
    /** Which footer was used: {@code tail}, {@code tail-511}, {@code before-trailing-bytes} or {@code head-copy}. */
    public static final Property FOOTER_PLACE = Property.internalText(PREFIX + "footer-place");
    /** Whether that footer's checksum is right. */
    public static final Property FOOTER_CHECKSUM_VALID = Property.internalBoolean(PREFIX + "footer-checksum-valid");
    /** Whether the dynamic header's checksum is right. */
    public static final Property HEADER_CHECKSUM_VALID = Property.internalBoolean(PREFIX + "header-checksum-valid");
    /** How many data bytes a block holds. */
    public static final Property BLOCK_SIZE = Property.internalText(PREFIX + "block-size");
    /** How many blocks the disk has. */
    public static final Property BLOCKS = Property.internalText(PREFIX + "blocks");
    /** How many of them are in the file; not set where there are too many to count. */
    public static final Property BLOCKS_ALLOCATED = Property.internalText(PREFIX + "blocks-allocated");

    /** What became of the log of a VHDX: {@code empty}, {@code replayed} (in memory) or {@code ignored}. */
    public static final Property LOG = Property.internalText(PREFIX + "log");
    /** How many pages of 4096 bytes the log of a VHDX changed. */
    public static final Property LOG_PAGES = Property.internalText(PREFIX + "log-pages");
    /** The id of a VHDX that changes with its content, and that its children record; equal to the id. */
    public static final Property DATA_WRITE_ID = Property.internalText(PREFIX + "data-write-id");
    /** The id of a VHDX that all layers of its chain share. */
    public static final Property VIRTUAL_DISK_ID = Property.internalText(PREFIX + "virtual-disk-id");
    /** The id of a VHDX that changes with its file. */
    public static final Property FILE_WRITE_ID = Property.internalText(PREFIX + "file-write-id");
    /** How large the disk of a VHDX presents its sectors to be: 512 or 4096. All other keys count sectors of 512 bytes. */
    public static final Property LOGICAL_SECTOR_SIZE = Property.internalInteger(PREFIX + "logical-sector-size");
    /** The size of the sectors that the disk of a VHDX says to have inside. */
    public static final Property PHYSICAL_SECTOR_SIZE = Property.internalInteger(PREFIX + "physical-sector-size");
    /** The number of the current header of a VHDX. */
    public static final Property HEADER_SEQUENCE = Property.internalText(PREFIX + "header-sequence");
    /** How many of the two headers of a VHDX are sound. */
    public static final Property HEADER_COPIES = Property.internalInteger(PREFIX + "header-copies");
    /** How many blocks of a VHDX were trimmed; not set where there are too many to count. */
    public static final Property BLOCKS_TRIMMED = Property.internalText(PREFIX + "blocks-trimmed");

    /** The parent's name as the header records it. */
    public static final Property PARENT_NAME = Property.internalText(PREFIX + "parent-name");
    /** The parent's paths as the locators record them, each after its platform code. */
    public static final Property PARENT_LOCATOR = Property.internalTextBag(PREFIX + "parent-locator");
    /** The parent's id as Windows and VirtualBox print it. */
    public static final Property PARENT_ID = Property.internalText(PREFIX + "parent-id");
    /** The same id as qemu, Xen and 7-Zip print it. */
    public static final Property PARENT_ID_BIG_ENDIAN = Property.internalText(PREFIX + "parent-id-big-endian");
    /** When the parent's file was last changed, as the disk records it. */
    public static final Property PARENT_TIME = Property.internalDate(PREFIX + "parent-time");
    /**
     * {@code found} if every parent down to the base was, {@code missing} if one was looked for in vain, {@code cut-short} if
     * it may be among files that were not looked at or could not be read, {@code not-searched} if there was no place to look or looking is
     * turned off, {@code refused} if one was found that was changed or has copies that differ, or the disk records no id that could prove
     * one.
     */
    public static final Property PARENT_STATUS = Property.internalText(PREFIX + "parent-status");
    /** Where the missing parent was looked for, and why what is there is not it. */
    public static final Property PARENT_TRIED = Property.internalTextBag(PREFIX + "parent-tried");

    /** How many layers the chain has. */
    public static final Property LAYERS = Property.internalInteger(PREFIX + "layers");
    /** Whether the chain reaches its base. */
    public static final Property CHAIN_COMPLETE = Property.internalBoolean(PREFIX + "chain-complete");
    /** The layers' file names. */
    public static final Property LAYER_NAME = Property.internalTextBag(PREFIX + "layer-name");
    /** The layers' ids, as {@link #ID}. */
    public static final Property LAYER_ID = Property.internalTextBag(PREFIX + "layer-id");
    /**
     * What distinguishes the layers' files from all others: 64 digits, made of length, time of change, footers, headers and block table. Ids
     * do not, because files are copied and written to.
     */
    public static final Property LAYER_KEY = Property.internalTextBag(PREFIX + "layer-key");
    /** The layers' types, as {@link #TYPE}. */
    public static final Property LAYER_TYPE = Property.internalTextBag(PREFIX + "layer-type");
    /** When the layers were made, as {@link #CREATED}. */
    public static final Property LAYER_CREATED = Property.internalTextBag(PREFIX + "layer-created");
    /**
     * How many sectors of the merged disk each layer owns; {@code unknown} where none are known and sectors of a damaged file may be its
     * own. Not set unless all were counted.
     */
    public static final Property LAYER_SECTORS_OWNED = Property.internalTextBag(PREFIX + "layer-sectors-owned");
    /**
     * Whether each layer owns exactly the sectors that other keys say; otherwise these are the least, because its file or that of a newer
     * layer is damaged. Not set unless all were counted.
     */
    public static final Property LAYER_SECTORS_KNOWN = Property.internalTextBag(PREFIX + "layer-sectors-known");
    /** How the layer's parent fits by its id: {@code matches}, {@code missing}, {@code refused}, {@code cut-short}, or {@code none} for the base. */
    public static final Property LAYER_PARENT_ID_VERDICT = Property.internalTextBag(PREFIX + "layer-parent-id-verdict");
    /**
     * How the parent's file time fits: {@code matches}, {@code whole-hours-apart}, {@code differs}, {@code not-recorded},
     * {@code not-testable}, {@code missing}, {@code refused}, {@code cut-short} or {@code none}.
     */
    public static final Property LAYER_PARENT_TIME_VERDICT =
            Property.internalTextBag(PREFIX + "layer-parent-time-verdict");
    /** How the parent's size fits: {@code equal}, {@code parent-shorter}, {@code parent-longer}, {@code missing}, {@code refused}, {@code cut-short}, {@code none}. */
    public static final Property LAYER_PARENT_SIZE_VERDICT =
            Property.internalTextBag(PREFIX + "layer-parent-size-verdict");

    /**
     * How many sectors of the merged disk are unwritten. {@code unknown} if none are known to be, and some of the
     * unknown ones may be. Not set unless all were counted.
     */
    public static final Property SECTORS_UNWRITTEN = Property.internalText(PREFIX + "sectors-unwritten");
    /** How many sectors of the merged disk are unknown: of a missing layer, damaged or cut off. Not set unless all were counted. */
    public static final Property SECTORS_UNKNOWN = Property.internalText(PREFIX + "sectors-unknown");
    /** How many runs of one owner the merged disk has. Not set unless all were counted. */
    public static final Property OWNERSHIP_RUNS = Property.internalText(PREFIX + "ownership-runs");
    /** Whether the owners of all sectors were counted. */
    public static final Property OWNERSHIP_COMPLETE = Property.internalBoolean(PREFIX + "ownership-complete");
    /** How many sectors were gone through, from the first on, before counting stopped; set only where it did. */
    public static final Property OWNERSHIP_SECTORS_EXAMINED =
            Property.internalText(PREFIX + "ownership-sectors-examined");

    /** How many sectors of partition tables each layer owns, or {@code unknown}. Not set unless all were counted. */
    public static final Property LAYER_SECTORS_IN_TABLES = Property.internalTextBag(PREFIX + "layer-sectors-in-tables");
    /** How many sectors before, between and behind the partitions each layer owns, or {@code unknown}. Not set unless all were counted. */
    public static final Property LAYER_SECTORS_IN_GAPS = Property.internalTextBag(PREFIX + "layer-sectors-in-gaps");

    /**
     * {@code mbr} or {@code gpt}; without a table {@code file-system} if one begins in the first sector, {@code empty}, {@code
     * unrecognised}, or {@code unreadable}.
     */
    public static final Property PARTITION_TABLE = Property.internalText(PREFIX + "partition-table");
    /** How many partitions hold volumes: all but extended ones. Those beyond the 128th have no values in the keys below. */
    public static final Property PARTITIONS = Property.internalInteger(PREFIX + "partitions");
    /** The partitions' numbers as other tools print them, logical ones from 5 on; {@code 0} for a disk without a table. */
    public static final Property PARTITION_NUMBER = Property.internalTextBag(PREFIX + "partition-number");
    /** {@code primary}, {@code logical}, {@code gpt} or {@code whole-disk}. */
    public static final Property PARTITION_KIND = Property.internalTextBag(PREFIX + "partition-kind");
    /** What the table says the partitions hold: a code in hexadecimal, or a GPT's id. */
    public static final Property PARTITION_TYPE = Property.internalTextBag(PREFIX + "partition-type");
    /** The same in words. */
    public static final Property PARTITION_TYPE_NAME = Property.internalTextBag(PREFIX + "partition-type-name");
    /** The partitions' own ids in a GPT. */
    public static final Property PARTITION_ID = Property.internalTextBag(PREFIX + "partition-id");
    /** The partitions' names in a GPT. */
    public static final Property PARTITION_NAME = Property.internalTextBag(PREFIX + "partition-name");
    /** Which file system or container really begins there. */
    public static final Property PARTITION_FILE_SYSTEM = Property.internalTextBag(PREFIX + "partition-file-system");
    /** The volumes' names, where their first sectors hold them. */
    public static final Property PARTITION_LABEL = Property.internalTextBag(PREFIX + "partition-label");
    /** The volumes' serial numbers or ids. */
    public static final Property PARTITION_SERIAL = Property.internalTextBag(PREFIX + "partition-serial");
    /** How many bytes a cluster of the volume has. */
    public static final Property PARTITION_CLUSTER_SIZE = Property.internalTextBag(PREFIX + "partition-cluster-size");
    /** The partitions' first sectors on the disk. */
    public static final Property PARTITION_FIRST_SECTOR = Property.internalTextBag(PREFIX + "partition-first-sector");
    /** How many sectors the table says the partitions have. */
    public static final Property PARTITION_SECTORS = Property.internalTextBag(PREFIX + "partition-sectors");
    /**
     * What became of the partitions since the layer below the leaf: {@code same}, {@code changed}, {@code added}, {@code not-known}.
     */
    public static final Property PARTITION_CHANGE = Property.internalTextBag(PREFIX + "partition-change");
    /** Partitions that the disk below the leaf has and the merged disk has not. */
    public static final Property PARTITION_REMOVED = Property.internalTextBag(PREFIX + "partition-removed");
    /**
     * How many sectors of the partition each layer owns, the leaf's number first, with spaces between; {@code unknown} where none are known
     * and sectors of a damaged file may be its own. Not set unless all were counted.
     */
    public static final Property PARTITION_SECTORS_OWNED = Property.internalTextBag(PREFIX + "partition-sectors-owned");
    /** How many sectors of the partition are unwritten, or {@code unknown} likewise. Not set unless all were counted. */
    public static final Property PARTITION_SECTORS_UNWRITTEN =
            Property.internalTextBag(PREFIX + "partition-sectors-unwritten");
    /** How many sectors of the partition are unknown: of a missing layer, damaged or cut off. Not set unless all were counted. */
    public static final Property PARTITION_SECTORS_UNKNOWN =
            Property.internalTextBag(PREFIX + "partition-sectors-unknown");
    /**
     * How many sectors of the partition the leaf changed, at least, or {@code unknown} where none are known and not all could be compared. Only
     * with the setting {@code audit}.
     */
    public static final Property PARTITION_SECTORS_CHANGED =
            Property.internalTextBag(PREFIX + "partition-sectors-changed");
    /** How many of its sectors could not be compared. Only with the setting {@code audit}. */
    public static final Property PARTITION_SECTORS_NOT_COMPARED =
            Property.internalTextBag(PREFIX + "partition-sectors-not-compared");

    /** How many shadow copies NTFS volumes record, the contents of which are not read. Not set if that is not known of one. */
    public static final Property SHADOW_COPIES = Property.internalInteger(PREFIX + "shadow-copies");
    /** The number of the partition that each shadow copy is of. Those beyond the 512th have no values here and below. */
    public static final Property SHADOW_COPY_PARTITION = Property.internalTextBag(PREFIX + "shadow-copy-partition");
    /** The ids of their stores, by which the files with their blocks are named. */
    public static final Property SHADOW_COPY_ID = Property.internalTextBag(PREFIX + "shadow-copy-id");
    /** When they were made, by the machine's clock. */
    public static final Property SHADOW_COPY_CREATED = Property.internalTextBag(PREFIX + "shadow-copy-created");
    /** The layer that owns the sector with each one's record. */
    public static final Property SHADOW_COPY_LAYER = Property.internalTextBag(PREFIX + "shadow-copy-layer");

    /**
     * How many of the leaf's sectors are not as they were below it. Only with the setting {@code audit}. This and the next three are the least
     * where {@link #LEAF_SECTORS_UNKNOWN} is not 0, and {@code unknown} if they would be 0 then.
     */
    public static final Property LEAF_SECTORS_CHANGED = Property.internalText(PREFIX + "leaf-sectors-changed");
    /** How many were stored again, equal to the layer below. */
    public static final Property LEAF_SECTORS_SAME = Property.internalText(PREFIX + "leaf-sectors-same");
    /** How many are zeros over data. */
    public static final Property LEAF_SECTORS_ZEROED = Property.internalText(PREFIX + "leaf-sectors-zeroed");
    /** How many are zeros where no layer below owns anything. */
    public static final Property LEAF_SECTORS_ZERO_OVER_NONE =
            Property.internalText(PREFIX + "leaf-sectors-zero-over-none");
    /** How many cannot be compared, because they or what is below cannot be read or is missing. */
    public static final Property LEAF_SECTORS_UNKNOWN = Property.internalText(PREFIX + "leaf-sectors-unknown");

    /** How many findings there are. */
    public static final Property FINDING_COUNT = Property.internalInteger(PREFIX + "finding-count");
    /** The findings' stable codes; the first ones, where there are many. */
    public static final Property FINDING_CODE = Property.internalTextBag(PREFIX + "finding-code");
    /** The same findings in words, each at its code's position. */
    public static final Property FINDING = Property.internalTextBag(PREFIX + "finding");

    /** Of an attached document: {@code ownership-map}, {@code merged-image}, {@code partition-image} or {@code orphan-part}. */
    public static final Property ATTACHMENT = Property.internalText(PREFIX + "attachment");
    /** Of an attached document: the first sector of the merged disk that it is about. */
    public static final Property ATTACHMENT_FIRST_SECTOR = Property.internalText(PREFIX + "attachment-first-sector");
    /** Of an attached document: how many sectors of the merged disk it is about. */
    public static final Property ATTACHMENT_SECTORS = Property.internalText(PREFIX + "attachment-sectors");
    /** What should have been attached and is not, and why. */
    public static final Property ATTACHMENT_LEFT_OUT = Property.internalTextBag(PREFIX + "attachment-left-out");

    /** What read the file systems: its name, its version, and where it was found. */
    public static final Property FILES_READER = Property.internalText(PREFIX + "files-reader");
    /** The file systems of the disk: the place of each and what it is. */
    public static final Property FILE_SYSTEM = Property.internalTextBag(PREFIX + "file-system");
    /** Who read each of them, at its position: {@code java} or {@code tsk}, which is The Sleuth Kit's library. */
    public static final Property FILE_SYSTEM_READER = Property.internalTextBag(PREFIX + "file-system-reader");
    /**
     * Which state of each is shown, at its position: {@code as stored}, {@code recovered} (its journal was replayed, in memory),
     * {@code journal ignored}, {@code log not replayed} or {@code journal unreadable}.
     */
    public static final Property FILE_SYSTEM_STATE = Property.internalTextBag(PREFIX + "file-system-state");
    /** Why a stream was not read: it has no file, does not say how long it is, and is longer than may be written to a temporary file. */
    public static final Property STREAM_LIMIT = Property.internalText(PREFIX + "stream-limit");

    /** How many files of the disk are given as embedded documents. */
    public static final Property FILES = Property.internalText(PREFIX + "files");
    /** How many files should have been given and are not. */
    public static final Property FILES_LEFT_OUT = Property.internalText(PREFIX + "files-left-out");
    /** Whether every file was reported, and all that is said of it is known and beyond doubt. */
    public static final Property FILES_COMPLETE = Property.internalBoolean(PREFIX + "files-complete");
    /** What of the file systems could not be read or is left out, and why; the first hundred reasons. */
    public static final Property FILES_PROBLEM = Property.internalTextBag(PREFIX + "files-problem");

    /**
     * Of a file of the disk: an id for its document, which is the same whenever the same file of a chain is parsed, so that a second run
     * replaces it. Made of the leaf's key, volume, address, sequence and stream, and of a deleted file or one with several names also
     * of the path.
     */
    public static final Property FILE_ID = Property.internalText(PREFIX + "file-id");
    /** Of a file of the disk: the id of its disk, as {@code vhd:id} of that document has it; {@code none} if it has none. */
    public static final Property FILE_DISK_ID = Property.internalText(PREFIX + "file-disk-id");
    /** Of a file of the disk: its path in its file system, and the name of an alternate stream behind a colon. */
    public static final Property FILE_PATH = Property.internalText(PREFIX + "file-path");
    /** Of a file of the disk with a path that is not plain: the bytes of the path in hexadecimal digits; otherwise absent. */
    public static final Property FILE_PATH_HEX = Property.internalText(PREFIX + "file-path-hex");
    /** Of a file of the disk: its partition, {@code p1}, or {@code disk}. */
    public static final Property FILE_VOLUME = Property.internalText(PREFIX + "file-volume");
    /**
     * Of a file of the disk: what the leaf did to it: {@code new}, {@code content-changed}, {@code metadata-changed},
     * {@code deleted}, {@code deleted-name}, {@code came-and-went}, {@code rewritten}, {@code untouched} or {@code unknown}.
     */
    public static final Property FILE_STATUS = Property.internalText(PREFIX + "file-status");
    /**
     * Of a file of the disk: why it is not what it was below the leaf: {@code recycled}, {@code restored}, {@code replaced},
     * {@code renamed}, {@code moved}, {@code path}, {@code content}, {@code links}, {@code rights}, {@code times}, {@code accessed} or
     * {@code metadata}.
     */
    public static final Property FILE_REASON = Property.internalTextBag(PREFIX + "file-reason");
    /** Of a file of the disk: the path that the same file had below the leaf, if it was another one and is known. */
    public static final Property FILE_FORMER_PATH = Property.internalText(PREFIX + "file-former-path");
    /** Of a file of the disk: how many bytes the content had that it is compared with. */
    public static final Property FILE_FORMER_SIZE = Property.internalText(PREFIX + "file-former-size");
    /** Of a file of the disk: when what it is compared with was last written, as the file system records it. */
    public static final Property FILE_FORMER_MODIFIED = Property.internalDate(PREFIX + "file-former-modified");
    /** Of a file of the disk: whether it is not deleted. */
    public static final Property FILE_ALLOCATED = Property.internalBoolean(PREFIX + "file-allocated");
    /** Of a file of the disk: the address of its metadata, such as the number of its MFT record or inode. */
    public static final Property FILE_ADDRESS = Property.internalText(PREFIX + "file-address");
    /**
     * Of a file of the disk: what distinguishes it from others that had the address before: how often NTFS has used the record again, the
     * generation of ext's inode; 0 of other file systems.
     */
    public static final Property FILE_SEQUENCE = Property.internalText(PREFIX + "file-sequence");
    /** Of a file of the disk: the time zone that the setting {@code timeZone} names, if a local time was converted with it. */
    public static final Property FILE_TIME_ZONE = Property.internalText(PREFIX + "file-time-zone");
    /**
     * Of a file of the disk: when its content was last written, as the file system records it: an instant in UTC ends with
     * {@code Z}; a local time, of FAT, exFAT without an offset or ISO 9660, does not.
     */
    public static final Property FILE_MODIFIED = Property.internalDate(PREFIX + "file-modified");
    /** Of a file of the disk: when it was last read; of FAT a date. */
    public static final Property FILE_ACCESSED = Property.internalDate(PREFIX + "file-accessed");
    /** Of a file of the disk: when its metadata was last written. */
    public static final Property FILE_CHANGED = Property.internalDate(PREFIX + "file-changed");
    /** Of a file of the disk: when it was created. */
    public static final Property FILE_CREATED = Property.internalDate(PREFIX + "file-created");
    /** Of a file of the disk: how many sectors its content has. */
    public static final Property FILE_CONTENT_SECTORS = Property.internalText(PREFIX + "file-content-sectors");
    /**
     * Of a file of the disk: how many sectors of its content, and behind its end, the leaf owns that no other file has. Absent if that is
     * unknown, as are the other numbers.
     */
    public static final Property FILE_OWNED_SECTORS = Property.internalText(PREFIX + "file-owned-sectors");
    /** Of a file of the disk: how many of those are not what they were below the leaf. */
    public static final Property FILE_CHANGED_SECTORS = Property.internalText(PREFIX + "file-changed-sectors");
    /** Of a file of the disk: how many sectors of its metadata the leaf owns; several files share such sectors. */
    public static final Property FILE_METADATA_OWNED_SECTORS =
            Property.internalText(PREFIX + "file-metadata-owned-sectors");
    /** Of a file of the disk: how many sectors of its content each layer owns, as {@code 0:8}; {@code none} is unwritten. */
    public static final Property FILE_STORED_IN_LAYER = Property.internalTextBag(PREFIX + "file-stored-in-layer");
    /** Of a file of the disk: the same with the layers' ids in place of their numbers. */
    public static final Property FILE_STORED_IN_LAYER_ID = Property.internalTextBag(PREFIX + "file-stored-in-layer-id");
    /** Of a file of the disk: what of it could not be read. */
    public static final Property FILE_PROBLEM = Property.internalText(PREFIX + "file-problem");
    /** Of a file of the disk: why its status may be wrong although everything was read. */
    public static final Property FILE_DOUBT = Property.internalText(PREFIX + "file-doubt");

    private VhdProperties() {}
}
