package io.github.vhdlayers.tsk;

/** What became of a disk file that was found in a data source. */
public enum DiskRole {
    /** It and its parents are a data source now, or were before. */
    ADDED,
    /** It is a parent of one that is. */
    PARENT,
    /** It belongs to a chain that could not be added. */
    LEFT_OUT,
    /** One of its parents is missing, or it is unclear which file is its parent. */
    ORPHAN,
    /** It cannot be read as a disk. */
    DAMAGED,
    /** Another file has its id and its bytes, and is in a chain in its place. */
    TWIN,
    /** It was deleted, and is used for no chain. */
    DELETED
}
