package io.github.vhdlayers.filesystems.fat;

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
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One volume of FAT12, FAT16 or FAT32. Addresses are those of the Sleuth Kit: 2 for the root folder, then places for entries. */
final class FatReader implements VolumeReader {
    static final long ROOT = 2;
    static final long FIRST_ENTRY = 3;

    private final FatVolume volume;
    private final FatGeometry geometry;
    private final FatFiles files;
    private final FatOwnFiles own;
    private final @Nullable String problem;

    /** @param problem what is odd about the volume as a whole, or null */
    FatReader(VolumePlace place, FatGeometry geometry, @Nullable String problem) {
        FileSystemInfo info = place.info(
                geometry.type(),
                geometry.volumeBytes(),
                geometry.sectorBytes(),
                Integer.toHexString(geometry.serial()));
        this.volume = new FatVolume(info, place.bytes(), geometry);
        this.geometry = geometry;
        this.files = new FatFiles(volume);
        this.own = geometry.ownFiles();
        this.problem = problem;
    }

    @Override
    public List<String> problems() {
        return problem == null ? List.of() : List.of(problem);
    }

    @Override
    public FileSystemInfo info() {
        return volume.info;
    }

    @Override
    public void beginWalk() {
        volume.budget.renew();
    }

    @Override
    public long rootAddress() {
        return ROOT;
    }

    /** The file of all clusters that are in use and in no chain of a name, which is there if there are such clusters. */
    private long lost() {
        return own.orphans() + 1;
    }

    @Override
    public long folderIdentity(long address) throws IOException {
        long place = geometry.placeOfEntry(address);
        if (address == ROOT || address >= geometry.firstVirtual() || place < 0) {
            return -address;
        }
        // What leads to the same cluster is the same folder.
        long first = volume.entry(place).cluster(geometry);
        return first == geometry.rootCluster() && geometry.bits() == 32 ? -ROOT : first;
    }

    @Override
    public @Nullable String list(long folder, String path, boolean deleted, EntryVisitor visitor) throws IOException {
        if (folder == own.orphans()) {
            return new FatOrphans(volume, files).list(visitor);
        }
        FolderScan scan = new FolderScan(volume.bytes, named -> entry(named, deleted, visitor));
        String problem = null;
        if (folder == ROOT) {
            problem = geometry.bits() == 32
                    ? files.eachCluster(geometry.rootCluster(), place -> scan.scan(place, geometry.clusterBytes()))
                    : scanArea(scan);
            addOwn(visitor);
        } else {
            FatEntry entry = folderEntry(folder);
            long first = entry.cluster(geometry);
            long place = geometry.placeOfEntry(folder);
            if (entry.isDeleted() || !volume.isPlaceInUse(place)) {
                return deletedFolder(first, deleted, visitor);
            }
            if (first == 0) {
                return "is a folder without a cluster";
            }
            problem = files.eachCluster(first, at -> scan.scan(at, geometry.clusterBytes()));
        }
        return problem != null ? problem : scan.problem();
    }

    private @Nullable String scanArea(FolderScan scan) throws IOException {
        scan.scan(geometry.rootStart(), geometry.rootBytes());
        return null;
    }

    private FatEntry folderEntry(long address) throws IOException {
        long place = geometry.placeOfEntry(address);
        if (place < 0 || !(volume.isInRootArea(place) || volume.isInClusters(place))) {
            throw new IOException("there is no folder at address " + address);
        }
        FatEntry entry = volume.entry(place);
        if (!entry.isFolder()) {
            throw new IOException("what is at address " + address + " is no folder");
        }
        return entry;
    }

    /** A cluster that a deleted folder had, unless it is another one's now; nothing in it is in use. */
    private @Nullable String deletedFolder(long first, boolean deleted, EntryVisitor visitor) throws IOException {
        if (deleted && geometry.isCluster(first) && volume.table.isFree(first)) {
            FolderScan scan = new FolderScan(
                    volume.bytes, named -> !named.entry().isCredible(geometry) || visit(named, false, visitor));
            scan.scan(geometry.placeOf(first), geometry.clusterBytes());
        }
        return null;
    }

    private boolean entry(FolderScan.Named named, boolean deleted, EntryVisitor visitor) throws IOException {
        if (!named.isInUse()
                && (!deleted || (!named.entry().isDeleted() && !named.entry().isCredible(geometry)))) {
            return true;
        }
        return visit(named, named.isInUse(), visitor);
    }

    private boolean visit(FolderScan.Named named, boolean inUse, EntryVisitor visitor) throws IOException {
        return visitor.visit(entryOf(geometry, named, inUse));
    }

    static FolderEntry entryOf(FatGeometry geometry, FolderScan.Named named, boolean inUse) {
        String name = PathText.withoutSlash(named.name());
        if (named.entry().isLabel()) {
            name += " (Volume Label Entry)";
        }
        DiskFile.Kind kind = named.entry().isFolder() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
        return FolderEntry.of(name, kind, inUse, geometry.addressOf(named.place()), 0);
    }

    private void addOwn(EntryVisitor visitor) throws IOException {
        boolean goOn = own.list(visitor);
        if (goOn && !volume.lostClusters().isEmpty()) {
            goOn = visitor.visit(FolderEntry.of("$LostClusters", DiskFile.Kind.VIRTUAL, true, lost(), 0));
        }
        if (goOn) {
            own.listOrphans(visitor);
        }
    }

    @Override
    public DiskFile.Kind kind(long address) throws IOException {
        DiskFile file = file(new FileName("/", DiskFile.Kind.UNKNOWN, true, address, 0, false), 1);
        return file == null ? DiskFile.Kind.UNKNOWN : file.kind();
    }

    @Override
    public long sequence(long address) {
        return 0;
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        long address = name.address();
        if (address == ROOT) {
            return files.root(name, maxExtents);
        }
        if (address == lost()) {
            return volume.lostClusters().isEmpty() ? null : files.lost(name, maxExtents);
        }
        if (address >= geometry.firstVirtual()) {
            FatOwnFiles.Area area = own.area(address);
            return area == null ? null : files.virtual(name, area.start(), area.length());
        }
        long place = geometry.placeOfEntry(address);
        if (place < 0 || !(volume.isInRootArea(place) || volume.isInClusters(place))) {
            return null;
        }
        return files.entry(name, place, maxExtents);
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) {
        return new MappedContent(volume.bytes.disk(), file.printedPath(stream), stream.size(), stream.extents());
    }

    @Override
    public RecordFinder records() {
        return new FatRecords(volume, files);
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        ExtentJoiner joiner = new ExtentJoiner(volume.bytes.diskOffset(), from, to, visitor);
        geometry.unallocated(from, to, volume.table::isFree, joiner);
    }
}
