package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.files.PlacesOfFile;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs that the disk below was written to after the layer was made, so that what a comparison with it says may be wrong.
 *
 * <p>Strong ones cast doubt on every row: what a file system numbers or dates by itself ({@link WriteOrder}). Weak ones ({@link LateFiles})
 * cast doubt on their file, and on what is said to be new, deleted or changed in its folder.
 */
final class ParentDoubts {
    static final ParentDoubts NONE = new ParentDoubts(null, null);

    private final @Nullable String strong;
    private final @Nullable LateFiles late;

    private ParentDoubts(@Nullable String strong, @Nullable LateFiles late) {
        this.strong = strong;
        this.late = late;
    }

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
        String changed = changedSince(tallies);
        if (changed != null) {
            return new ParentDoubts(changed, null);
        }
        boolean ordered = system.family().keepsNumbers();
        LateFiles late = late(tallies, system);
        if (!ordered && late == null) {
            return NONE;
        }
        WriteOrder order = new WriteOrder();
        // Records of files that are named one after the other stand one after the other most often.
        RandomAccessData ahead = RandomAccessSources.readAhead(below);
        before.walk(former, WalkOptions.defaults(), file -> {
            if (file.isRead() && late != null) {
                late.below(file);
            }
            if (file.isRead() && ordered) {
                order.below(file, WriteNumbers.of(file, ahead));
            }
            return true;
        });
        if (late != null && late.areMany()) {
            return new ParentDoubts("the parent has very many files that are dated after the child was created", null);
        }
        if (!ordered) {
            return new ParentDoubts(null, late);
        }
        now.walk(system, WalkOptions.defaults(), file -> {
            if (file.isRead() && isTouched(file, tallies)) {
                added(file, order, tallies, before, former, below);
            }
            return true;
        });
        order.whole(VolumeNumbers.of(before, former, below), VolumeNumbers.of(now, system, tallies.view()));
        return new ParentDoubts(order.sign(tallies.oldest()), late);
    }

    /**
     * The same of a volume of which all files were noted already, none of them late.
     *
     * @param order what they have recorded
     */
    static ParentDoubts of(
            WriteOrder order,
            Tallies tallies,
            FilesRun.Side now,
            FileSystemInfo system,
            FilesRun.Side before,
            FileSystemInfo former) {
        order.whole(
                VolumeNumbers.of(before.systems(), former, before.disk()),
                VolumeNumbers.of(now.systems(), system, tallies.view()));
        return new ParentDoubts(order.sign(tallies.oldest()), null);
    }

    /** For files that are dated after the layer was made; null if that says nothing in this file system. */
    static @Nullable LateFiles late(Tallies tallies, FileSystemInfo system) {
        boolean dated = system.family().keepsNumbers() || system.family().hasEntriesOnly();
        Instant created = tallies.view().chain().layer(tallies.oldest()).file().created();
        return created == null || !dated ? null : new LateFiles(tallies, created);
    }

    /** Notes a file of which the layer stores metadata. */
    static void added(
            DiskFile file,
            WriteOrder order,
            Tallies tallies,
            DiskFileSystems before,
            FileSystemInfo former,
            MergedSource below) {
        DiskFile old;
        try {
            old = before.file(former, file.name());
        } catch (IOException e) {
            // It is not known what of it the layer added.
            return;
        }
        if (old == null || old.isRead()) {
            WriteNumbers oldNumbers = old == null ? WriteNumbers.NONE : WriteNumbers.of(old, below);
            order.added(file, old, WriteNumbers.of(file, tallies.view()), oldNumbers);
        }
    }

    /** A parent that was forced against what the files say needs no further sign; null if there is no such parent. */
    static @Nullable String changedSince(Tallies tallies) {
        for (ChainLink link : tallies.view().chain().links()) {
            if (link.childLayer() < tallies.layer()) {
                continue;
            }
            String parent = "the parent of layer " + link.childLayer() + " was forced although ";
            if (link.id() == IdVerdict.CHANGED_SINCE_FORCED) {
                return parent
                        + "its data write id is not the recorded one: it was changed after the child was created, or is"
                        + " another snapshot";
            }
            if (link.isOtherCopyDifferent()) {
                return parent + "another file with its id has other bytes: one of the two was changed";
            }
        }
        return null;
    }

    /** Whether metadata of a file may not be what it was. */
    static boolean isTouched(DiskFile file, Tallies tallies) {
        return PlacesOfFile.isSuspect(file.metadata(), tallies);
    }

    /** What is said once of all rows that are in doubt; called if there is one. */
    Doubt sign() {
        return new Doubt(strong != null ? strong : late == null ? "" : late.sign(), strong != null);
    }

    /**
     * Why rows are in doubt.
     *
     * @param isStrong whether the sign is a strong one; a weak one of several layers is most often the same
     */
    record Doubt(String sign, boolean isStrong) {
        /** As a problem of a report. */
        String problem() {
            return "in doubt: " + sign;
        }
    }

    /** Why a row is in doubt, or null. */
    @Nullable
    String of(String path, FileOwnership.Status status, DiskFile.Kind kind) {
        if (status == FileOwnership.Status.UNKNOWN || status == FileOwnership.Status.DELETED_NAME) {
            return null;
        }
        if (strong != null) {
            return strong;
        }
        return late == null ? null : late.of(path, status, kind);
    }
}
