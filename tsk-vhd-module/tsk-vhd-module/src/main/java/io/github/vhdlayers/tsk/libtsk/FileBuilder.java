package io.github.vhdlayers.tsk.libtsk;

import com.sun.jna.Pointer;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.WalkOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DiskFile} of a file that libtsk has open: its kind, times, streams, and the places of all of it. */
final class FileBuilder {
    /** The type of a content that the library was not asked for. */
    static final int UNKNOWN_TYPE = -1;

    private static final int INDIRECT_BLOCKS = 0x1001;
    private static final int EXTENT_BLOCKS = 0x1002;
    /** The shortest name of FAT that the library may have cut off. */
    private static final int FIRST_CUT = 195;

    private static final int MOST_ATTRIBUTES = 65_536;
    /** Windows compresses 16 clusters of 4 KiB at once. */
    private static final int MOST_UNIT_BYTES = 1 << 20;

    private final OpenFileSystem system;
    private final WalkOptions options;

    FileBuilder(OpenFileSystem system, WalkOptions options) {
        this.system = system;
        this.options = options;
    }

    /** The file, under a name. */
    DiskFile build(Pointer pointer, FileName name) throws IOException {
        Pointer metaPointer = Structs.File.of(pointer).meta();
        if (metaPointer == null || metaPointer.getInt(0) != Structs.TAG_META) {
            return without(name, name.allocated() ? "its metadata cannot be read" : null);
        }
        Structs.Meta meta = Structs.Meta.of(metaPointer);
        if (!name.allocated() && meta.isAllocated()) {
            return without(name, "its metadata is another file's now");
        }
        Parts parts = new Parts();
        if (system.info().family() == FileSystemInfo.Family.FAT && name.name().length() >= FIRST_CUT) {
            parts.problem("its name may be longer than libtsk gives it");
        }
        try {
            // The blocks of a device are its numbers.
            if (kindOf(meta, name) != DiskFile.Kind.SPECIAL) {
                readAttributes(pointer, meta, parts);
                checkWhole(meta, parts);
            }
        } catch (IOException e) {
            parts.problem("its blocks: " + e.getMessage());
        }
        List<DiskExtent> metadata = new ArrayList<>(parts.metadata);
        try {
            metadata.addAll(system.locator().locate(meta, parts.attributeList));
            String doubt = system.locator().doubt(meta);
            if (doubt != null) {
                parts.problem(doubt);
            }
        } catch (IOException e) {
            parts.problem("its metadata's place: " + e.getMessage());
        }
        metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        DiskFile.Kind kind = isSystem(meta) ? DiskFile.Kind.SYSTEM : kindOf(meta, name);
        return new DiskFile(
                system.info(),
                name,
                true,
                name.allocated() && meta.isAllocated(),
                kind,
                sizeOf(meta, kind, parts),
                meta.links(),
                times(meta, parts),
                parts.streams(),
                metadata,
                parts.problem);
    }

    /** Null if it is impossible, that of a list that cannot be read whole, or a zero that may be what damage left. */
    private static @Nullable Long sizeOf(Structs.Meta meta, DiskFile.Kind kind, Parts parts) {
        boolean hasContent = kind != DiskFile.Kind.SPECIAL && kind != DiskFile.Kind.VIRTUAL;
        boolean isLost = meta.size() == 0 && hasContent && parts.main == null && parts.problem != null;
        return meta.size() < 0 || isLost || parts.isSizeLost ? null : Long.valueOf(meta.size());
    }

    private FileTimes times(Structs.Meta meta, Parts parts) {
        try {
            return system.locator().times(meta);
        } catch (IOException e) {
            parts.problem("its times: " + e.getMessage());
            return FileTimes.NONE;
        }
    }

    /** A file of which only the name is known. */
    DiskFile without(FileName name, @Nullable String problem) {
        return DiskFile.ofName(system.info(), name, problem);
    }

    /** What is found while the attributes are read. */
    private static final class Parts {
        private @Nullable FileStream main;
        private final List<FileStream> others = new ArrayList<>();
        private final List<DiskExtent> metadata = new ArrayList<>();
        private MetadataLocator.@Nullable AttributeList attributeList;
        private @Nullable String problem;
        private boolean isSizeLost;

        void problem(String text) {
            if (problem == null) {
                problem = text;
            }
        }

        List<FileStream> streams() {
            List<FileStream> all = new ArrayList<>();
            if (main != null) {
                all.add(main);
            }
            all.addAll(others);
            return all;
        }
    }

    private void readAttributes(Pointer file, Structs.Meta meta, Parts parts) throws IOException {
        String refusal = system.refusal(meta);
        if (refusal != null) {
            parts.problem(refusal);
            parts.main = meta.size() < 0 ? null : lost("", meta.size());
            return;
        }
        Functions functions = system.functions();
        long before = system.image().failures();
        functions.tsk_error_reset();
        int count = functions.tsk_fs_file_attr_getsize(file);
        if (system.image().failures() != before) {
            parts.problem(String.valueOf(system.unreadable("list of its blocks").getMessage()));
        } else if (count == 0 && functions.tsk_error_get_errno() != 0) {
            parts.problem("list of its blocks: " + system.image().library().lastError());
        }
        if (count <= 0) {
            return;
        }
        List<Structs.Attribute> attributes = new ArrayList<>();
        Pointer next = functions.tsk_fs_file_attr_get_idx(file, 0);
        while (next != null && attributes.size() < MOST_ATTRIBUTES) {
            Structs.Attribute attribute = Structs.Attribute.of(next);
            if (attribute.isInUse()) {
                attributes.add(attribute);
            }
            next = attribute.next();
        }
        boolean ntfs = system.isNtfs();
        if (ntfs) {
            for (Structs.Attribute attribute : attributes) {
                if (attribute.type() == Ntfs.ATTRIBUTE_LIST) {
                    parts.attributeList = Ntfs.readList(system, attribute, parts::problem);
                }
            }
        }
        for (Structs.Attribute attribute : attributes) {
            String stream = ntfs ? Ntfs.streamName(attribute, meta) : streamName(attribute);
            if (stream == null) {
                if (!attribute.isResident()) {
                    addStored(oneBlockEach(attribute, runs(attribute, parts)), parts.metadata);
                }
            } else if (stream.isEmpty() && parts.main == null) {
                parts.main = stream(attribute, "", meta, parts);
            } else if (stream.isEmpty() && ntfs) {
                // A file has one content without a name. The library loses those of some empty streams.
                parts.problem("libtsk does not give the name of an empty stream");
            } else {
                parts.others.add(stream(attribute, stream, meta, parts));
            }
        }
    }

    /** Takes nothing for the whole of a content of which the library may have left out what it could not read. */
    private void checkWhole(Structs.Meta meta, Parts parts) throws IOException {
        if (!meta.isAllocated() || !system.image().isDamaged()) {
            return;
        }
        long found = 0;
        if (parts.main != null) {
            for (FileExtent extent : parts.main.extents()) {
                found += extent.length();
            }
        }
        String why = system.locator().leftOut(meta, found);
        if (why != null) {
            parts.problem(why);
            parts.isSizeLost = meta.type() == Structs.META_DIRECTORY;
            parts.main = meta.size() < 0 || parts.isSizeLost ? null : lost("", meta.size());
        }
    }

    /** A content without known places, of which nothing can be read. */
    private static FileStream lost(String name, long size) {
        List<FileExtent> extents = List.of(new FileExtent(FileExtent.Kind.LOST, 0, -1, size));
        return new FileStream(name, size, false, false, false, UNKNOWN_TYPE, 0, size == 0 ? List.of() : extents);
    }

    /** Under which name an attribute is a content, or null if it is none; for file systems other than NTFS. */
    private static @Nullable String streamName(Structs.Attribute attribute) {
        return switch (attribute.type()) {
            case 0x01, 0x1100 -> "";
            case 0x1101 -> "rsrc";
            case 0x1102 -> attribute.name();
            default -> null;
        };
    }

    private FileStream stream(Structs.Attribute attribute, String name, Structs.Meta meta, Parts parts)
            throws IOException {
        boolean resident = attribute.isResident();
        boolean compressed = (attribute.flags() & Structs.ATTR_COMPRESSED) != 0;
        if (compressed
                && !resident
                && attribute.compressionUnit() > MOST_UNIT_BYTES / system.info().blockSize()) {
            parts.problem("it is said to be compressed in units of " + attribute.compressionUnit()
                    + " clusters, which no system does and libtsk takes hours to read");
            return lost(name, Math.max(0, attribute.size()));
        }
        List<FileExtent> extents;
        if (resident) {
            extents = new ArrayList<>();
            for (DiskExtent place : system.locator().ofResident(meta, attribute, parts.attributeList)) {
                extents.add(new FileExtent(FileExtent.Kind.STORED, 0, place.diskOffset(), place.length()));
            }
        } else {
            extents = runs(attribute, parts);
            if (parts.problem == null) {
                extents = withHoleAtEnd(extents, Math.max(0, attribute.size()));
            }
        }
        return new FileStream(
                name,
                Math.max(0, attribute.size()),
                resident,
                compressed,
                (attribute.flags() & Structs.ATTR_ENCRYPTED) != 0,
                attribute.type(),
                attribute.id(),
                extents);
    }

    /** Blocks of extents and of numbers of blocks: the library says one run each, of a wrong length. */
    private List<FileExtent> oneBlockEach(Structs.Attribute attribute, List<FileExtent> runs) {
        if (attribute.type() != INDIRECT_BLOCKS && attribute.type() != EXTENT_BLOCKS) {
            return runs;
        }
        long block = system.info().blockSize();
        return runs.stream()
                .map(run -> new FileExtent(
                        run.kind(), run.contentOffset(), run.diskOffset(), Math.min(block, run.length())))
                .toList();
    }

    /** What no block is given for is a hole of ext and UFS, which reads as zeros. */
    private boolean hasHoles() {
        return system.info().family() == FileSystemInfo.Family.EXT
                || system.info().family() == FileSystemInfo.Family.UFS;
    }

    /** Adds the hole behind the last extent. */
    private List<FileExtent> withHoleAtEnd(List<FileExtent> extents, long size) {
        long end = 0;
        for (FileExtent extent : extents) {
            end = Math.max(end, extent.contentOffset() + extent.length());
        }
        if (hasHoles() && end < size) {
            extents.add(new FileExtent(FileExtent.Kind.SPARSE, end, -1, size - end));
        }
        return extents;
    }

    private List<FileExtent> runs(Structs.Attribute attribute, Parts parts) throws IOException {
        List<FileExtent> extents = new ArrayList<>();
        Pointer next = attribute.firstRun();
        while (next != null) {
            if (extents.size() >= options.maxExtents()) {
                parts.problem("more than " + options.maxExtents() + " extents");
                loseRest(extents, attribute);
                break;
            }
            Structs.Run run = Structs.Run.of(next);
            next = run.next();
            if (run.length() != 0) {
                FileExtent extent = extent(run, attribute.skipped());
                if (extent == null) {
                    parts.problem("a run of " + run.length() + " blocks at " + run.address() + ", which is impossible");
                    loseRest(extents, attribute);
                    break;
                }
                if (extent.kind() == FileExtent.Kind.LOST) {
                    parts.problem("the places of some of its blocks are lost");
                }
                extents.add(extent);
            }
        }
        return extents;
    }

    /** What has no extent must not be read: the library fills what it lost with zeros, and the list here would not say so. */
    private static void loseRest(List<FileExtent> extents, Structs.Attribute attribute) {
        long end = 0;
        if (!extents.isEmpty()) {
            FileExtent last = extents.get(extents.size() - 1);
            end = last.contentOffset() + last.length();
        }
        if (end < attribute.size()) {
            extents.add(new FileExtent(FileExtent.Kind.LOST, end, -1, attribute.size() - end));
        }
    }

    private @Nullable FileExtent extent(Structs.Run run, long skipped) throws IOException {
        long block = system.info().blockSize();
        long most = Long.MAX_VALUE / 4 / block;
        if (run.length() < 0 || run.length() > most || run.offset() < 0 || run.offset() > most) {
            return null;
        }
        long at = run.offset() * block - skipped;
        long length = run.length() * block;
        if ((run.flags() & Structs.RUN_SPARSE) != 0 || ((run.flags() & Structs.RUN_FILLER) != 0 && hasHoles())) {
            return new FileExtent(FileExtent.Kind.SPARSE, at, -1, length);
        }
        if ((run.flags() & Structs.RUN_FILLER) != 0) {
            return new FileExtent(FileExtent.Kind.LOST, at, -1, length);
        }
        long disk = system.disk().size();
        if (run.address() < 0 || run.address() > most) {
            return null;
        }
        long place = system.info().diskOffset() + run.address() * block;
        if (place >= disk || length > disk - place) {
            // Past the end of the disk: reads of it fail, and no layer owns it.
            return new FileExtent(FileExtent.Kind.LOST, at, -1, length);
        }
        return new FileExtent(FileExtent.Kind.STORED, at, place, length);
    }

    private static void addStored(List<FileExtent> extents, List<DiskExtent> to) {
        for (FileExtent extent : extents) {
            if (extent.kind() == FileExtent.Kind.STORED) {
                to.add(new DiskExtent(extent.diskOffset(), extent.length()));
            }
        }
    }

    private boolean isSystem(Structs.Meta meta) {
        try {
            return system.locator().isSystem(meta);
        } catch (IOException e) {
            return false;
        }
    }

    private static DiskFile.Kind kindOf(Structs.Meta meta, FileName name) {
        return switch (meta.type()) {
            case Structs.META_REGULAR -> DiskFile.Kind.FILE;
            case Structs.META_DIRECTORY -> DiskFile.Kind.DIRECTORY;
            case Structs.META_LINK -> DiskFile.Kind.LINK;
            case Structs.META_VIRTUAL, Structs.META_VIRTUAL_DIRECTORY -> DiskFile.Kind.VIRTUAL;
            case 0 -> name.kind();
            default -> DiskFile.Kind.SPECIAL;
        };
    }

    static DiskFile.Kind kindOf(int nameType) {
        return switch (nameType) {
            case Structs.NAME_REGULAR -> DiskFile.Kind.FILE;
            case Structs.NAME_DIRECTORY -> DiskFile.Kind.DIRECTORY;
            case Structs.NAME_LINK -> DiskFile.Kind.LINK;
            case Structs.NAME_VIRTUAL, Structs.NAME_VIRTUAL_DIRECTORY -> DiskFile.Kind.VIRTUAL;
            case 0 -> DiskFile.Kind.UNKNOWN;
            default -> DiskFile.Kind.SPECIAL;
        };
    }
}
