package org.sleuthkit.datamodel;

public class FileSystem extends AbstractContent {
    FileSystem() {}

    public long getImageOffset() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getBlock_size() {
        throw new UnsupportedOperationException("a stub");
    }

    public TskData.TSK_FS_TYPE_ENUM getFsType() {
        throw new UnsupportedOperationException("a stub");
    }
}
