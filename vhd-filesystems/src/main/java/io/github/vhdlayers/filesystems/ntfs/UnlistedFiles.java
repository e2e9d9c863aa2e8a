package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.LongSet;
import io.github.vhdlayers.filesystems.support.UnlistedName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Files in use that no folder's index lists: the MFT has them all. */
final class UnlistedFiles {
    private static final int MOST = 1 << 20;
    private static final int MOST_DEPTH = 512;
    private static final long FIRST_FREE_RECORD = 24;

    private final Mft mft;
    private final NtfsVolumeBytes volume;

    UnlistedFiles(Mft mft, NtfsVolumeBytes volume) {
        this.mft = mft;
        this.volume = volume;
    }

    /** The records of files in use that were not reported; folders outside of other such folders first. */
    List<Long> search(LongPredicate isReported) throws IOException {
        List<Long> tops = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        LongSet folders = new LongSet();
        List<long[]> parents = new ArrayList<>();
        MftScan.run(mft, number -> !isReported.test(number), record -> {
            if (record.isInUse() && !record.isExtension() && isFile(record)) {
                if (record.isDirectory()) {
                    folders.add(record.number());
                    NtfsName name = firstName(record);
                    parents.add(new long[] {record.number(), name == null ? -1 : name.parent()});
                } else {
                    others.add(record.number());
                }
            }
            return others.size() + parents.size() < MOST;
        });
        List<Long> inner = new ArrayList<>();
        for (long[] folder : parents) {
            (folders.contains(folder[1]) ? inner : tops).add(folder[0]);
        }
        tops.addAll(inner);
        tops.addAll(others);
        return tops;
    }

    /** The file system prepares records for itself that have no name yet. */
    private boolean isFile(FileRecord record) {
        return record.number() >= FIRST_FREE_RECORD || firstName(record) != null;
    }

    private @Nullable NtfsName firstName(FileRecord record) {
        return firstName(NtfsFile.of(mft, volume, record));
    }

    private static @Nullable NtfsName firstName(NtfsFile file) {
        for (NtfsName name : file.names()) {
            if (!name.isDos()) {
                return name;
            }
        }
        return null;
    }

    /** The names of a record, with the paths of their folders; below the folder of orphans where there is none. */
    List<UnlistedName> names(long number) throws IOException {
        FileRecord record = mft.record(number);
        if (record == null) {
            return List.of();
        }
        DiskFile.Kind kind = record.isDirectory() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
        List<UnlistedName> found = new ArrayList<>();
        NtfsFile file = NtfsFile.of(mft, volume, record);
        for (NtfsName name : file.names()) {
            if (!name.isDos()) {
                String unknown = null;
                String path = null;
                try {
                    path = pathOf(name.parent(), name.parentSequence());
                } catch (IOException e) {
                    unknown = "a folder that it is in cannot be read: " + e.getMessage();
                }
                found.add(new UnlistedName(
                        path == null ? "/" + FolderNamesOfNtfs.ORPHANS : path,
                        FolderEntry.of(name.name(), kind, true, number, record.sequence()),
                        unknown));
            }
        }
        if (found.isEmpty()) {
            found.add(new UnlistedName(
                    "/" + FolderNamesOfNtfs.ORPHANS,
                    FolderEntry.of("OrphanFile-" + number, kind, true, number, record.sequence()),
                    file.problem()));
        }
        return found;
    }

    /**
     * The path of a folder in use, or null if it does not lead to the root.
     *
     * @throws IOException if a folder on the way cannot be read
     */
    private @Nullable String pathOf(long folder, int sequence) throws IOException {
        StringBuilder path = new StringBuilder();
        long at = folder;
        int use = sequence;
        for (int depth = 0; depth < MOST_DEPTH; depth++) {
            if (at == NtfsReader.ROOT) {
                // Its place needs no record: it is the same on every volume.
                return path.toString();
            }
            FileRecord record = mft.record(at);
            if (record == null
                    || !record.isInUse()
                    || !record.isDirectory()
                    || record.isExtension()
                    || (use != 0 && record.sequence() != use)) {
                return null;
            }
            NtfsFile file = NtfsFile.of(mft, volume, record);
            NtfsName name = firstName(file);
            if (name == null) {
                if (file.problem() != null) {
                    throw new IOException(file.problem());
                }
                return null;
            }
            path.insert(0, "/" + name.name());
            at = name.parent();
            use = name.parentSequence();
        }
        return null;
    }
}
