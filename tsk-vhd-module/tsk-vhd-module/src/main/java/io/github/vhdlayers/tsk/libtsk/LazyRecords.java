package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.MetadataRecords;
import io.github.vhdlayers.io.RandomAccessData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a file system, which are opened when they are first needed. For one thread. */
final class LazyRecords {
    private final RandomAccessData disk;
    private final FileSystemInfo info;
    private @Nullable MetadataRecords records;
    private @Nullable IOException failure;

    LazyRecords(RandomAccessData disk, FileSystemInfo info) {
        this.disk = disk;
        this.info = info;
    }

    /**
     * The records.
     *
     * @throws IOException if they cannot be opened, each time
     */
    MetadataRecords get() throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw new IOException(earlier.getMessage(), earlier);
        }
        MetadataRecords opened = records;
        if (opened == null) {
            try {
                opened = MetadataRecords.open(disk, info);
                records = opened;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
        return opened;
    }
}
