package io.github.vhdlayers.tsk;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.MetadataRecords;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.FileSystem;
import org.sleuthkit.datamodel.FsContent;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;

/** Where the files of a case's image are on its disk, by public API alone. For one thread. */
final class CaseVolumes {
    private final MergedSource disk;
    private final Map<Long, Known> volumes = new HashMap<>();
    private final Map<Long, Start> starts = new HashMap<>();

    CaseVolumes(SleuthkitCase sleuthkitCase, Image image, MergedSource disk) throws TskCoreException {
        this.disk = disk;
        for (FileSystem each : sleuthkitCase.getImageFileSystems(image)) {
            starts.put(each.getId(), new Start(each.getImageOffset(), isNtfs(each)));
        }
    }

    /** Where a file system begins on the disk. */
    private record Start(long offset, boolean ntfs) {}

    /**
     * A file system.
     *
     * @param records where its metadata is; null if that is not known for its type
     */
    private record Known(FileSystemInfo.Family family, FilePlaces.Volume volume, @Nullable MetadataRecords records) {}

    /** What the layers did to a file. */
    CaseStatus status(FsContent file, CaseStatuses statuses) throws TskCoreException {
        FileSystem fileSystem = file.getFileSystem();
        JoinedName name = JoinedName.of(file);
        String path = file.getParentPath() + name.file();
        return statuses.find(
                fileSystem.getImageOffset(),
                file.getMetaAddr(),
                path.equals("//") || file.getName().isEmpty() ? "/" : path,
                name.stream(),
                file.isDirNameFlagSet(TskData.TSK_FS_NAME_FLAG_ENUM.ALLOC),
                isNtfs(fileSystem) ? file.getMetaSeq() : 0);
    }

    private static boolean isNtfs(FileSystem fileSystem) {
        return fileSystem.getFsType().name().equals("TSK_FS_TYPE_NTFS");
    }

    /** A file's name in the datamodel, which joins it with the name of its stream; that of the main stream is empty. */
    private record JoinedName(String file, String stream) {
        static JoinedName of(FsContent file) throws TskCoreException {
            return of(file.getName(), isNtfs(file.getFileSystem()));
        }

        static JoinedName of(String name, boolean ntfs) {
            int colon = ntfs ? name.lastIndexOf(':') : -1;
            return colon < 0
                    ? new JoinedName(name, "")
                    : new JoinedName(name.substring(0, colon), name.substring(colon + 1));
        }
    }

    /** Whether it is known that all of a file is the base's. */
    boolean isBases(FileRow file, CaseStatuses statuses) {
        Start start = starts.get(file.fileSystem());
        return file.allocated()
                && start != null
                && statuses.isBases(start.offset(), file.address(), JoinedName.of(file.name(), start.ntfs()).stream());
    }

    /**
     * Where a file is. The Sleuth Kit is asked only where the comparison of the layers does not know it: it writes its answer for each file into a
     * file, which takes most of an annotation's time.
     *
     * @throws IstatText.UnclearException if that is not clear
     */
    FilePlaces places(FsContent file, CaseStatuses statuses) throws TskCoreException, IstatText.UnclearException {
        FilePlaces known = file.isDirNameFlagSet(TskData.TSK_FS_NAME_FLAG_ENUM.ALLOC)
                ? statuses.places(
                        file.getFileSystem().getImageOffset(), file.getMetaAddr(), JoinedName.of(file).stream())
                : null;
        return known == null ? placesInCase(file) : known;
    }

    private FilePlaces placesInCase(FsContent file) throws TskCoreException, IstatText.UnclearException {
        try {
            Known known = known(file);
            FilePlaces.Volume volume = known.volume();
            MetadataRecords records = known.records();
            if (records != null && known.family() == FileSystemInfo.Family.NTFS) {
                return placesInNtfs(file, volume, records);
            }
            return FilePlaces.plain(
                    volume,
                    IstatText.parse(file.getMetaDataText()),
                    records == null || isMadeUp(file) ? List.of() : records.places(file.getMetaAddr()),
                    file.getSize(),
                    known.family() == FileSystemInfo.Family.EXT
                            && file.isMetaFlagSet(TskData.TSK_FS_META_FLAG_ENUM.ALLOC));
        } catch (IOException | TskCoreException | ArithmeticException e) {
            throw new IstatText.UnclearException(String.valueOf(e.getMessage()));
        }
    }

    private static FilePlaces placesInNtfs(FsContent file, FilePlaces.Volume volume, MetadataRecords records)
            throws TskCoreException, IstatText.UnclearException, IOException {
        if (file.getMetaAddr() == 0) {
            // The datamodel does not report where the table is.
            return FilePlaces.ofTable(records.table());
        }
        return FilePlaces.ntfs(
                volume,
                records::places,
                IstatText.parse(file.getMetaDataText()),
                file.getMetaAddr(),
                file.getAttrType().getValue(),
                file.getAttributeId(),
                file.isDir());
    }

    /** Files like {@code $FAT1} and {@code $OrphanFiles} are the Sleuth Kit's own. */
    private static boolean isMadeUp(AbstractFile file) {
        TskData.TSK_FS_META_TYPE_ENUM type = file.getMetaType();
        return type == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT
                || type == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT_DIR;
    }

    private Known known(AbstractFile file) throws TskCoreException, IOException {
        FileSystem fileSystem = file.getFileSystem();
        Known known = volumes.get(fileSystem.getId());
        if (known == null) {
            String type = fileSystem
                    .getFsType()
                    .name()
                    .replaceFirst("^TSK_FS_TYPE_", "")
                    .toLowerCase(Locale.ROOT);
            long offset = fileSystem.getImageOffset();
            int block = Math.toIntExact(fileSystem.getBlock_size());
            FileSystemInfo info = new FileSystemInfo(0, null, type, offset, disk.size() - offset, block);
            known = new Known(
                    info.family(),
                    new FilePlaces.Volume(offset, block, disk.size()),
                    MetadataRecords.isReadable(type) ? MetadataRecords.open(disk, info) : null);
            volumes.put(fileSystem.getId(), known);
        }
        return known;
    }
}
