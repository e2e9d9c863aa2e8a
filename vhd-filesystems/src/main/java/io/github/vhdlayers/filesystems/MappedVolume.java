package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystems.support.ForwardingReader;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.LogicalVolume;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file system in a logical volume: its reader knows the volume as one piece, and everything that it says of places is moved to where the
 * pieces of the volume are on the disk, so that each sector has the owner that it has there.
 */
final class MappedVolume extends ForwardingReader {
    private static final long SECTOR = 512;

    private final LogicalVolume volume;
    private final FileSystemInfo info;

    MappedVolume(VolumeReader inner, Partition partition, LogicalVolume volume) {
        super(inner);
        this.volume = volume;
        this.info = inner.info().inVolume(partition, volume);
    }

    @Override
    public FileSystemInfo info() {
        return info;
    }

    @Override
    public @Nullable DiskFile file(FileName name, int maxExtents) throws IOException {
        DiskFile file = inner.file(name, maxExtents);
        return file == null ? null : onDisk(file);
    }

    private DiskFile onDisk(DiskFile file) {
        List<FileStream> streams = new ArrayList<>();
        for (FileStream stream : file.streams()) {
            List<FileExtent> extents = new ArrayList<>();
            for (FileExtent extent : stream.extents()) {
                add(extent, extents);
            }
            streams.add(new FileStream(
                    stream.name(),
                    stream.size(),
                    stream.resident(),
                    stream.compressed(),
                    stream.encrypted(),
                    stream.type(),
                    stream.id(),
                    extents));
        }
        List<DiskExtent> metadata = new ArrayList<>();
        for (DiskExtent extent : file.metadata()) {
            metadata.addAll(onDisk(extent.diskOffset(), extent.length()));
        }
        metadata.sort(Comparator.comparingLong(DiskExtent::diskOffset));
        return new DiskFile(
                info,
                file.name(),
                file.isRead(),
                file.allocated(),
                file.kind(),
                file.size(),
                file.links(),
                file.times(),
                streams,
                metadata,
                file.problem());
    }

    private List<DiskExtent> onDisk(long offset, long length) {
        List<DiskExtent> found = new ArrayList<>();
        for (long[] place : volume.places(offset, length)) {
            found.add(new DiskExtent(place[0], place[1]));
        }
        return found;
    }

    private void add(FileExtent extent, List<FileExtent> extents) {
        boolean hasPlace = extent.kind() == FileExtent.Kind.STORED || extent.kind() == FileExtent.Kind.UNWRITTEN;
        if (!hasPlace || extent.diskOffset() < 0) {
            extents.add(extent);
            return;
        }
        long content = extent.contentOffset();
        for (DiskExtent part : onDisk(extent.diskOffset(), extent.length())) {
            extents.add(new FileExtent(extent.kind(), content, part.diskOffset(), part.length()));
            content += part.length();
        }
    }

    /** The file as its reader gave it: its places in the volume. */
    private DiskFile inside(DiskFile file) throws IOException {
        DiskFile found = inner.file(file.name(), WalkOptions.defaults().maxExtents());
        if (found == null) {
            throw new IOException(file.path() + ": its metadata is not there");
        }
        return found;
    }

    @Override
    public DiskFile.Details details(DiskFile file) throws IOException {
        return inner.details(inside(file));
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        DiskFile found = inside(file);
        for (FileStream one : found.streams()) {
            if (one.name().equals(stream.name()) && one.type() == stream.type() && one.id() == stream.id()) {
                return inner.content(found, one);
            }
        }
        throw new IOException(file.path() + ": it has no such content");
    }

    @Override
    public void unallocated(long from, long to, ExtentVisitor visitor) throws IOException {
        inner.unallocated(from, to, extent -> {
            for (DiskExtent part : onDisk(extent.diskOffset(), extent.length())) {
                visitor.visit(part);
            }
        });
    }

    @Override
    public void unallocatedOnDisk(long diskOffset, long length, long diskSize, ExtentVisitor visitor)
            throws IOException {
        List<LogicalVolume.Piece> pieces = new ArrayList<>(volume.pieces());
        pieces.sort(Comparator.comparingLong(LogicalVolume.Piece::diskSector));
        for (LogicalVolume.Piece piece : pieces) {
            long start = piece.diskSector() * SECTOR;
            long from = Math.max(start, diskOffset);
            long to = Math.min(start + piece.sectorCount() * SECTOR, diskOffset + length);
            long moved = piece.firstSector() * SECTOR - start;
            long end = Math.min(to + moved, info.length());
            if (from + moved < end) {
                unallocated(from + moved, end, visitor);
            }
        }
    }
}
