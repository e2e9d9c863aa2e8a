package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.internal.text.PathText;

/**
 * One name of a file. A file may have several names, and a deleted name may lead to metadata that another file has now.
 *
 * @param path the path in the file system, from {@code /} on; folders without a name of their own, such as that of orphans,
 *     begin with {@code $}. Bytes that are no UTF-8 are held as {@link PathText} says
 * @param kind what the directory entry says it is
 * @param allocated whether the name is in use
 * @param address the address of the file's metadata: the MFT record, the inode, the directory entry
 * @param sequence what distinguishes the file from others that had the address before: how often NTFS has used it again, the generation of ext's
 *     inode; otherwise 0
 * @param printsAlike whether another name of the folder, or of a folder above it, prints like this one unless more is escaped
 * @since 0.1.0
 */
public record FileName(
        String path, DiskFile.Kind kind, boolean allocated, long address, long sequence, boolean printsAlike) {
    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path as it is printed, in {@link PathText}'s escapes: different paths of one file system are printed differently. */
    public String printedPath() {
        return PathText.escape(path, printsAlike ? PathText.Looks.LIKE_ANOTHER : PathText.Looks.ALONE, false);
    }
}
