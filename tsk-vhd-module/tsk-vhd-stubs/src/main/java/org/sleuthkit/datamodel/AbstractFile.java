package org.sleuthkit.datamodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

public abstract class AbstractFile extends AbstractContent {
    private final StoredCase.StoredFile row;

    AbstractFile(SleuthkitCase sleuthkitCase, StoredCase.StoredFile row) {
        super(sleuthkitCase, row.id);
        this.row = row;
    }

    StoredCase.StoredFile row() {
        return row;
    }

    @Override
    public String getName() {
        return row.text("name");
    }

    @Override
    public long getSize() {
        return row.number("size");
    }

    @Override
    public Content getDataSource() throws TskCoreException {
        return getSleuthkitCase().getImageById(row.dataSource);
    }

    @Override
    public Content getParent() throws TskCoreException {
        return getSleuthkitCase().getContentById(row.parent);
    }

    @Override
    public String getUniquePath() throws TskCoreException {
        long fileSystem = row.number("fs_obj_id");
        Content top = getSleuthkitCase().getContentById(fileSystem == 0 ? row.dataSource : fileSystem);
        return top.getUniquePath() + getParentPath() + getName();
    }

    /** Ranges one behind the other; what is a file of a file system has another way. */
    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        ImageBytes image = getSleuthkitCase().bytes(row.dataSource);
        int done = 0;
        long start = 0;
        for (TskFileRange range : row.ranges) {
            long end = start + range.getByteLen();
            long at = offset + done;
            if (at >= start && at < end && done < len) {
                byte[] part = new byte[(int) Math.min(end - at, len - done)];
                int count = image.read(part, range.getByteStart() + at - start, part.length);
                System.arraycopy(part, 0, buf, done, count);
                done += count;
            }
            start = end;
        }
        return done;
    }

    public long getMetaSeq() {
        return row.number("meta_seq");
    }

    public long getMetaAddr() {
        return row.number("meta_addr");
    }

    public TskData.TSK_FS_ATTR_TYPE_ENUM getAttrType() {
        return Arrays.stream(TskData.TSK_FS_ATTR_TYPE_ENUM.values())
                .filter(each -> each.getValue() == row.number("attr_type"))
                .findFirst()
                .orElse(TskData.TSK_FS_ATTR_TYPE_ENUM.TSK_FS_ATTR_TYPE_NOT_FOUND);
    }

    public int getAttributeId() {
        return (int) row.number("attr_id");
    }

    public TskData.TSK_DB_FILES_TYPE_ENUM getType() {
        return Arrays.stream(TskData.TSK_DB_FILES_TYPE_ENUM.values())
                .filter(each -> each.getFileType() == row.number("type"))
                .findFirst()
                .orElseThrow();
    }

    public List<TskFileRange> getRanges() throws TskCoreException {
        return row.ranges;
    }

    public long getDataSourceObjectId() {
        return row.dataSource;
    }

    public String getParentPath() {
        return row.text("parent_path");
    }

    public boolean isDir() {
        return getMetaType() == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_DIR
                || getMetaType() == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT_DIR;
    }

    public boolean isFile() {
        return getMetaType() == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_REG;
    }

    /** In Unix seconds; 0 for none. */
    public long getMtime() {
        return row.number("mtime");
    }

    public TskData.TSK_FS_META_TYPE_ENUM getMetaType() {
        return Arrays.stream(TskData.TSK_FS_META_TYPE_ENUM.values())
                .filter(each -> each.getValue() == row.number("meta_type"))
                .findFirst()
                .orElseThrow();
    }

    public boolean isDirNameFlagSet(TskData.TSK_FS_NAME_FLAG_ENUM flag) {
        return (row.number("dir_flags") & 1) != 0;
    }

    public boolean isMetaFlagSet(TskData.TSK_FS_META_FLAG_ENUM flag) {
        return (row.number("meta_flags") & 1) != 0;
    }

    public List<Attribute> getAttributes() throws TskCoreException {
        synchronized (row.attributes) {
            return new ArrayList<>(row.attributes);
        }
    }

    public void addAttributes(Collection<Attribute> attributes, SleuthkitCase.CaseDbTransaction transaction)
            throws TskCoreException {
        List<Attribute> added = List.copyOf(attributes);
        synchronized (row.attributes) {
            row.attributes.addAll(added);
        }
        getSleuthkitCase().stored().atRollback(() -> row.attributes.removeAll(added));
    }

    public FileSystem getFileSystem() throws TskCoreException {
        StoredCase stored = getSleuthkitCase().stored();
        synchronized (stored) {
            return new FileSystem(getSleuthkitCase(), stored.fileSystems.get(row.number("fs_obj_id")));
        }
    }
}
