package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystems.JavaFileSystemReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a walk over a disk in memory reports.
 *
 * @param files by path and, of deleted names, a mark
 * @param contents of all streams that could be read to their end, by path and stream; otherwise the message
 * @param result how the walk ended
 */
record Walked(Map<String, DiskFile> files, Map<String, Object> contents, WalkResult result) {
    private static final int MOST_BYTES = 1 << 23;

    static Walked of(byte[] disk) throws IOException {
        return of(
                RandomAccessSources.ofBytes("disk", disk),
                WalkOptions.defaults().withOrphans(true));
    }

    static Walked of(RandomAccessSource disk, WalkOptions options) throws IOException {
        Map<String, DiskFile> files = new TreeMap<>();
        Map<String, Object> contents = new TreeMap<>();
        try (DiskFileSystems systems = new JavaFileSystemReader().open(disk, PartitionTable.read(disk))) {
            if (systems.fileSystems().isEmpty()) {
                throw new IOException(systems.problems().toString());
            }
            FileSystemInfo volume = systems.fileSystems().get(0);
            WalkResult result = systems.walk(volume, options, file -> {
                String key = file.path() + (file.name().allocated() ? "" : " (deleted)");
                files.put(key, file);
                for (FileStream stream : file.streams()) {
                    String name = stream.name().isEmpty() ? key : key + ":" + stream.name();
                    contents.put(name, content(systems, file, stream));
                }
                return true;
            });
            systems.unallocated(volume, 0, disk.size(), extent -> {});
            return new Walked(files, contents, result);
        }
    }

    private static Object content(DiskFileSystems systems, DiskFile file, FileStream stream) throws IOException {
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, content.size()));
            content.readFully(0, bytes);
            return bytes.array();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    DiskFile file(String path) {
        DiskFile file = files.get(path);
        if (file == null) {
            throw new AssertionError(path + " is not among " + files.keySet());
        }
        return file;
    }

    byte[] content(String path) {
        Object content = contents.get(path);
        if (content instanceof byte[] bytes) {
            return bytes;
        }
        throw new AssertionError(path + ": " + content + ", of " + contents.keySet());
    }

    String failure(String path) {
        Object content = contents.get(path);
        if (content instanceof String message) {
            return message;
        }
        throw new AssertionError(path + " was read");
    }
}
