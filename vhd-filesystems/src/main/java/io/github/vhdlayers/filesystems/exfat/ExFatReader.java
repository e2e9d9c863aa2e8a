package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.EntryVisitor;
import io.github.vhdlayers.filesystems.support.ExtentJoiner;
import io.github.vhdlayers.filesystems.support.FatOwnFiles;
import io.github.vhdlayers.filesystems.support.FolderEntry;
import io.github.vhdlayers.filesystems.support.MappedContent;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exFAT volume. Addresses are those of the Sleuth Kit: 2 for the root folder, then places for entries. */
final class ExFatReader implements VolumeReader {
    static final long ROOT = 2;

    private final ExFatVolume volume;
    private final ExFatGeometry geometry;
    private final ExFatFiles files;
    private final FatOwnFiles own;
    private final List<String> problems = new ArrayList<>();

    /** @param problem what is odd about the volume as a whole, or null */
    ExFatReader(VolumePlace place, VolumeBytes bytes, ExFatGeometry geometry, @Nullable String problem)
            throws IOException {
        FileSystemInfo info = place.info(
                "exfat", geometry.volumeBytes(), 1 << geometry.sectorShift(), Integer.toHexString(geometry.serial()));
        this.volume = new ExFatVolume(info, bytes, geometry);
        this.geometry = geometry;
        this.files = new ExFatFiles(volume);
        this.own = geometry.ownFiles();
        if (problem != null) {
            problems.add(problem);
        }
        if (!volume.clusters.hasBitmap()) {
            problems.add("it has no bitmap of clusters that are in use");
        }
    }

    @Override
    public FileSystemInfo info() {
        return volume.info;
    }

    @Override
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void beginWalk() {
        volume.budget.renew();
    }

    @Override
    public long rootAddress() {
        return ROOT;
    }

    private @Nullable EntrySet set(long address) throws IOException {
        long place = geometry.placeOfEntry(address);
        return place < 0 ? null : volume.set(place);
    }

    @Override
    public long folderIdentity(long address) throws IOException {
        EntrySet set = address == ROOT ? null : set(address);
        return set == null || !set.isWhole() || set.firstCluster() == geometry.rootCluster()
                ? set == null ? -address : -ROOT
                : set.firstCluster();
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        if (folder == own.orphans()) {
            return new ExFatOrphans(volume).list(visitor);
        }
        FolderScan scan = new FolderScan(volume.bytes, new Names(geometry, deleted, true, visitor));
        if (folder == ROOT) {
            Clusters.Found found = volume.root();
            scan(scan, found.runs());
            if (own.list(visitor)) {
                own.listOrphans(visitor);
            }
            return found.problem() != null ? found.problem() : scan.problem();
        }
        EntrySet set = set(folder);
        if (set == null || !set.isFolder() || !set.isWhole()) {
            throw new IOException("there is no folder at address " + folder);
        }
        if (set.isInUse() && volume.clusters.isUsedOrUnknown(geometry.clusterAt(set.place()))) {
            Clusters.Found found = volume.folder(set);
            scan(scan, found.runs());
            return found.problem() != null ? found.problem() : scan.problem();
        }
        if (deleted) {
            new ExFatOrphans(volume).scanFree(set, new Names(geometry, true, false, visitor));
        }
        return null;
    }

    private void scan(FolderScan scan, List<Clusters.Run> runs) throws IOException {
        for (Clusters.Run run : runs) {
            if (!scan.scan(geometry.placeOf(run.first()), run.count() * geometry.clusterBytes())) {
                return;
            }
        }
        scan.end();
    }

    /**
     * Reports names.
     *
     * @param live whether what is in use there is in use at all
     */
    record Names(ExFatGeometry geometry, boolean deleted, boolean live, EntryVisitor visitor)
            implements FolderScan.Visitor {
        @Override
        public boolean file(EntrySet set, boolean inUse) throws IOException {
            boolean used = inUse && live;
            if (!used && !deleted) {
                return true;
            }
            return visitor.visit(FolderEntry.of(
                    PathText.ofUnits(set.name()),
                    set.isFolder() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE,
                    used,
                    geometry.addressOf(set.place()),
                    0));
        }

        @Override
        public boolean own(int type, ByteBuffer entry, long place) throws IOException {
            String name = ownName(type, entry);
            return name == null
                    || !live
                    || visitor.visit(FolderEntry.of(name, DiskFile.Kind.FILE, true, geometry.addressOf(place), 0));
        }
    }

    private static @Nullable String ownName(int type, ByteBuffer entry) {
        return switch (type) {
            case FolderScan.BITMAP -> "$ALLOC_BITMAP";
            case FolderScan.UP_CASE -> "$UPCASE_TABLE";
            case FolderScan.LABEL -> label(entry);
            default -> null;
        };
    }

    private static @Nullable String label(ByteBuffer entry) {
        int length = Math.min(11, Byte.toUnsignedInt(entry.get(1)));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(entry.getChar(2 + i * 2));
        }
        return length == 0 ? null : PathText.ofUnits(text.toString()) + " (Volume Label Entry)";
    }

    @Override
    public DiskFile.Kind kind(long address) throws IOException {
        EntrySet set = set(address);
        return set == null ? DiskFile.Kind.UNKNOWN : set.isFolder() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
    }

    @Override
    public long sequence(long address) {
        return 0;
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        long address = name.address();
        if (address == ROOT) {
            return files.root(name);
        }
        if (address >= geometry.firstVirtual()) {
            FatOwnFiles.Area area = own.area(address);
            return area == null ? null : files.virtual(name, area.start(), area.length());
        }
        long place = geometry.placeOfEntry(address);
        if (place < 0) {
            return null;
        }
        EntrySet set = volume.set(place);
        if (set != null) {
            return files.file(name, set, maxExtents);
        }
        ByteBuffer entry = volume.bytes.read(place, ExFatGeometry.ENTRY);
        int type = EntrySet.type(entry);
        if (ownName(type, entry) == null) {
            return null;
        }
        if (type == FolderScan.LABEL) {
            return files.own(name, place, 0, 0, null);
        }
        Integer sum = type == FolderScan.UP_CASE ? entry.getInt(4) : null;
        return files.own(name, place, entry.getLong(24), Integer.toUnsignedLong(entry.getInt(20)), sum);
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) {
        return new MappedContent(volume.bytes.disk(), file.printedPath(stream), stream.size(), stream.extents());
    }

    @Override
    public RecordFinder records() {
        return new ExFatRecords(volume, files);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        ExtentJoiner joiner = new ExtentJoiner(volume.bytes.diskOffset(), from, to, visitor);
        geometry.unallocated(from, to, cluster -> !volume.clusters.isUsed(cluster), joiner);
    }
}
