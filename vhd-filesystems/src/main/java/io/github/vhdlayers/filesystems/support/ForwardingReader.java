package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A reader that changes some of the answers of another one, and passes on all others. */
public abstract class ForwardingReader implements VolumeReader {
    /** The other reader. */
    protected final VolumeReader inner;

    /** Around another reader. */
    protected ForwardingReader(VolumeReader inner) {
        this.inner = inner;
    }

    @Override
    public List<String> problems() {
        return inner.problems();
    }

    @Override
    public void beginWalk() {
        inner.beginWalk();
    }

    @Override
    public long rootAddress() {
        return inner.rootAddress();
    }

    @Override
    public long folderIdentity(long address) throws IOException {
        return inner.folderIdentity(address);
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        return inner.list(folder, path, deleted, visitor);
    }

    @Override
    public @Nullable String damage() {
        return inner.damage();
    }

    @Override
    public DiskFile.Kind kind(long address) throws IOException {
        return inner.kind(address);
    }

    @Override
    public long sequence(long address) throws IOException {
        return inner.sequence(address);
    }

    @Override
    public boolean knowsNamesOnly() {
        return inner.knowsNamesOnly();
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
    public DiskFile.Details details(DiskFile file) throws IOException {
        return inner.details(file);
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        return inner.content(file, stream);
    }

    @Override
    public RecordFinder records() {
        return inner.records();
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
