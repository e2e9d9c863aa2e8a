package org.sleuthkit.datamodel;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Adds the files of an image to a case, as the datamodel does: a row for each stream of NTFS, deleted names and orphans too, a file for the
 * unallocated space of each file system. FAT's times are taken to be of the time zone that was given. The file systems are read by the
 * project's own service, which is another reader than the datamodel's.
 */
final class FilesOfImage {
    private static final int ALLOCATED = 1;
    private static final int UNALLOCATED = 2;

    private final SleuthkitCase sleuthkitCase;
    private final StoredCase stored;
    private final Image image;
    private final ZoneId zone;
    private final boolean addsUnallocated;
    private final BooleanSupplier isStopped;
    private final Consumer<String> folders;
    private final List<Long> added = new ArrayList<>();

    FilesOfImage(
            SleuthkitCase sleuthkitCase,
            Image image,
            String timeZone,
            boolean addsUnallocated,
            BooleanSupplier isStopped,
            Consumer<String> folders)
            throws TskCoreException {
        this.sleuthkitCase = sleuthkitCase;
        this.stored = sleuthkitCase.stored();
        this.image = image;
        this.zone = zone(timeZone);
        this.addsUnallocated = addsUnallocated;
        this.isStopped = isStopped;
        this.folders = folders;
    }

    /** That of the machine, if none is given, as C has it. */
    private static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    List<Long> add() throws TskCoreException {
        DiskFileSystems systems = sleuthkitCase.bytes(image.getId()).systems();
        if (systems.fileSystems().isEmpty()) {
            throw new TskCoreException(
                    "Errors occurred while ingesting image\n1. Cannot determine file system type (Sector offset: 0)\n");
        }
        for (FileSystemInfo each : systems.fileSystems()) {
            try {
                add(systems, each);
            } catch (IOException e) {
                throw new TskCoreException("the files cannot be read: " + e.getMessage(), e);
            }
        }
        return added;
    }

    private void add(DiskFileSystems systems, FileSystemInfo info) throws IOException {
        int block = info.type().contains("fat") ? 512 : info.blockSize();
        long id = stored.nextId();
        stored.put(
                stored.fileSystems,
                id,
                new FileSystem.Stored(id, image.getId(), info.diskOffset(), block, info.type()));
        Map<String, Long> ids = new HashMap<>();
        ids.put("/", row(id, id, "", "/", 0).id);
        systems.walk(info, WalkOptions.defaults().withDeleted(true).withOrphans(true), file -> {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            add(id, file, ids);
            return true;
        });
        if (addsUnallocated && !isStopped.getAsBoolean()) {
            unallocated(systems, info, id, ids);
        }
    }

    private void add(long fileSystem, DiskFile file, Map<String, Long> ids) {
        String path = file.path();
        if (path.equals("/")) {
            fill(stored.files.get(ids.get("/")), file, null);
            return;
        }
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash + 1);
        folders.accept(folder);
        boolean isFolder = file.kind() == DiskFile.Kind.DIRECTORY;
        List<FileStream> streams = new ArrayList<>();
        for (FileStream each : file.streams()) {
            if (!isFolder && (!file.fileSystem().type().equals("ntfs") || each.type() == TskData.NTFS_DATA)) {
                streams.add(each);
            }
        }
        if (streams.isEmpty()) {
            streams.add(isFolder && !file.streams().isEmpty() ? file.streams().get(0) : null);
        }
        long parent = ids.getOrDefault(folder, ids.get("/"));
        for (FileStream stream : streams) {
            String name = path.substring(slash + 1);
            boolean isNamed = stream != null && !isFolder && !stream.name().isEmpty();
            StoredCase.StoredFile row = row(fileSystem, parent, isNamed ? name + ":" + stream.name() : name, folder, 0);
            fill(row, file, stream);
            if (isFolder) {
                ids.putIfAbsent(path + "/", row.id);
            }
        }
    }

    private void fill(StoredCase.StoredFile row, DiskFile file, FileStream stream) {
        row.found = new FoundFile(file, stream);
        row.columns.put("meta_addr", file.name().address());
        row.columns.put("meta_seq", file.name().sequence());
        row.columns.put("dir_flags", (long) (file.name().allocated() ? ALLOCATED : UNALLOCATED));
        row.columns.put("meta_flags", (long) (file.allocated() ? ALLOCATED : UNALLOCATED));
        row.columns.put("meta_type", (long) metaType(file).getValue());
        row.columns.put("size", stream == null ? 0 : stream.size());
        row.columns.put("attr_type", stream == null ? 1L : stream.type());
        row.columns.put("attr_id", stream == null ? 0L : stream.id());
        row.columns.put("mtime", seconds(file.times().modified()));
        row.columns.put("atime", seconds(file.times().accessed()));
        row.columns.put("ctime", seconds(file.times().changed()));
        row.columns.put("crtime", seconds(file.times().created()));
    }

    /** In Unix seconds; 0 for none. */
    private long seconds(RecordedTime time) {
        if (time == null) {
            return 0;
        }
        RecordedTime known = time.inZone(zone);
        if (known instanceof RecordedTime.Day day) {
            return day.date().atStartOfDay(zone).toEpochSecond();
        }
        return known instanceof RecordedTime.Utc utc ? utc.instant().getEpochSecond() : 0;
    }

    private static TskData.TSK_FS_META_TYPE_ENUM metaType(DiskFile file) {
        return switch (file.kind()) {
            case DIRECTORY -> TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_DIR;
            case LINK -> TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_LNK;
            case VIRTUAL -> TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT;
            case FILE, SYSTEM -> TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_REG;
            default -> TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_UNDEF;
        };
    }

    private void unallocated(DiskFileSystems systems, FileSystemInfo info, long fileSystem, Map<String, Long> ids)
            throws IOException {
        List<TskFileRange> ranges = new ArrayList<>();
        systems.unallocated(
                info,
                info.diskOffset(),
                info.length(),
                extent -> ranges.add(new TskFileRange(extent.diskOffset(), extent.length(), ranges.size())));
        if (!ranges.isEmpty()) {
            StoredCase.StoredFile row = row(
                    fileSystem,
                    ids.get("/"),
                    "Unalloc_" + fileSystem,
                    "/$Unalloc/",
                    TskData.TSK_DB_FILES_TYPE_ENUM.UNALLOC_BLOCKS.getFileType());
            row.ranges = List.copyOf(ranges);
            row.columns.put(
                    "size", ranges.stream().mapToLong(TskFileRange::getByteLen).sum());
        }
    }

    private StoredCase.StoredFile row(long fileSystem, long parent, String name, String folder, long type) {
        StoredCase.StoredFile row = new StoredCase.StoredFile(stored.nextId(), image.getId(), parent);
        row.columns.put("fs_obj_id", fileSystem);
        row.columns.put("type", type);
        row.columns.put("name", name);
        row.columns.put("parent_path", folder);
        row.columns.put("dir_flags", (long) ALLOCATED);
        row.columns.put("meta_flags", (long) ALLOCATED);
        row.columns.put("meta_type", (long) TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_DIR.getValue());
        row.columns.put("size", 0L);
        stored.put(stored.files, row.id, row);
        added.add(row.id);
        return row;
    }
}
