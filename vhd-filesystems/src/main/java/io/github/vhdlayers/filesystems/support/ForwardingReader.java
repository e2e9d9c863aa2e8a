package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.FileKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader that changes some of the answers of another one, and passes on what is asked about names. */
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
    public FileKind kind(long address) throws IOException {
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
}
