package org.sleuthkit.datamodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is stored of a case. It is in this process's memory; the case's file has the key under which it is found, so that a file that was moved or
 * copied is the same case.
 */
final class StoredCase {
    private static final Map<String, StoredCase> ALL = new ConcurrentHashMap<>();
    /** As in the datamodel, where types of a case's own come behind those that it knows. */
    private static final int FIRST_TYPE = 10_000;

    final Map<Long, StoredImage> images = new TreeMap<>();
    final Map<Long, FileSystem.Stored> fileSystems = new TreeMap<>();
    final Map<Long, StoredFile> files = new TreeMap<>();
    final Map<Long, BlackboardArtifact.Stored> artifacts = new TreeMap<>();
    final Map<String, BlackboardArtifact.Type> artifactTypes = new HashMap<>();
    final Map<String, BlackboardAttribute.Type> attributeTypes = new HashMap<>();
    final Map<String, Host> hosts = new TreeMap<>();

    /** A thread that writes holds it to the end of its transaction. */
    private final ReentrantLock writer = new ReentrantLock();

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private long lastId;

    static StoredCase make(String key) {
        StoredCase made = new StoredCase();
        ALL.put(key, made);
        return made;
    }

    /** Null if this process made none of that key. */
    static StoredCase find(String key) {
        return ALL.get(key);
    }

    synchronized long nextId() {
        return ++lastId;
    }

    synchronized int nextType() {
        return FIRST_TYPE + artifactTypes.size() + attributeTypes.size();
    }

    void begin() {
        writer.lock();
        undo.clear();
    }

    /** Puts what a rollback takes out again. */
    <T> void put(Map<Long, T> into, long id, T value) {
        synchronized (this) {
            into.put(id, value);
        }
        atRollback(() -> into.remove(id));
    }

    void atRollback(Runnable action) {
        if (writer.isHeldByCurrentThread()) {
            undo.push(action);
        }
    }

    void commit() {
        undo.clear();
        writer.unlock();
    }

    void rollback() {
        synchronized (this) {
            undo.forEach(Runnable::run);
        }
        undo.clear();
        writer.unlock();
    }

    synchronized List<StoredFile> files(String where) {
        return Where.parse(where).of(List.copyOf(files.values()), file -> file.columns);
    }

    synchronized List<BlackboardArtifact.Stored> artifacts(int type, long dataSource) {
        return artifacts.values().stream()
                .filter(each -> each.type().getTypeID() == type && each.dataSource() == dataSource)
                .toList();
    }

    synchronized List<BlackboardArtifact.Stored> artifactsOf(long object) {
        return artifacts.values().stream()
                .filter(each -> each.object() == object)
                .toList();
    }

    /** A data source with all that belongs to it. */
    synchronized void remove(long dataSource) {
        images.remove(dataSource);
        fileSystems.values().removeIf(each -> each.image() == dataSource);
        files.values().removeIf(each -> each.dataSource == dataSource);
        artifacts.values().removeIf(each -> each.dataSource() == dataSource);
    }

    synchronized boolean isUsed(Host host) {
        return images.values().stream().anyMatch(each -> Objects.equals(each.host, host));
    }

    /** The row of an image. */
    static final class StoredImage {
        final long id;
        final TskData.TSK_IMG_TYPE_ENUM type;
        final long size;
        final String deviceId;
        final String timeZone;
        final Host host;
        volatile String name;
        volatile List<String> paths;
        volatile String sha256;
        volatile String acquisitionDetails;
        volatile String tool;
        volatile String toolVersion;
        volatile String toolSettings;

        StoredImage(
                long id,
                TskData.TSK_IMG_TYPE_ENUM type,
                long size,
                String name,
                List<String> paths,
                String deviceId,
                String timeZone,
                String sha256,
                Host host) {
            this.id = id;
            this.type = type;
            this.size = size;
            this.name = name;
            this.paths = List.copyOf(paths);
            this.deviceId = deviceId;
            this.timeZone = timeZone;
            this.sha256 = sha256;
            this.host = host;
        }
    }

    /** The row of a file. */
    static final class StoredFile {
        final long id;
        final long dataSource;
        final long parent;
        /** By the names that they have in the table. */
        final Map<String, Object> columns = new HashMap<>();

        final List<Attribute> attributes = new ArrayList<>();
        /** Where the bytes are, if they are in ranges of the image. */
        List<TskFileRange> ranges = List.of();
        /** What the reader found, if it is a file of a file system. */
        FoundFile found;

        StoredFile(long id, long dataSource, long parent) {
            this.id = id;
            this.dataSource = dataSource;
            this.parent = parent;
            columns.put("obj_id", id);
            columns.put("data_source_obj_id", dataSource);
        }

        long number(String column) {
            return columns.get(column) instanceof Number number ? number.longValue() : 0;
        }

        String text(String column) {
            return columns.get(column) instanceof String text ? text : "";
        }
    }
}
