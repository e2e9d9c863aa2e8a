package org.sleuthkit.datamodel;

import java.sql.ResultSet;
import java.util.Collection;
import java.util.List;

public class SleuthkitCase {
    private SleuthkitCase() {}

    public static SleuthkitCase newCase(String dbPath) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static SleuthkitCase openCase(String dbPath) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static SleuthkitCase newCase(String databaseName, CaseDbConnectionInfo info, String caseDirPath)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static SleuthkitCase openCase(String databaseName, CaseDbConnectionInfo info, String caseDir)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public String getDatabaseName() {
        throw new UnsupportedOperationException("a stub");
    }

    public synchronized void close() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getDbDirPath() {
        throw new UnsupportedOperationException("a stub");
    }

    public CaseDbTransaction beginTransaction() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static final class CaseDbTransaction {
        private CaseDbTransaction() {}

        public void commit() throws TskCoreException {
            throw new UnsupportedOperationException("a stub");
        }

        public void rollback() throws TskCoreException {
            throw new UnsupportedOperationException("a stub");
        }
    }

    public Image addImage(
            TskData.TSK_IMG_TYPE_ENUM type,
            long sectorSize,
            long size,
            String displayName,
            List<String> paths,
            String timeZone,
            String md5,
            String sha1,
            String sha256,
            String deviceId,
            Host host,
            CaseDbTransaction transaction)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public SleuthkitJNI.CaseDbHandle.AddImageProcess makeAddImageProcess(
            String timeZone, boolean addUnallocSpace, boolean noFatFsOrphans, String imageCopyPath) {
        throw new UnsupportedOperationException("a stub");
    }

    public List<Image> getImages() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public Content getContentById(long id) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public List<AbstractFile> findAllFilesWhere(String sqlWhereClause) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public long countFilesWhere(String sqlWhereClause) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public CaseDbQuery executeQuery(String query) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public static final class CaseDbQuery implements AutoCloseable {
        private CaseDbQuery() {}

        public ResultSet getResultSet() {
            throw new UnsupportedOperationException("a stub");
        }

        @Override
        public void close() throws TskCoreException {
            throw new UnsupportedOperationException("a stub");
        }
    }

    public List<Long> findAllFileIdsWhere(String sqlWhereClause) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public AbstractFile getAbstractFileById(long id) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public Collection<FileSystem> getImageFileSystems(Image image) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public void setImagePaths(long objectId, List<String> paths) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public VirtualDirectory addVirtualDirectory(long parentId, String directoryName) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public LayoutFile addLayoutFile(
            String fileName,
            long size,
            TskData.TSK_FS_NAME_FLAG_ENUM dirFlag,
            TskData.TSK_FS_META_FLAG_ENUM metaFlag,
            long ctime,
            long crtime,
            long atime,
            long mtime,
            List<TskFileRange> fileRanges,
            Content parent)
            throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public Image getImageById(long id) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public HostManager getHostManager() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public Blackboard getBlackboard() {
        throw new UnsupportedOperationException("a stub");
    }
}
