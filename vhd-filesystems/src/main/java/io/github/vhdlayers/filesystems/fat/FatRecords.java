package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import io.github.vhdlayers.filesystems.support.RecordFinder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of FAT by the numbers of their places. */
final class FatRecords implements RecordFinder {
    private static final long NOWHERE = -1;

    private final FatVolume volume;
    private final FatFiles files;
    /** Chains may share clusters, so that all of them together could take forever. */
    private final ClusterBudget budget = new ClusterBudget();

    FatRecords(FatVolume volume, FatFiles files) {
        this.volume = volume;
        this.files = files;
    }

    @Override
    public List<DiskExtent> places(long number) throws IOException {
        long place = place(number);
        if (place == NOWHERE) {
            return List.of();
        }
        // Only folders say which cluster was before the one that an entry is in; its long name may begin there.
        volume.claims();
        return files.places(volume.named(place));
    }

    @Override
    public FileTimes times(long number) throws IOException {
        long place = place(number);
        return place == NOWHERE ? FileTimes.NONE : volume.entry(place).times();
    }

    /** The volume's name is an entry of its own. */
    @Override
    public boolean isSystem(long number) throws IOException {
        long place = place(number);
        return place != NOWHERE && volume.entry(place).isLabel();
    }

    @Override
    public @Nullable Long chainBytes(long number, long most) throws IOException {
        FatGeometry geometry = volume.geometry;
        long place = place(number);
        boolean isRoot = number == FatReader.ROOT && geometry.bits() == 32;
        if (place == NOWHERE && !isRoot) {
            return null;
        }
        long first = isRoot ? geometry.rootCluster() : volume.entry(place).cluster(geometry);
        Chain chain = new Chain(geometry, volume.table, first);
        long count = 0;
        while (count < most && chain.next() >= 0) {
            if (!budget.take()) {
                throw new IOException(ClusterBudget.SPENT);
            }
            count += geometry.clusterBytes();
        }
        if (chain.isUnread() && count < most) {
            throw new IOException(chain.problem());
        }
        return count;
    }

    /** Where an entry is in the volume. */
    private long place(long number) {
        long place = volume.geometry.placeOfEntry(number);
        return place >= 0 && (volume.isInRootArea(place) || volume.isInClusters(place)) ? place : NOWHERE;
    }
}
