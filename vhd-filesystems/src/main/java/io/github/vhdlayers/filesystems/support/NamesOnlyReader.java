package io.github.vhdlayers.filesystems.support;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A file system of which the current state is not known as a whole: it shows the names that are stored, says that there may be others,
 * and knows nothing of any file.
 */
public final class NamesOnlyReader extends ForwardingReader {
    private final String reason;

    /**
     * Around another reader.
     *
     * @param stored reads the state that is stored
     * @param reason why that need not be the current state
     */
    public NamesOnlyReader(VolumeReader stored, String reason) {
        super(stored);
        this.reason = reason;
    }

    @Override
    public boolean knowsNamesOnly() {
        return true;
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        String problem = inner.list(folder, path, deleted, visitor);
        // Every path is below the root, so that this covers all folders.
        return folder == inner.rootAddress() ? reason : problem;
    }

    @Override
    public DiskFile file(FileName name, int maxExtents) {
        return DiskFile.ofName(info(), name, reason);
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        throw new IOException(reason);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        throw new IOException(reason);
    }

    @Override
    public DiskFile.Details details(DiskFile file) {
        return DiskFile.Details.NONE;
    }

    @Override
    public @Nullable String doubt(long folder, FolderEntry entry) {
        return null;
    }

    @Override
    public int tableSize() {
        return 0;
    }

    @Override
    public List<Long> unlisted(LongPredicate isReported) {
        return List.of();
    }

    @Override
    public List<UnlistedName> unlistedNames(long address) {
        return List.of();
    }
}
