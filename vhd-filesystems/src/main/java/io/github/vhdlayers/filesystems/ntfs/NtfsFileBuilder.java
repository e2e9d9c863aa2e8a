package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileKind;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what is told of a file: its kind, times, streams, and the places of all of it. */
final class NtfsFileBuilder {
    private final FileSystemInfo info;
    private final NtfsVolumeBytes volume;
    private final Mft mft;
    private final int maxExtents;
    private final NtfsExtents extents;

    NtfsFileBuilder(FileSystemInfo info, NtfsVolumeBytes volume, Mft mft, int maxExtents) {
        this.info = info;
        this.volume = volume;
        this.mft = mft;
        this.maxExtents = maxExtents;
        this.extents = new NtfsExtents(volume);
    }

    /** The folder that deleted files without a folder are shown in. */
    static DiskFile orphans(FileSystemInfo info, FileName name) {
        return new DiskFile(
                info, name, true, name.allocated(), FileKind.VIRTUAL, 0, 1, FileTimes.NONE, List.of(), List.of(), null);
    }

    DiskFile build(NtfsFile file, FileName name) {
        Problems problems = new Problems();
        if (file.problem() != null) {
            problems.add(file.problem());
        }
        List<DiskExtent> metadata = new ArrayList<>(mft.places(file.base().number()));
        for (long extension : file.extensions()) {
            metadata.addAll(mft.places(extension));
        }
        FileStream main = null;
        List<FileStream> streams = new ArrayList<>(2);
        for (NtfsAttribute attribute : file.attributes()) {
            String stream = streamName(attribute, file.base());
            if (stream == null) {
                if (!attribute.isResident()) {
                    extents.addStored(attribute, maxExtents, metadata, problems);
                }
            } else if (stream.isEmpty() && main == null) {
                main = stream(attribute, "", problems);
            } else {
                streams.add(stream(attribute, stream, problems));
            }
        }
        if (main != null) {
            streams.add(0, main);
        }
        if (metadata.size() > 1) {
            metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        }
        return new DiskFile(
                info,
                name,
                true,
                name.allocated() && file.base().isInUse(),
                kind(file),
                size(file, main),
                file.base().links(),
                NtfsTimes.standard(file, problems),
                streams,
                metadata,
                problems.text());
    }

    /** Under which name an attribute is a content, or null if it is metadata. */
    private static @Nullable String streamName(NtfsAttribute attribute, FileRecord record) {
        return switch (attribute.type()) {
            case Attribute.DATA -> attribute.name();
            // A small folder has its names in the root of its index, a large one in blocks.
            case Attribute.INDEX_ALLOCATION ->
                record.isDirectory() && attribute.name().equals(FolderIndex.NAME) ? "" : null;
            default -> null;
        };
    }

    private FileStream stream(NtfsAttribute attribute, String name, Problems problems) {
        List<FileExtent> places;
        if (attribute.isResident()) {
            places = new ArrayList<>(1);
            for (DiskExtent place : mft.places(attribute.head().record().number())) {
                places.add(new FileExtent(FileExtent.Kind.STORED, 0, place.diskOffset(), place.length()));
            }
        } else if (attribute.isCompressed()
                && CompressedUnits.unitBytes(attribute, volume.geometry().clusterBytes()) == 0) {
            problems.add("it is said to be compressed in units of 2^"
                    + attribute.head().compressionUnit() + " clusters, which no system does");
            places = attribute.size() == 0
                    ? List.of()
                    : List.of(new FileExtent(FileExtent.Kind.LOST, 0, -1, attribute.size()));
        } else {
            places = extents.of(attribute, maxExtents, problems);
        }
        return new FileStream(
                name,
                attribute.size(),
                attribute.isResident(),
                attribute.isCompressed(),
                attribute.isEncrypted(),
                attribute.type(),
                attribute.id(),
                places);
    }

    private static FileKind kind(NtfsFile file) {
        if (NtfsReader.isSystem(file.base().number())) {
            return FileKind.SYSTEM;
        }
        return file.base().isDirectory() ? FileKind.DIRECTORY : FileKind.FILE;
    }

    /** Of a folder the size of its index's root, as other programs have it. */
    private static long size(NtfsFile file, @Nullable FileStream main) {
        if (!file.base().isDirectory()) {
            return main == null ? 0 : main.size();
        }
        NtfsAttribute root = file.find(Attribute.INDEX_ROOT, FolderIndex.NAME);
        return root == null ? 0 : root.size();
    }
}
