package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets of entries of exFAT by the numbers of the places of their first ones. */
final class ExFatRecords implements RecordFinder {
    private final ExFatVolume volume;
    private final ExFatFiles files;

    ExFatRecords(ExFatVolume volume, ExFatFiles files) {
        this.volume = volume;
        this.files = files;
    }

    @Override
    public List<DiskExtent> places(long number) throws IOException {
        long place = volume.geometry.placeOfEntry(number);
        if (place < 0) {
            return List.of();
        }
        EntrySet set = volume.set(place);
        return files.places(set == null ? List.of(place) : set.places());
    }

    @Override
    public FileTimes times(long number) throws IOException {
        EntrySet set = set(number);
        return set == null ? FileTimes.NONE : set.times();
    }

    /** The bitmap, the table of letters and the label have entries, too. */
    @Override
    public boolean isSystem(long number) throws IOException {
        return volume.geometry.placeOfEntry(number) >= 0 && set(number) == null;
    }

    @Override
    public @Nullable Long validBytes(long number) throws IOException {
        EntrySet set = set(number);
        return set == null || !set.hasStream() ? null : Long.valueOf(set.valid());
    }

    @Override
    public @Nullable Long chainBytes(long number, long most) throws IOException {
        if (number == ExFatReader.ROOT) {
            return volume.clusters.chainBytes(volume.geometry.rootCluster(), most);
        }
        EntrySet set = set(number);
        return set == null || !set.hasStream() || set.isContiguous()
                ? null
                : Long.valueOf(volume.clusters.chainBytes(set.firstCluster(), most));
    }

    private @Nullable EntrySet set(long number) throws IOException {
        long place = volume.geometry.placeOfEntry(number);
        return place < 0 ? null : volume.set(place);
    }
}
