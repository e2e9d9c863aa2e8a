package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what is reported of a file: its kind, times, streams, and the places of all of it. */
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

    /** The first record of a file, which holds nearly all resident contents, and where it is. */
    private record Base(long number, List<DiskExtent> places) {}

    /** How many extents of a content it reports. */
    int maxExtents() {
        return maxExtents;
    }

    /** The folder that deleted files without a folder are shown in. */
    static DiskFile orphans(FileSystemInfo info, FileName name) {
        return new DiskFile(
                info,
                name,
                true,
                name.allocated(),
                DiskFile.Kind.VIRTUAL,
                0L,
                1,
                FileTimes.NONE,
                List.of(),
                List.of(),
                null);
    }

    DiskFile build(NtfsFile file, FileName name) {
        Problems problems = new Problems();
        if (file.problem() != null) {
            problems.add(file.problem());
        }
        List<DiskExtent> own = mft.places(file.base().number());
        Base base = new Base(file.base().number(), own);
        List<DiskExtent> metadata = file.extensions().isEmpty() ? own : new ArrayList<>(own);
        for (long extension : file.extensions()) {
            metadata.addAll(mft.places(extension));
        }
        ReparsePoint reparse = ReparsePoint.of(file, volume, problems);
        FileStream main = null;
        List<FileStream> streams = List.of();
        List<NtfsAttribute> attributes = file.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            NtfsAttribute attribute = attributes.get(i);
            String stream = streamName(attribute, file.base());
            if (stream == null) {
                if (!attribute.isResident()) {
                    metadata = metadata == own ? new ArrayList<>(own) : metadata;
                    extents.addStored(attribute, maxExtents, metadata, problems);
                }
            } else if (stream.isEmpty() && main == null) {
                main = mainStream(file, attribute, base, reparse, problems);
            } else {
                streams = streams.isEmpty() ? new ArrayList<>(2) : streams;
                streams.add(stream(attribute, base, stream, problems));
            }
        }
        if (main != null && streams.isEmpty()) {
            streams = List.of(main);
        } else if (main != null) {
            streams.add(0, main);
        }
        if (metadata.size() > 1) {
            metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        }
        FileTimes times = NtfsTimes.standard(file, problems);
        return new DiskFile(
                info,
                name,
                true,
                name.allocated() && file.base().isInUse(),
                kind(file, reparse),
                size(file, main, problems),
                file.base().links(),
                times,
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

    /** The main content, which may be stored in another stream, or outside of the volume. */
    private FileStream mainStream(
            NtfsFile file, NtfsAttribute attribute, Base base, @Nullable ReparsePoint reparse, Problems problems) {
        if (reparse == null || attribute.type() != Attribute.DATA || attribute.size() == 0) {
            return stream(attribute, base, "", problems);
        }
        ReparsePoint.Wof wof = reparse.wof();
        if (wof != null && wof.isReadable()) {
            NtfsAttribute stored = file.find(Attribute.DATA, ReparsePoint.Wof.STREAM);
            if (stored != null) {
                return compressed(attribute, places(stored, base, problems));
            }
        }
        FileStream plain = stream(attribute, base, "", problems);
        String keeper = wof != null && wof.isReadable() ? "a stream that is not there" : reparse.keeper();
        if (keeper == null || attribute.isResident()) {
            return plain;
        }
        List<FileExtent> known = stored(plain.extents(), attribute.initialised());
        if (known.stream().noneMatch(each -> each.kind() == FileExtent.Kind.LOST)) {
            return plain;
        }
        problems.add("its content, or part of it, is kept by " + keeper);
        return new FileStream("", plain.size(), false, false, plain.encrypted(), plain.type(), plain.id(), known);
    }

    /** What is stored of a content that is kept elsewhere: holes, and what was never written, are no zeros there. */
    private static List<FileExtent> stored(List<FileExtent> extents, long initialised) {
        List<FileExtent> known = new ArrayList<>();
        for (FileExtent extent : extents) {
            long length = extent.kind() == FileExtent.Kind.STORED
                    ? Math.max(0, Math.min(extent.length(), initialised - extent.contentOffset()))
                    : 0;
            if (length > 0) {
                known.add(new FileExtent(extent.kind(), extent.contentOffset(), extent.diskOffset(), length));
            }
            if (length < extent.length()) {
                known.add(new FileExtent(
                        FileExtent.Kind.LOST, extent.contentOffset() + length, -1, extent.length() - length));
            }
        }
        return known;
    }

    private static FileStream compressed(NtfsAttribute attribute, List<FileExtent> places) {
        return new FileStream(
                "", attribute.size(), false, true, attribute.isEncrypted(), attribute.type(), attribute.id(), places);
    }

    private FileStream stream(NtfsAttribute attribute, Base base, String name, Problems problems) {
        return new FileStream(
                name,
                attribute.size(),
                attribute.isResident(),
                attribute.isCompressed(),
                attribute.isEncrypted(),
                attribute.type(),
                attribute.id(),
                places(attribute, base, problems));
    }

    private List<FileExtent> places(NtfsAttribute attribute, Base base, Problems problems) {
        List<FileExtent> places;
        if (attribute.isResident()) {
            long number = attribute.head().record().number();
            places = stored(number == base.number() ? base.places() : mft.places(number));
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
        return places;
    }

    /** A resident content is said to be where its whole record is. */
    private static List<FileExtent> stored(List<DiskExtent> record) {
        if (record.size() == 1) {
            return List.of(stored(record.get(0)));
        }
        List<FileExtent> places = new ArrayList<>(record.size());
        for (DiskExtent place : record) {
            places.add(stored(place));
        }
        return places;
    }

    private static FileExtent stored(DiskExtent place) {
        return new FileExtent(FileExtent.Kind.STORED, 0, place.diskOffset(), place.length());
    }

    private static DiskFile.Kind kind(NtfsFile file, @Nullable ReparsePoint reparse) {
        if (NtfsReader.isSystem(file.base().number())) {
            return DiskFile.Kind.SYSTEM;
        }
        if (reparse != null && reparse.isLink()) {
            return DiskFile.Kind.LINK;
        }
        return file.base().isDirectory() ? DiskFile.Kind.DIRECTORY : DiskFile.Kind.FILE;
    }

    /** Of a folder the size of its index's root, as other programs have it; null if what has the size may be what is damaged. */
    private static @Nullable Long size(NtfsFile file, @Nullable FileStream main, Problems problems) {
        if (!file.base().isDirectory() && main != null) {
            return main.size();
        }
        NtfsAttribute root = file.base().isDirectory() ? file.find(Attribute.INDEX_ROOT, FolderIndex.NAME) : null;
        if (root != null) {
            return root.size();
        }
        return problems.text() == null ? 0L : null;
    }
}
