package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads file systems with the libtsk of this machine within this process, which a hostile disk may therefore end: for images that were
 * made for tests. {@link io.github.vhdlayers.tsk.child.TskProcessReader} is the service for evidence. Reads NTFS, FAT, exFAT, ext2 to ext4, HFS+, ISO 9660, UFS and YAFFS2 with the libtsk of this machine. The library is loaded, and
 * its layouts are checked, when this is first used.
 */
public final class TskFileSystemReader implements FileSystemReader {
    private static @Nullable LibTsk checked;

    /** One that has loaded nothing yet. */
    public TskFileSystemReader() {}

    @Override
    public String description() throws IOException {
        return library().toString();
    }

    @Override
    public DiskFileSystems open(RandomAccessData disk, PartitionTable table) throws IOException {
        return TskFileSystems.open(library(), disk, table);
    }

    /**
     * The library of this machine, loaded into this process, with its layouts checked. A failure is not remembered: who installs the
     * library need not start again.
     *
     * @throws IOException if there is none, or its layouts are not known
     */
    public static synchronized LibTsk library() throws IOException {
        if (checked == null) {
            LibTsk found = LibTsk.load();
            LayoutCheck.run(found);
            checked = found;
        }
        return checked;
    }
}
