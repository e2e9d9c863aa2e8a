package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystems.support.MappedContent;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Opens contents. */
final class NtfsContents {
    private final NtfsVolumeBytes volume;

    NtfsContents(NtfsVolumeBytes volume) {
        this.volume = volume;
    }

    /**
     * The content of an attribute.
     *
     * @param file the file that it is of
     * @param stream what was reported of it: what it says is lost is not read
     * @param name as messages print it
     */
    RandomAccessSource open(NtfsFile file, NtfsAttribute attribute, FileStream stream, String name) throws IOException {
        boolean isMain = attribute.type() == Attribute.DATA && stream.name().isEmpty();
        ReparsePoint reparse = isMain && attribute.size() > 0 && !attribute.isResident()
                ? ReparsePoint.of(file, volume, new Problems())
                : null;
        if (reparse == null || reparse.isLink()) {
            return plain(attribute, stream.extents(), name);
        }
        ReparsePoint.Wof wof = reparse.wof();
        if (wof != null && wof.isReadable()) {
            NtfsAttribute stored = file.find(Attribute.DATA, ReparsePoint.Wof.STREAM);
            if (stored != null) {
                RandomAccessSource source = plain(stored, new NtfsExtents(volume).of(stored), name);
                return new UnitContent(
                        name, attribute.size(), wof.chunkBytes(), new WofUnits(source, wof, attribute.size()));
            }
        }
        boolean isElsewhere = reparse.wof() != null || reparse.keeper() != null;
        // What is not in the file is lost, also where the file itself would have zeros.
        return isElsewhere
                ? new MappedContent(volume.bytes().disk(), name, attribute.size(), stream.extents())
                : plain(attribute, stream.extents(), name);
    }

    private RandomAccessSource plain(NtfsAttribute attribute, List<FileExtent> extents, String name)
            throws IOException {
        if (attribute.isResident()) {
            Attribute head = attribute.head();
            byte[] value =
                    Arrays.copyOfRange(head.record().bytes(), head.valueAt(), head.valueAt() + head.valueLength());
            return RandomAccessSources.ofBytes(name, value);
        }
        if (attribute.isCompressed()) {
            int unit = CompressedUnits.unitBytes(attribute, volume.geometry().clusterBytes());
            if (unit == 0) {
                throw new NtfsDamage(name + ": is said to be compressed in units that no system makes");
            }
            return new UnitContent(name, attribute.size(), unit, CompressedUnits.of(volume, attribute));
        }
        return new MappedContent(volume.bytes().disk(), name, attribute.size(), written(extents, attribute));
    }

    /** The extents as they are read: what was never written is zeros. */
    private static List<FileExtent> written(List<FileExtent> extents, NtfsAttribute attribute) {
        long initialised = attribute.initialised();
        if (initialised >= attribute.size()) {
            return extents;
        }
        List<FileExtent> read = new ArrayList<>();
        for (FileExtent extent : extents) {
            long length = Math.min(extent.length(), initialised - extent.contentOffset());
            if (length > 0) {
                read.add(new FileExtent(extent.kind(), extent.contentOffset(), extent.diskOffset(), length));
            }
        }
        read.add(new FileExtent(FileExtent.Kind.SPARSE, initialised, -1, attribute.size() - initialised));
        return read;
    }
}
