package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inodes by their numbers. */
final class ExtRecords implements RecordFinder {
    private final ExtVolume volume;
    private final ExtFiles files;

    ExtRecords(ExtVolume volume, ExtFiles files) {
        this.volume = volume;
        this.files = files;
    }

    @Override
    public List<DiskExtent> places(long number) throws IOException {
        Inode inode = inode(number);
        if (inode == null) {
            return List.of();
        }
        List<DiskExtent> places = new ArrayList<>();
        files.addRecord(inode, places);
        return places;
    }

    @Override
    public FileTimes times(long number) throws IOException {
        Inode inode = inode(number);
        return inode == null ? FileTimes.NONE : inode.times();
    }

    /** The number that the inode was given when its file was made. */
    @Override
    public @Nullable Long sequence(long number) throws IOException {
        Inode inode = inode(number);
        return inode == null ? null : Long.valueOf(inode.generation());
    }

    @Override
    public @Nullable String doubt(long number) throws IOException {
        Inode inode = inode(number);
        if (inode == null) {
            return null;
        }
        String wrong = files.checksumProblem(inode);
        return wrong == null ? files.addRecord(inode, new ArrayList<>()) : wrong;
    }

    private @Nullable Inode inode(long number) throws IOException {
        return number < 1 || number > volume.superblock.inodes() ? null : volume.groups.inode(number);
    }
}
