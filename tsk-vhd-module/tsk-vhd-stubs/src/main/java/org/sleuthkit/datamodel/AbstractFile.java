package org.sleuthkit.datamodel;

import java.util.Collection;
import java.util.List;

public abstract class AbstractFile extends AbstractContent {
    AbstractFile() {}

    public long getMetaSeq() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getMetaAddr() {
        throw new UnsupportedOperationException("a stub");
    }

    public TskData.TSK_FS_ATTR_TYPE_ENUM getAttrType() {
        throw new UnsupportedOperationException("a stub");
    }

    public int getAttributeId() {
        throw new UnsupportedOperationException("a stub");
    }

    public TskData.TSK_DB_FILES_TYPE_ENUM getType() {
        throw new UnsupportedOperationException("a stub");
    }

    public List<TskFileRange> getRanges() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public long getDataSourceObjectId() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getParentPath() {
        throw new UnsupportedOperationException("a stub");
    }

    public boolean isDir() {
        throw new UnsupportedOperationException("a stub");
    }

    public boolean isFile() {
        throw new UnsupportedOperationException("a stub");
    }

    public TskData.TSK_FS_META_TYPE_ENUM getMetaType() {
        throw new UnsupportedOperationException("a stub");
    }

    public boolean isDirNameFlagSet(TskData.TSK_FS_NAME_FLAG_ENUM flag) {
        throw new UnsupportedOperationException("a stub");
    }

    public boolean isMetaFlagSet(TskData.TSK_FS_META_FLAG_ENUM flag) {
        throw new UnsupportedOperationException("a stub");
    }

    public List<Attribute> getAttributes() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public void addAttributes(Collection<Attribute> attributes, SleuthkitCase.CaseDbTransaction transaction)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public FileSystem getFileSystem() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }
}
