package io.github.vhdlayers.tsk;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;

/**
 * A file of a data source that is, or was, a disk.
 *
 * @param file the file
 * @param path its path in the case, as a person reads it
 * @param deleted whether only its name is left for certain: what it had may be other files' now
 * @param disk what the disk says of itself; null if it cannot be opened
 * @param problem why it cannot be opened; null if it can
 */
record FoundDisk(AbstractFile file, String path, boolean deleted, @Nullable Disk disk, @Nullable String problem) {
    /**
     * What a disk that can be opened says of itself.
     *
     * @param format VHD or VHDX
     * @param id its id
     * @param parent what it records of its parent; null if it has none
     */
    record Disk(DiskFormat format, UniqueId id, @Nullable ParentReference parent) {
        static Disk of(LayerFile file) {
            return new Disk(
                    file.format(),
                    file.uniqueId(),
                    file.type() == DiskType.DIFFERENCING ? ParentReference.of(file) : null);
        }
    }
}
