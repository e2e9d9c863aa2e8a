package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;

/**
 * A name in a folder.
 *
 * @param name the name, without a slash, as {@link io.github.vhdlayers.internal.text.PathText} holds it; not empty
 * @param kind what the entry says it is
 * @param folder whether it can be entered; of kind UNKNOWN, {@link VolumeReader#kind} is asked
 * @param allocated whether the name is in use
 * @param address the address of the file's metadata
 * @param sequence what distinguishes the file from others that had the address
 */
public record FolderEntry(
        String name, DiskFile.Kind kind, boolean folder, boolean allocated, long address, long sequence) {
    /** A name of which the kind says whether it is a folder. */
    public static FolderEntry of(String name, DiskFile.Kind kind, boolean allocated, long address, long sequence) {
        return new FolderEntry(name, kind, kind == DiskFile.Kind.DIRECTORY, allocated, address, sequence);
    }

    /** A folder of the reader's own making, such as that of orphans. */
    public static FolderEntry virtualFolder(String name, long address) {
        return new FolderEntry(name, DiskFile.Kind.VIRTUAL, true, true, address, 0);
    }

    /** The same as a deleted name. */
    public FolderEntry asDeleted() {
        return new FolderEntry(name, kind, folder, false, address, sequence);
    }
}
