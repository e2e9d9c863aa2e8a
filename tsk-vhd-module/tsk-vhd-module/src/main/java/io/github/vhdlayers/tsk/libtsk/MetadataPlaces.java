package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import java.util.List;

/**
 * Where the metadata of files of FAT, exFAT and ext is: directory entries and inodes, by the Sleuth Kit's addresses. Reads the disk
 * itself, without the Sleuth Kit's library, and so works on every system. For one thread.
 */
public final class MetadataPlaces {
    private static final int REGULAR = 1;

    private final MetadataLocator locator;

    private MetadataPlaces(MetadataLocator locator) {
        this.locator = locator;
    }

    /**
     * Of one file system. Nothing is read yet.
     *
     * @param disk the disk, which stays open
     * @param info where the file system is, and of what type
     */
    public static MetadataPlaces of(RandomAccessData disk, FileSystemInfo info) {
        MetadataVolume volume = new MetadataVolume(disk, info);
        return new MetadataPlaces(
                info.type().startsWith("ext")
                        ? new ExtLocator(volume)
                        : info.type().startsWith("fat") || info.type().equals("exfat")
                                ? new FatLocator(volume)
                                : new MetadataLocator.Nowhere(info.type().startsWith("hfs")));
    }

    /**
     * Where a file's metadata is: the entry with those of its long name, or the inode and the block of extended attributes.
     *
     * @param address the Sleuth Kit's number for the metadata of a real file, not of one that it makes up
     * @return empty where that is not known
     * @throws IOException if the disk cannot be read, or the file system's sizes make no sense
     */
    public List<DiskExtent> of(long address) throws IOException {
        return locator.locate(new Structs.Meta(0, 0, address, REGULAR, 1, 0, null, null, null, null), null);
    }
}
