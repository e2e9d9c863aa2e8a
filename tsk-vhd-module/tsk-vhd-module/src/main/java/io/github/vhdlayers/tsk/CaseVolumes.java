package io.github.vhdlayers.tsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tsk.libtsk.MetadataPlaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.FileSystem;
import org.sleuthkit.datamodel.FsContent;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;

/** Where the files of a case's image are on its disk, by public API alone. For one thread. */
final class CaseVolumes {
    private static final int NTFS_DATA = 128;
    private static final int BOOT_SECTOR = 512;
    private static final int RECORD_SIZE_AT = 0x40;
    private static final int CLUSTER_SECTORS_AT = 0x0D;
    private static final int SECTOR_BYTES_AT = 0x0B;
    private static final int LARGEST_RECORD = 1 << 16;

    private final SleuthkitCase sleuthkitCase;
    private final Image image;
    private final MergedSource disk;
    private final Map<Long, Known> volumes = new HashMap<>();
    private final Map<Long, Start> starts = new HashMap<>();

    CaseVolumes(SleuthkitCase sleuthkitCase, Image image, MergedSource disk) throws TskCoreException {
        this.sleuthkitCase = sleuthkitCase;
        this.image = image;
        this.disk = disk;
        for (FileSystem each : sleuthkitCase.getImageFileSystems(image)) {
            starts.put(each.getId(), new Start(each.getImageOffset(), isNtfs(each)));
        }
    }

    /** Where a file system begins on the disk. */
    private record Start(long offset, boolean ntfs) {}

    /** A file system; only the other ones than NTFS need to be asked where metadata is. */
    private record Known(String type, FilePlaces.Volume volume, MetadataPlaces metadata) {}

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
            if (volume.isNtfs() && file.getMetaAddr() == 0) {
                // The datamodel does not tell of the table, which is known already.
                return FilePlaces.ofTable(volume);
            }
            IstatText text = IstatText.parse(file.getMetaDataText());
            return volume.isNtfs()
                    ? FilePlaces.ntfs(
                            volume,
                            text,
                            file.getMetaAddr(),
                            file.getAttrType().getValue(),
                            file.getAttributeId(),
                            file.isDir())
                    : FilePlaces.plain(
                            volume,
                            text,
                            isMadeUp(file) ? List.of() : metadata(known, file),
                            file.getSize(),
                            known.type().startsWith("ext") && file.isMetaFlagSet(TskData.TSK_FS_META_FLAG_ENUM.ALLOC));
        } catch (TskCoreException | ArithmeticException e) {
            throw new IstatText.UnclearException(String.valueOf(e.getMessage()));
        }
    }

    /** Files like {@code $FAT1} and {@code $OrphanFiles} are the Sleuth Kit's own. */
    private static boolean isMadeUp(AbstractFile file) {
        TskData.TSK_FS_META_TYPE_ENUM type = file.getMetaType();
        return type == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT
                || type == TskData.TSK_FS_META_TYPE_ENUM.TSK_FS_META_TYPE_VIRT_DIR;
    }

    private static List<DiskExtent> metadata(Known known, AbstractFile file) throws IstatText.UnclearException {
        try {
            return known.metadata().of(file.getMetaAddr());
        } catch (IOException e) {
            throw new IstatText.UnclearException(String.valueOf(e.getMessage()));
        }
    }

    private Known known(AbstractFile file) throws TskCoreException, IstatText.UnclearException {
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
                    type,
                    type.equals("ntfs") ? ntfs(fileSystem) : FilePlaces.Volume.plain(offset, block, disk.size()),
                    MetadataPlaces.of(disk, info));
            volumes.put(fileSystem.getId(), known);
        }
        return known;
    }

    /** Asks for the master file table itself, which the case's own file object refuses to tell of. */
    private FilePlaces.Volume ntfs(FileSystem fileSystem) throws TskCoreException, IstatText.UnclearException {
        byte[] boot = new byte[BOOT_SECTOR];
        if (fileSystem.read(boot, 0, BOOT_SECTOR) != BOOT_SECTOR) {
            throw new IstatText.UnclearException("the boot sector cannot be read");
        }
        long handle = SleuthkitJNI.openFs(image.getImageHandle(), fileSystem.getImageOffset(), sleuthkitCase);
        long mft = SleuthkitJNI.openFile(
                handle, 0, TskData.TSK_FS_ATTR_TYPE_ENUM.TSK_FS_ATTR_TYPE_NTFS_DATA, mftDataId(handle), sleuthkitCase);
        try {
            IstatText text = IstatText.parse(SleuthkitJNI.getFileMetaDataText(mft));
            List<IstatText.Run> runs = new ArrayList<>(text.runsOfType(NTFS_DATA));
            if (runs.isEmpty()) {
                throw new IstatText.UnclearException("the master file table is nowhere");
            }
            return new FilePlaces.Volume(
                    fileSystem.getImageOffset(), fileSystem.getBlock_size(), recordBytes(boot), runs, disk.size());
        } finally {
            SleuthkitJNI.closeFile(mft, sleuthkitCase);
        }
    }

    /** The id of the table's data attribute differs with who made the volume; its file in the case knows it. */
    private int mftDataId(long handle) throws TskCoreException {
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere(
                "data_source_obj_id = " + image.getId() + " AND meta_addr = 0 AND name = '$MFT'")) {
            if (SleuthkitJNI.openFs(image.getImageHandle(), file.getFileSystem().getImageOffset(), sleuthkitCase)
                    == handle) {
                return file.getAttributeId();
            }
        }
        return 0;
    }

    private static int recordBytes(byte[] boot) throws IstatText.UnclearException {
        int sector = (boot[SECTOR_BYTES_AT] & 0xFF) | (boot[SECTOR_BYTES_AT + 1] & 0xFF) << 8;
        int clusterSectors = boot[CLUSTER_SECTORS_AT];
        int cluster = clusterSectors > 0 ? sector * clusterSectors : sector << Math.min(20, -clusterSectors);
        int given = boot[RECORD_SIZE_AT];
        long size = given > 0 ? (long) given * cluster : 1L << Math.min(30, -given);
        if (size < BOOT_SECTOR || size > LARGEST_RECORD || Long.bitCount(size) != 1) {
            throw new IstatText.UnclearException("records of " + size + " bytes");
        }
        return (int) size;
    }
}
