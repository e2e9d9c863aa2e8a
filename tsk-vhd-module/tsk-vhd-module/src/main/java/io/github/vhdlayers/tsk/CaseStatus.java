package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.files.ChangeReason;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileStatus;
import io.github.vhdlayers.analysis.files.SectorTally;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the layers above the base did to a file.
 *
 * @param status the one that says most: a file that a layer made is new, whatever later layers changed of it
 * @param layer the layer that made or deleted the file; -1 if none did
 * @param isLocated whether it is known which sectors are the file's
 * @param tallies the sectors of content that a deleted file still holds and those of its metadata; null of others
 * @param problem why the status is unknown, or something of the file is; otherwise null
 * @param doubt why the status may be wrong although everything was read, or null
 * @param reasons what happened to it since the base, or since a layer made it
 * @param formerPath the path that it had then, if it is another one and is known
 */
record CaseStatus(
        FileStatus status,
        int layer,
        boolean isLocated,
        @Nullable Left tallies,
        @Nullable String problem,
        @Nullable String doubt,
        Set<ChangeReason> reasons,
        @Nullable String formerPath) {
    /** Keeps an unmodifiable copy of the set, in the order of the reasons. */
    CaseStatus {
        Set<ChangeReason> all = EnumSet.noneOf(ChangeReason.class);
        all.addAll(reasons);
        reasons = Collections.unmodifiableSet(all);
    }

    /** One of which nothing is known to have happened but the status. */
    private static CaseStatus of(FileStatus status, @Nullable Left tallies, @Nullable String problem) {
        return new CaseStatus(status, -1, true, tallies, problem, null, Set.of(), null);
    }

    /** Nothing happened. */
    static final CaseStatus UNTOUCHED = of(FileStatus.UNTOUCHED, null, null);

    /** A name that was deleted before, of which the file system holds nothing that could be read. */
    static final CaseStatus DELETED_BEFORE = of(FileStatus.DELETED_NAME, new Left(null), null);

    /**
     * The sectors of a deleted file's content that no other file has now.
     *
     * @param content null if none is known
     */
    record Left(@Nullable SectorTally content) {}

    static CaseStatus unknown(String problem) {
        return of(FileStatus.UNKNOWN, null, problem);
    }

    /** Of a row of one layer, with nothing known of layers below. */
    static CaseStatus of(FileOwnership row, int layer) {
        FileStatus status = row.status();
        boolean isEvent =
                status == FileStatus.NEW || status == FileStatus.DELETED || status == FileStatus.CAME_AND_WENT;
        boolean isGone = row.former() || status == FileStatus.DELETED_NAME || status == FileStatus.CAME_AND_WENT;
        return new CaseStatus(
                status,
                isEvent ? layer : -1,
                row.content().sectors() != null,
                isGone ? new Left(row.content()) : null,
                row.problem(),
                row.doubt(),
                row.change() == null ? Set.of() : row.change().reasons(),
                row.printedFormerPath());
    }

    /** With what a layer above those did. */
    CaseStatus then(FileOwnership row, int above) {
        CaseStatus next = of(row, above);
        boolean isStart = next.status == FileStatus.NEW || next.status == FileStatus.DELETED;
        if (isStart || status == FileStatus.DELETED) {
            return next;
        }
        Set<ChangeReason> all = EnumSet.noneOf(ChangeReason.class);
        all.addAll(reasons);
        all.addAll(next.reasons);
        CaseStatus most = rank(status) >= rank(next.status) ? this : next;
        return new CaseStatus(
                most.status,
                most.layer,
                next.isLocated,
                next.tallies,
                next.problem == null && most.status == FileStatus.UNKNOWN ? most.problem : next.problem,
                most.status == FileStatus.UNKNOWN ? null : doubt == null ? next.doubt : doubt,
                all,
                formerPath == null ? next.formerPath : formerPath);
    }

    private static int rank(FileStatus status) {
        return switch (status) {
            case UNKNOWN -> 6;
            case NEW, DELETED, CAME_AND_WENT -> 5;
            case CONTENT_CHANGED -> 4;
            case METADATA_CHANGED -> 3;
            case REWRITTEN -> 2;
            case UNTOUCHED, DELETED_NAME -> 1;
        };
    }

    /** Whether there is nothing to keep of it. */
    boolean isNothing() {
        return status == FileStatus.UNTOUCHED && problem == null && doubt == null && reasons.isEmpty();
    }
}
