package io.github.vhdlayers.analysis.files;

import io.github.vhdlayers.analysis.files.LayerFilesReport.NonFileSectors;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.internal.files.FileNames;
import io.github.vhdlayers.internal.files.FormerNames;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why a file is not what it was: compares what is recorded of it with what was recorded below. */
final class ChangeReasons {
    private static final Set<FileChange.Reason> UNNAMED_BY_TIMES = EnumSet.of(FileChange.Reason.ACCESSED);

    private final DiskFileSystems now;
    private final DiskFileSystems before;
    private final FileNames names;

    ChangeReasons(DiskFileSystems now, DiskFileSystems before, FileNames names) {
        this.now = now;
        this.before = before;
        this.names = names;
    }

    /**
     * What was found out of a file before its reasons are asked for.
     *
     * @param old the file that it is compared with
     * @param origin the name that it had, unless it is the same
     * @param replaced whether its path held another file
     * @param differs whether its own metadata bytes are not what they were
     */
    record Facts(DiskFile old, FormerNames.@Nullable Origin origin, boolean replaced, boolean differs) {}

    /**
     * The change of a file's main content, or null if there is none.
     *
     * @param contentDiffers whether its content reads otherwise
     */
    @Nullable
    FileChange ofMain(DiskFile file, Facts facts, boolean contentDiffers) {
        DiskFile old = facts.old();
        Set<FileChange.Reason> reasons = ofNames(file, facts);
        if (contentDiffers) {
            reasons.add(FileChange.Reason.CONTENT);
        }
        boolean isFolder = file.kind() == DiskFile.Kind.DIRECTORY;
        Long more = isFolder || facts.replaced() ? null : names.moreNames(file.name());
        if (more != null && more != 0) {
            reasons.add(FileChange.Reason.LINKS);
        }
        DiskFile.Details formerDetails = DiskFile.Details.NONE;
        if (facts.differs() || !reasons.isEmpty()) {
            formerDetails = details(before, old);
            if (rightsDiffer(formerDetails, details(now, file))) {
                reasons.add(FileChange.Reason.RIGHTS);
            }
            addTimes(old.times(), file.times(), facts, reasons);
        }
        return reasons.isEmpty() ? null : new FileChange(reasons, nameOf(facts), old, formerDetails);
    }

    /** The change of an alternate stream, or null if there is none. */
    @Nullable
    FileChange ofStream(Facts facts, boolean contentDiffers) {
        Set<FileChange.Reason> reasons = EnumSet.noneOf(FileChange.Reason.class);
        if (contentDiffers) {
            reasons.add(FileChange.Reason.CONTENT);
        }
        return reasons.isEmpty() && facts.origin() == null
                ? null
                : new FileChange(reasons, nameOf(facts), facts.old(), details(before, facts.old()));
    }

    private static @Nullable FileName nameOf(Facts facts) {
        return facts.origin() == null ? null : facts.origin().name();
    }

    private static Set<FileChange.Reason> ofNames(DiskFile file, Facts facts) {
        Set<FileChange.Reason> reasons = EnumSet.noneOf(FileChange.Reason.class);
        if (facts.replaced()) {
            reasons.add(FileChange.Reason.REPLACED);
        }
        FormerNames.Origin origin = facts.origin();
        if (origin == null) {
            return reasons;
        }
        if (origin.renamed()) {
            reasons.add(FileChange.Reason.RENAMED);
        }
        if (origin.moved()) {
            reasons.add(FileChange.Reason.MOVED);
        }
        if (origin.isPathOnly()) {
            reasons.add(FileChange.Reason.PATH);
        }
        boolean isRecycled = TransientFiles.kindOf(file.path()) == NonFileSectors.Kind.RECYCLED;
        boolean wasRecycled = TransientFiles.kindOf(origin.name().path()) == NonFileSectors.Kind.RECYCLED;
        if (isRecycled != wasRecycled) {
            reasons.add(isRecycled ? FileChange.Reason.RECYCLED : FileChange.Reason.RESTORED);
        }
        return reasons;
    }

    private static void addTimes(FileTimes old, FileTimes now, Facts facts, Set<FileChange.Reason> reasons) {
        if (!Objects.equals(old.modified(), now.modified()) || !Objects.equals(old.created(), now.created())) {
            reasons.add(FileChange.Reason.TIMES);
        }
        if (facts.replaced()) {
            // It is compared with another file, and the records of the two have nothing in common.
            return;
        }
        if (!Objects.equals(old.accessed(), now.accessed())) {
            reasons.add(FileChange.Reason.ACCESSED);
        }
        // The time at which the metadata was changed says that something was, which is one of the other reasons if
        // there is one.
        boolean isMore = !Objects.equals(old.changed(), now.changed()) && UNNAMED_BY_TIMES.containsAll(reasons);
        if (isMore || (facts.differs() && reasons.isEmpty())) {
            reasons.add(FileChange.Reason.METADATA);
        }
    }

    /** Whether rights are known to differ; what only one side records is no difference. */
    private static boolean rightsDiffer(DiskFile.Details old, DiskFile.Details now) {
        return differ(old.owner(), now.owner())
                || differ(old.group(), now.group())
                || differ(old.mode(), now.mode())
                || differ(old.rights(), now.rights());
    }

    private static boolean differ(@Nullable Object old, @Nullable Object now) {
        return old != null && now != null && !old.equals(now);
    }

    private static DiskFile.Details details(DiskFileSystems systems, DiskFile file) {
        try {
            return systems.details(file);
        } catch (IOException e) {
            return DiskFile.Details.NONE;
        }
    }
}
