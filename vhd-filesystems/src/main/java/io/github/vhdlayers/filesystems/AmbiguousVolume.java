package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileDetails;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.ForwardingReader;
import io.github.vhdlayers.filesystems.support.UnlistedName;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A volume that also begins as that of another file system: one of both is left over from before. It is read as one, and says so. */
final class AmbiguousVolume extends ForwardingReader {
    private final String other;

    AmbiguousVolume(VolumeReader inner, String other) {
        super(inner);
        this.other = other;
    }

    @Override
    public List<String> problems() {
        List<String> all = new ArrayList<>(inner.problems());
        all.add("the volume also begins as " + other + ", which is not shown");
        return List.copyOf(all);
    }

    @Override
    public FileSystemInfo info() {
        return inner.info();
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        return inner.file(name, maxExtents);
    }

    @Override
    public FileDetails details(DiskFile file) throws IOException {
        return inner.details(file);
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        return inner.content(file, stream);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        inner.unallocated(from, to, visitor);
    }

    @Override
    public @Nullable String doubt(long folder, FolderEntry entry) {
        return inner.doubt(folder, entry);
    }

    @Override
    public int tableSize() {
        return inner.tableSize();
    }

    @Override
    public List<Long> unlisted(LongPredicate isReported) throws IOException {
        return inner.unlisted(isReported);
    }

    @Override
    public List<UnlistedName> unlistedNames(long address) throws IOException {
        return inner.unlistedNames(address);
    }
}
