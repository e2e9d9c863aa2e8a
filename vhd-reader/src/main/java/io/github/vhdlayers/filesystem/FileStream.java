package io.github.vhdlayers.filesystem;

import java.util.List;

/**
 * One content of a file, and where on the disk it is.
 *
 * @param name empty for the main content, otherwise the alternate stream's or fork's
 * @param size how many bytes it has
 * @param resident whether it is within the file's metadata; its extents are then those of the metadata that holds it
 * @param compressed whether its bytes are stored in another form than they are read
 * @param encrypted whether its bytes are read as they are stored, encrypted
 * @param type the type of the attribute, as the service numbers it
 * @param id the number of the attribute
 * @param extents its places in the order of the content. Together they may be longer than the content: whole blocks are listed
 * @since 0.1.0
 */
public record FileStream(
        String name,
        long size,
        boolean resident,
        boolean compressed,
        boolean encrypted,
        int type,
        int id,
        List<FileExtent> extents) {
    /** Keeps an unmodifiable copy of the list. */
    public FileStream {
        extents = List.copyOf(extents);
    }
}
