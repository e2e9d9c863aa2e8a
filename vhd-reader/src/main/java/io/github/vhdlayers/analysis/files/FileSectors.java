package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.sectors.SectorSet;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the sectors of files: content, slack and metadata apart. Remembers which sectors of the layer were counted for a file, so
 * that no sector is counted for two. For one thread.
 */
final class FileSectors {
    private static final long SECTOR = 512;

    private final Tallies tallies;
    private final SectorSet counted = new SectorSet();
    private final SectorSet countedMetadata = new SectorSet();
    private final Set<Long> unread = new HashSet<>();

    FileSectors(Tallies tallies) {
        this.tallies = tallies;
    }

    /**
     * What the tallies of a content are.
     *
     * @param owned how many sectors of content and slack the layer owns that were not counted before; null if that is not known, or if
     *     some may have been counted for a file that could not be read
     */
    record Counts(
            SectorTally content,
            SectorTally slack,
            SectorTally metadata,
            @Nullable Long owned,
            @Nullable Long changed) {
        static final Counts NOT_KNOWN =
                new Counts(SectorTally.NOT_KNOWN, SectorTally.NOT_KNOWN, SectorTally.NOT_KNOWN, null, null);

        /**
         * Of a file that is no more, of which the sectors may be those of another one that is no more either.
         *
         * @param isSomeUnread whether there may be such a file that could not be read
         */
        Counts ofFormer(boolean isSomeUnread) {
            boolean isShared = isSomeUnread && (owned == null || owned > 0);
            return isShared ? new Counts(content, slack, metadata, null, null) : this;
        }
    }

    /** Which of some sectors are meant. */
    @FunctionalInterface
    private interface Part {
        List<long[]> of(List<long[]> ranges) throws IOException;
    }

    private static final Part ALL = ranges -> ranges;

    /** Notes that a file system may have files that were not counted, so that what of a deleted file is another's is unknown. */
    void noteUnread(FileSystemInfo system) {
        unread.add(system.diskOffset());
    }

    private boolean isSomeUnread(DiskFile file) {
        return unread.contains(file.fileSystem().diskOffset());
    }

    /** Of a file that is there now. */
    Counts ofPresent(DiskFile file, @Nullable FileStream stream) throws IOException {
        Counts counts = count(file, stream, tallies.view(), ALL);
        noteFolder(file, counts);
        // That of an alternate stream is counted with the main content.
        Long owned = isMain(stream) ? counts.metadata().owned() : null;
        if (owned == null || owned > 0) {
            for (long[] range : tallies.ownedOf(tallies.ranges(file.metadata()))) {
                countedMetadata.add(range[0], range[1] - range[0]);
            }
        }
        return counts;
    }

    /**
     * Of a file that is gone, without what other files have now.
     *
     * @param systems the file systems as they are now
     * @param present its file system among them, which says which of the sectors are free; null if that is gone as a whole
     */
    Counts ofGone(
            DiskFile file,
            @Nullable FileStream stream,
            MergedSource below,
            DiskFileSystems systems,
            @Nullable FileSystemInfo present)
            throws IOException {
        try {
            return count(
                            file,
                            stream,
                            below,
                            present == null ? this::withoutCounted : ranges -> free(ranges, present, systems))
                    .ofFormer(isSomeUnread(file));
        } catch (IOException e) {
            return Counts.NOT_KNOWN;
        }
    }

    /** Of a name that was deleted before: what is free by the file system's tables, since the rest is another file's. */
    Counts ofDeletedName(DiskFile file, @Nullable FileStream stream, DiskFileSystems systems) throws IOException {
        try {
            Counts counts = count(file, stream, tallies.view(), ranges -> free(ranges, file.fileSystem(), systems));
            noteFolder(file, counts);
            return counts.ofFormer(isSomeUnread(file));
        } catch (IOException e) {
            return Counts.NOT_KNOWN;
        }
    }

    /** Notes a folder of which a part cannot be read: there may be names in it that share sectors with those that follow. */
    private void noteFolder(DiskFile folder, Counts counts) {
        SectorTally content = counts.content();
        boolean isWhole = folder.problem() == null && content.sectors() != null && content.unknown() == 0;
        if (folder.kind() == DiskFile.Kind.DIRECTORY && !isWhole) {
            noteUnread(folder.fileSystem());
        }
    }

    private List<long[]> free(List<long[]> ranges, FileSystemInfo system, DiskFileSystems systems) throws IOException {
        List<DiskExtent> free = new ArrayList<>();
        for (long[] range : ranges) {
            systems.unallocated(system, range[0] * SECTOR, (range[1] - range[0]) * SECTOR, free::add);
        }
        return tallies.ranges(free);
    }

    private Counts count(DiskFile file, @Nullable FileStream stream, MergedSource owners, Part part)
            throws IOException {
        // An alternate stream has a line of its own; the metadata belongs to that of the main content.
        boolean main = isMain(stream);
        SectorTally metadata = SectorTally.NONE;
        if (main) {
            List<long[]> ranges = tallies.ranges(file.metadata());
            boolean isTaken = owners != tallies.view() && isCounted(countedMetadata, ranges);
            metadata = !file.isRead() || (ranges.isEmpty() && !hasNoMetadata(file))
                    ? SectorTally.NOT_KNOWN
                    : tallies.count(isTaken ? List.of() : ranges, owners, file.metadata());
            if (file.problem() != null || (isSomeUnread(file) && owners != tallies.view())) {
                // Blocks that could not be read may name more blocks.
                metadata = metadata.ofSome();
            }
        }
        if (!file.isRead()) {
            return new Counts(SectorTally.NOT_KNOWN, SectorTally.NOT_KNOWN, metadata, null, null);
        }
        if (stream == null) {
            // A file with a list of blocks that cannot be read has a content of which nothing is known.
            return file.problem() == null
                    ? new Counts(SectorTally.NONE, SectorTally.NONE, metadata, 0L, 0L)
                    : new Counts(SectorTally.NOT_KNOWN, SectorTally.NOT_KNOWN, metadata, null, null);
        }
        Parts parts = Parts.of(stream);
        List<long[]> content = tallies.ranges(parts.content());
        if (stream.resident()) {
            SectorTally tally = tallies.count(content, owners, parts.content());
            return new Counts(tally, SectorTally.NONE, metadata, 0L, 0L);
        }
        List<long[]> slack =
                parts.slack().isEmpty() ? List.of() : Tallies.without(tallies.ranges(parts.slack()), content);
        content = part.of(content);
        slack = part.of(slack);
        SectorTally ofContent = tallies.count(content, owners, null);
        SectorTally ofSlack = tallies.count(slack, owners, null);
        if (parts.isLost()) {
            return new Counts(ofContent.ofSome(), ofSlack.ofSome(), metadata, null, null);
        }
        Sum sum = new Sum(ofContent.owned(), ofContent.changed());
        sum.add(ofSlack);
        if (sum.owned == null || sum.owned > 0) {
            takeOnce(content, sum);
            takeOnce(slack, sum);
        }
        return new Counts(ofContent, ofSlack, metadata, sum.owned, sum.changed);
    }

    private static boolean isMain(@Nullable FileStream stream) {
        return stream == null || stream.name().isEmpty();
    }

    /** Areas that the reader makes a file of have no metadata, and the root folder of FAT has no entry. */
    static boolean hasNoMetadata(DiskFile file) {
        boolean fat = file.fileSystem().family().hasEntriesOnly();
        return file.kind() == DiskFile.Kind.VIRTUAL || (fat && file.path().equals("/"));
    }

    private boolean isCounted(SectorSet set, List<long[]> ranges) throws IOException {
        for (long[] range : tallies.ownedOf(ranges)) {
            if (set.intersects(range[0], range[1] - range[0])) {
                return true;
            }
        }
        return false;
    }

    /** Marks what the layer owns of some sectors, and takes from the sums what was marked before: other names of the same file. */
    private void takeOnce(List<long[]> ranges, Sum sum) throws IOException {
        for (long[] range : tallies.ownedOf(ranges)) {
            if (counted.intersects(range[0], range[1] - range[0])) {
                for (long at = range[0]; at < range[1]; at++) {
                    if (counted.contains(at)) {
                        sum.take(tallies.changedOf(at, 1));
                    }
                }
            }
            counted.add(range[0], range[1] - range[0]);
        }
    }

    private List<long[]> withoutCounted(List<long[]> ranges) {
        List<long[]> left = new ArrayList<>();
        for (long[] range : ranges) {
            if (!counted.intersects(range[0], range[1] - range[0])) {
                left.add(range);
                continue;
            }
            long from = range[0];
            for (long at = range[0]; at <= range[1]; at++) {
                if (at == range[1] || counted.contains(at)) {
                    if (from < at) {
                        left.add(new long[] {from, at});
                    }
                    from = at + 1;
                }
            }
        }
        return left;
    }

    /** Owned and changed sectors, each null once it is not known. */
    private static final class Sum {
        private @Nullable Long owned;
        private @Nullable Long changed;

        Sum(@Nullable Long owned, @Nullable Long changed) {
            this.owned = owned;
            this.changed = changed;
        }

        void add(SectorTally tally) {
            owned = Tallies.sum(owned, tally.owned());
            changed = Tallies.sum(changed, tally.changed());
        }

        void take(@Nullable Long changedOfOne) {
            owned = Tallies.sum(owned, -1L);
            changed = changedOfOne == null ? null : Tallies.sum(changed, -changedOfOne);
        }
    }

    /** The places of a content's bytes, and of what is behind its end. */
    private record Parts(List<DiskExtent> content, List<DiskExtent> slack, boolean isLost) {
        static Parts of(FileStream stream) {
            List<FileExtent> extents = stream.extents();
            List<DiskExtent> content = new ArrayList<>(extents.size());
            List<DiskExtent> slack = new ArrayList<>(1);
            boolean lost = false;
            for (int i = 0; i < extents.size(); i++) {
                FileExtent extent = extents.get(i);
                if (extent.kind() == FileExtent.Kind.STORED) {
                    long inside = Math.max(0, Math.min(extent.length(), stream.size() - extent.contentOffset()));
                    if (stream.resident() || stream.compressed()) {
                        // Its bytes are stored in another form, or among others: all of the places are the content's.
                        inside = extent.length();
                    }
                    if (inside > 0) {
                        content.add(new DiskExtent(extent.diskOffset(), inside));
                    }
                    if (inside < extent.length()) {
                        slack.add(new DiskExtent(extent.diskOffset() + inside, extent.length() - inside));
                    }
                } else if (extent.kind() == FileExtent.Kind.UNWRITTEN) {
                    slack.add(new DiskExtent(extent.diskOffset(), extent.length()));
                } else {
                    lost |= extent.kind() == FileExtent.Kind.LOST;
                }
            }
            return new Parts(content, slack, lost);
        }
    }
}
