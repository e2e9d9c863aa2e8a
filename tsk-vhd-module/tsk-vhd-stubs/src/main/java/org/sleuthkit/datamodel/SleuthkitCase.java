package org.sleuthkit.datamodel;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A case in this process's memory. What is closed can be asked for nothing. */
public class SleuthkitCase {
    private static final Pattern QUERY =
            Pattern.compile("SELECT ([a-z_, ]+) FROM tsk_files WHERE (.*)", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final StoredCase stored;
    private final Map<Long, ImageBytes> bytes = new HashMap<>();
    /** Images that others opened, by the paths that they stand for. */
    private final Map<List<String>, Long> handles = new HashMap<>();

    private volatile boolean closed;

    private SleuthkitCase(Path file, StoredCase stored) {
        this.file = file;
        this.stored = stored;
    }

    public static SleuthkitCase newCase(String dbPath) throws TskCoreException {
        Path file = Path.of(dbPath);
        String key = UUID.randomUUID().toString();
        try {
            Files.writeString(file, key, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new TskCoreException("the case " + file + " cannot be made", e);
        }
        return new SleuthkitCase(file, StoredCase.make(key));
    }

    public static SleuthkitCase openCase(String dbPath) throws TskCoreException {
        Path file = Path.of(dbPath);
        try {
            StoredCase stored = StoredCase.find(Files.readString(file));
            if (stored == null) {
                throw new TskCoreException("the case " + file + " is of another process");
            }
            return new SleuthkitCase(file, stored);
        } catch (IOException e) {
            throw new TskCoreException("the case " + file + " cannot be opened", e);
        }
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
        return String.valueOf(file.getFileName());
    }

    public synchronized void close() {
        closed = true;
        bytes.values().forEach(ImageBytes::close);
        bytes.clear();
        handles.values().forEach(handle -> NativeLibrary.functions().tsk_img_close(new Pointer(handle)));
        handles.clear();
    }

    public String getDbDirPath() {
        return String.valueOf(file.toAbsolutePath().getParent());
    }

    StoredCase stored() throws TskCoreException {
        if (closed) {
            throw new TskCoreException("the case is closed");
        }
        return stored;
    }

    /** What is read of an image. */
    synchronized ImageBytes bytes(long image) throws TskCoreException {
        StoredCase.StoredImage row = stored().images.get(image);
        if (row == null) {
            throw new TskCoreException("no image " + image);
        }
        Long handle = handles.get(row.paths);
        if (handle != null) {
            return bytes.computeIfAbsent(image, id -> new ImageBytes(new NativeLibrary.Opened(handle, row.size)));
        }
        return bytes.computeIfAbsent(image, id -> new ImageBytes(Path.of(row.paths.get(0)), row.size));
    }

    /** The image is this case's from now on, and closed with it. */
    synchronized void handle(List<String> paths, long handle) {
        handles.put(List.copyOf(paths), handle);
        bytes.values().removeIf(each -> !each.isOpen());
    }

    synchronized void forget(long image) {
        ImageBytes known = bytes.remove(image);
        if (known != null) {
            known.close();
        }
    }

    public CaseDbTransaction beginTransaction() throws TskCoreException {
        stored().begin();
        return new CaseDbTransaction(stored);
    }

    public static final class CaseDbTransaction {
        private final StoredCase stored;

        private CaseDbTransaction(StoredCase stored) {
            this.stored = stored;
        }

        public void commit() throws TskCoreException {
            stored.commit();
        }

        public void rollback() throws TskCoreException {
            stored.rollback();
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
        return add(type, size, displayName, paths, timeZone, sha256, deviceId, host);
    }

    Image add(
            TskData.TSK_IMG_TYPE_ENUM type,
            long size,
            String name,
            List<String> paths,
            String timeZone,
            String sha256,
            String deviceId,
            Host host)
            throws TskCoreException {
        StoredCase.StoredImage row = new StoredCase.StoredImage(
                stored().nextId(), type, size, name, paths, deviceId, timeZone, sha256, host);
        stored.put(stored.images, row.id, row);
        return new Image(this, row);
    }

    public SleuthkitJNI.CaseDbHandle.AddImageProcess makeAddImageProcess(
            String timeZone, boolean addUnallocSpace, boolean noFatFsOrphans, String imageCopyPath) {
        return new SleuthkitJNI.CaseDbHandle(this).new AddImageProcess(timeZone, addUnallocSpace);
    }

    public List<Image> getImages() throws TskCoreException {
        synchronized (stored()) {
            List<Image> all = new ArrayList<>();
            stored.images.values().forEach(row -> all.add(new Image(this, row)));
            return all;
        }
    }

    public Content getContentById(long id) throws TskCoreException {
        synchronized (stored()) {
            if (stored.images.containsKey(id)) {
                return getImageById(id);
            }
            if (stored.fileSystems.containsKey(id)) {
                return new FileSystem(this, stored.fileSystems.get(id));
            }
            return stored.files.containsKey(id) ? getAbstractFileById(id) : null;
        }
    }

    public List<AbstractFile> findAllFilesWhere(String sqlWhereClause) throws TskCoreException {
        return rows(sqlWhereClause).stream().map(this::file).toList();
    }

    private List<StoredCase.StoredFile> rows(String where) throws TskCoreException {
        try {
            return stored().files(where);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new TskCoreException("no SQL that a stand-in knows: " + where, e);
        }
    }

    private AbstractFile file(StoredCase.StoredFile row) {
        long type = row.number("type");
        if (type == TskData.TSK_DB_FILES_TYPE_ENUM.FS.getFileType()) {
            return new FsFile(this, row);
        }
        return type == TskData.TSK_DB_FILES_TYPE_ENUM.VIRTUAL_DIR.getFileType()
                ? new VirtualDirectory(this, row)
                : new LayoutFile(this, row);
    }

    List<AbstractFile> childrenOf(long id) throws TskCoreException {
        synchronized (stored()) {
            return stored.files.values().stream()
                    .filter(row -> row.parent == id)
                    .map(this::file)
                    .toList();
        }
    }

    public long countFilesWhere(String sqlWhereClause) throws TskCoreException {
        return rows(sqlWhereClause).size();
    }

    public CaseDbQuery executeQuery(String query) throws TskCoreException {
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches()) {
            throw new TskCoreException("no SQL that a stand-in knows: " + query);
        }
        return new CaseDbQuery(List.of(matcher.group(1).toLowerCase(Locale.ROOT).split(", *")), rows(matcher.group(2)));
    }

    public static final class CaseDbQuery implements AutoCloseable {
        private final List<String> columns;
        private final List<StoredCase.StoredFile> rows;

        private CaseDbQuery(List<String> columns, List<StoredCase.StoredFile> rows) {
            this.columns = columns;
            this.rows = rows;
        }

        public ResultSet getResultSet() {
            int[] at = {-1};
            return (ResultSet) Proxy.newProxyInstance(
                    CaseDbQuery.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (self, method, arguments) -> {
                        if (method.getName().equals("next")) {
                            return ++at[0] < rows.size();
                        }
                        StoredCase.StoredFile row = rows.get(at[0]);
                        String column = columns.get((Integer) arguments[0] - 1);
                        return switch (method.getName()) {
                            case "getLong" -> row.number(column);
                            case "getInt" -> (int) row.number(column);
                            case "getString" -> row.text(column);
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
                    });
        }

        @Override
        public void close() throws TskCoreException {}
    }

    public List<Long> findAllFileIdsWhere(String sqlWhereClause) throws TskCoreException {
        return rows(sqlWhereClause).stream().map(row -> row.id).toList();
    }

    public AbstractFile getAbstractFileById(long id) throws TskCoreException {
        synchronized (stored()) {
            StoredCase.StoredFile row = stored.files.get(id);
            return row == null ? null : file(row);
        }
    }

    public Collection<FileSystem> getImageFileSystems(Image image) throws TskCoreException {
        synchronized (stored()) {
            return stored.fileSystems.values().stream()
                    .filter(row -> row.image() == image.getId())
                    .map(row -> new FileSystem(this, row))
                    .toList();
        }
    }

    public void setImagePaths(long objectId, List<String> paths) throws TskCoreException {
        synchronized (stored()) {
            stored.images.get(objectId).paths = List.copyOf(paths);
            forget(objectId);
        }
    }

    public VirtualDirectory addVirtualDirectory(long parentId, String directoryName) throws TskCoreException {
        StoredCase.StoredFile row = new StoredCase.StoredFile(stored().nextId(), parentId, parentId);
        fill(row, TskData.TSK_DB_FILES_TYPE_ENUM.VIRTUAL_DIR, directoryName, "/", 0);
        row.columns.put("meta_type", (long) TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT_DIR.getValue());
        return new VirtualDirectory(this, row);
    }

    private void fill(
            StoredCase.StoredFile row, TskData.TSK_DB_FILES_TYPE_ENUM type, String name, String folder, long size) {
        row.columns.put("type", (long) type.getFileType());
        row.columns.put("name", name);
        row.columns.put("parent_path", folder);
        row.columns.put("size", size);
        row.columns.put("dir_flags", 1L);
        row.columns.put("meta_flags", 1L);
        row.columns.put("meta_type", (long) TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_REG.getValue());
        stored.put(stored.files, row.id, row);
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
        AbstractFile folder = (AbstractFile) parent;
        StoredCase.StoredFile row =
                new StoredCase.StoredFile(stored().nextId(), folder.getDataSourceObjectId(), folder.getId());
        row.ranges = List.copyOf(fileRanges);
        fill(
                row,
                TskData.TSK_DB_FILES_TYPE_ENUM.LAYOUT_FILE,
                fileName,
                folder.getParentPath() + folder.getName() + "/",
                size);
        return new LayoutFile(this, row);
    }

    public Image getImageById(long id) throws TskCoreException {
        synchronized (stored()) {
            StoredCase.StoredImage row = stored.images.get(id);
            if (row == null) {
                throw new TskCoreException("no image " + id);
            }
            return new Image(this, row);
        }
    }

    public HostManager getHostManager() throws TskCoreException {
        return new HostManager(stored());
    }

    public Blackboard getBlackboard() {
        return new Blackboard(this);
    }
}
