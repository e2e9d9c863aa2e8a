package io.github.vhdlayers.analysis;

import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.IdVerdict;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileKind;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs that the disk below was written to after the layer was made, so that what a comparison with it says may be wrong.
 *
 * <p>Strong ones cast doubt on every row: NTFS numbers what it logs, ext writes the time of each change of an inode, and neither can be
 * higher below than in what the layer added. The times of FAT can be set: those later than the layer's creation cast doubt on their
 * file, and on what is said to be new, deleted or changed in its folder. Two clocks and a time zone that is not recorded may be more than
 * a day apart without a reason for doubt.
 */
final class ParentDoubts {
    static final ParentDoubts NONE = new ParentDoubts();

    private static final Duration TOLERANCE = Duration.ofHours(30);
    private static final int MOST_FILES = 100_000;
    private static final int FILE_RECORD = 0x454C_4946;
    private static final int LOG_NUMBER = 8;
    private static final int RECORD_START = 16;

    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private @Nullable String strong;
    private @Nullable String changed;
    private String weak = "";
    private @Nullable Instant latestBelow;
    private @Nullable Instant earliestAdded;
    private long highestBelow;
    private long highestAdded;

    private ParentDoubts() {}

    /**
     * Looks for signs in one file system.
     *
     * @param now the file systems as the layer left them
     * @param system the one in question
     * @param former the same below, which is the same volume
     */
    static ParentDoubts of(
            Tallies tallies,
            DiskFileSystems now,
            FileSystemInfo system,
            DiskFileSystems before,
            FileSystemInfo former,
            MergedSource below)
            throws IOException {
        ParentDoubts doubts = new ParentDoubts();
        doubts.changed = changedSince(tallies);
        if (doubts.changed != null) {
            return doubts;
        }
        @Nullable
        Instant created = tallies.view().chain().layer(tallies.layer()).file().created();
        boolean fat = system.type().startsWith("fat") || system.type().equals("exfat");
        if (fat && created == null) {
            return NONE;
        }
        if (!fat && !FileNames.keepsNumbers(system.type())) {
            return NONE;
        }
        before.walk(former, WalkOptions.defaults(), file -> {
            if (file.isRead() && created != null && fat) {
                doubts.late(file, created, tallies);
            } else if (file.isRead() && !fat) {
                doubts.below(file, below);
            }
            return true;
        });
        if (!fat) {
            now.walk(system, WalkOptions.defaults(), file -> {
                if (file.isRead() && isTouched(file, tallies)) {
                    doubts.added(file, tallies, former, before, below);
                }
                return true;
            });
            doubts.conclude(tallies.layer());
        }
        return doubts;
    }

    /** A parent that was forced although it was changed since needs no further sign; null if there is no such parent. */
    private static @Nullable String changedSince(Tallies tallies) {
        for (ChainLink link : tallies.view().chain().links()) {
            if (link.childLayer() >= tallies.layer() && link.id() == IdVerdict.CHANGED_SINCE_FORCED) {
                return "the parent of layer " + link.childLayer()
                        + " was forced although its data write id is not the recorded one: it was changed after the child was"
                        + " created, or is another snapshot";
            }
        }
        return null;
    }

    private static boolean isTouched(DiskFile file, Tallies tallies) {
        return file.metadata().stream().anyMatch(place -> tallies.isSuspect(place.diskOffset(), place.length()));
    }

    /** Notes a file of FAT below that is dated after the layer was made. */
    private void late(DiskFile file, Instant created, Tallies tallies) throws IOException {
        if (file.kind() != FileKind.FILE && file.kind() != FileKind.DIRECTORY) {
            return;
        }
        FileTimes times = file.times();
        RecordedTime latest = Stream.of(times.modified(), times.created(), times.accessed())
                .filter(Objects::nonNull)
                .max(Comparator.comparing(ParentDoubts::instant))
                .orElse(null);
        if (latest == null || instant(latest).isBefore(created.plus(TOLERANCE)) || isStoredAgain(file, tallies)) {
            return;
        }
        if (files.size() >= MOST_FILES) {
            strong = "the parent has very many files that are dated after the child was created";
            return;
        }
        weak = "the parent has " + file.name().printedPath() + " dated " + latest + ", after the child was created at "
                + created + ": it may have been written to since";
        files.add(file.path());
        folders.add(folderOf(file.path()));
    }

    /** Whether the layer itself wrote the same entry again: then it was dated so before. */
    private static boolean isStoredAgain(DiskFile file, Tallies tallies) throws IOException {
        List<long[]> ranges = tallies.ranges(file.metadata());
        long sectors = ranges.stream().mapToLong(range -> range[1] - range[0]).sum();
        long owned = tallies.ownedOf(ranges).stream()
                .mapToLong(range -> range[1] - range[0])
                .sum();
        return sectors > 0 && owned == sectors && !isTouched(file, tallies);
    }

    private void below(DiskFile file, MergedSource disk) {
        RecordedTime changed = file.times().changed();
        if (file.fileSystem().type().startsWith("ext") && changed != null) {
            Instant time = instant(changed);
            latestBelow = latestBelow == null || latestBelow.isBefore(time) ? time : latestBelow;
        }
        highestBelow = Math.max(highestBelow, logNumber(file, disk));
    }

    private void added(
            DiskFile file, Tallies tallies, FileSystemInfo former, DiskFileSystems before, MergedSource below) {
        DiskFile old = null;
        try {
            old = before.file(former, file.name());
        } catch (IOException e) {
            return;
        }
        RecordedTime changed = file.times().changed();
        boolean isNew =
                old == null || !old.isRead() || !Objects.equals(old.times().changed(), changed);
        if (file.fileSystem().type().startsWith("ext") && changed != null && isNew) {
            Instant time = instant(changed);
            earliestAdded = earliestAdded == null || earliestAdded.isAfter(time) ? time : earliestAdded;
        }
        long number = logNumber(file, tallies.view());
        if (old == null || !old.isRead() || number != logNumber(old, below)) {
            highestAdded = Math.max(highestAdded, number);
        }
    }

    private void conclude(int layer) {
        if (latestBelow != null && earliestAdded != null && latestBelow.isAfter(earliestAdded.plus(TOLERANCE))) {
            strong = "the parent's file system changed a file at " + latestBelow
                    + ", later than the first change that layer " + layer + " adds, at " + earliestAdded
                    + ": the parent was written to after the child was created";
        }
        if (highestAdded != 0 && highestBelow > highestAdded) {
            strong = "the parent's log has number " + highestBelow + ", higher than all that layer " + layer
                    + " adds, up to " + highestAdded + ": the parent was written to after the child was created";
        }
    }

    /** The highest number of the log in a file's MFT records; 0 if there is none. */
    private static long logNumber(DiskFile file, MergedSource disk) {
        long highest = 0;
        if (!file.fileSystem().type().equals("ntfs")) {
            return highest;
        }
        for (DiskExtent place : file.metadata()) {
            if (place.length() < RECORD_START || place.end() > disk.size()) {
                continue;
            }
            try {
                ByteBuffer start = FileJudge.read(disk, new DiskExtent(place.diskOffset(), RECORD_START))
                        .order(ByteOrder.LITTLE_ENDIAN);
                if (start.getInt(0) == FILE_RECORD) {
                    highest = Math.max(highest, start.getLong(LOG_NUMBER));
                }
            } catch (IOException e) {
                // What cannot be read is no sign.
                return highest;
            }
        }
        return highest;
    }

    private static Instant instant(RecordedTime time) {
        if (time instanceof RecordedTime.Local local) {
            return local.dateTime().toInstant(ZoneOffset.UTC);
        }
        if (time instanceof RecordedTime.Day day) {
            return day.date().atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return ((RecordedTime.Utc) time).instant();
    }

    private static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** Why a row is in doubt, or null. */
    @Nullable
    String of(String path, FileStatus status, FileKind kind) {
        boolean compares = status != FileStatus.UNKNOWN && status != FileStatus.DELETED_NAME;
        if (compares && changed != null) {
            return changed;
        }
        if (!compares || (strong == null && files.isEmpty())) {
            return null;
        }
        if (strong != null) {
            return strong;
        }
        boolean isChange = Arrays.asList(
                        FileStatus.NEW, FileStatus.DELETED, FileStatus.CONTENT_CHANGED, FileStatus.METADATA_CHANGED)
                .contains(status);
        boolean inFolder = isChange
                && kind != FileKind.VIRTUAL
                && (folders.contains(folderOf(path)) || (kind == FileKind.DIRECTORY && folders.contains(path)));
        return files.contains(path) || inFolder ? weak : null;
    }
}
