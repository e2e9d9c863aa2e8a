package org.sleuthkit.datamodel;

import java.util.Locale;

public class FileSystem extends AbstractContent {
    private final Stored stored;

    FileSystem(SleuthkitCase sleuthkitCase, Stored stored) {
        super(sleuthkitCase, stored.id());
        this.stored = stored;
    }

    /** The row of a file system. */
    record Stored(long id, long image, long offset, int blockSize, String type) {}

    public long getImageOffset() {
        return stored.offset();
    }

    public long getBlock_size() {
        return stored.blockSize();
    }

    public TskData.TSK_FS_TYPE_ENUM getFsType() {
        return TskData.TSK_FS_TYPE_ENUM.valueOf("TSK_FS_TYPE_" + stored.type().toUpperCase(Locale.ROOT));
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        return getSleuthkitCase().bytes(stored.image()).read(buf, stored.offset() + offset, len);
    }

    @Override
    public Content getParent() throws TskCoreException {
        return getSleuthkitCase().getImageById(stored.image());
    }

    /** As a volume of a partitioned disk has a path of its own. */
    @Override
    public String getUniquePath() throws TskCoreException {
        return getParent().getUniquePath() + (stored.offset() == 0 ? "" : "/vol_vol" + stored.id());
    }
}
