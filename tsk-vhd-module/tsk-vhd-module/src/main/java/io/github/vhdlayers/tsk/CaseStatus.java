package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
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
        FileOwnership.Status status,
        int layer,
        boolean isLocated,
        @Nullable Left tallies,
        @Nullable String problem,
        @Nullable String doubt,
        Set<FileChange.Reason> reasons,
        @Nullable String formerPath) {
    /** Keeps an unmodifiable copy of the set, in the order of the reasons. */
    CaseStatus {
        Set<FileChange.Reason> all = EnumSet.noneOf(FileChange.Reason.class);
        all.addAll(reasons);
        reasons = Collections.unmodifiableSet(all);
    }

    /** One of which nothing is known to have happened but the status. */
    private static CaseStatus of(FileOwnership.Status status, @Nullable Left tallies, @Nullable String problem) {
        return new CaseStatus(status, -1, true, tallies, problem, null, Set.of(), null);
    }

    /** Nothing happened. */
    static final CaseStatus UNTOUCHED = of(FileOwnership.Status.UNTOUCHED, null, null);

    /** A name that was deleted before, of which the file system holds nothing that could be read. */
    static final CaseStatus DELETED_BEFORE = of(FileOwnership.Status.DELETED_NAME, new Left(null), null);

    /**
     * The sectors of a deleted file's content that no other file has now.
     *
     * @param content null if none is known
     */
    record Left(@Nullable SectorTally content) {}

    static CaseStatus unknown(String problem) {
        return of(FileOwnership.Status.UNKNOWN, null, problem);
    }

    /** Of a row of one layer, with nothing known of layers below. */
    static CaseStatus of(FileOwnership row, int layer) {
        FileOwnership.Status status = row.status();
        boolean isEvent = status == FileOwnership.Status.NEW
                || status == FileOwnership.Status.DELETED
                || status == FileOwnership.Status.CAME_AND_WENT;
        boolean isGone = row.former()
                || status == FileOwnership.Status.DELETED_NAME
                || status == FileOwnership.Status.CAME_AND_WENT;
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
        boolean isStart = next.status == FileOwnership.Status.NEW || next.status == FileOwnership.Status.DELETED;
        if (isStart || status == FileOwnership.Status.DELETED) {
            return next;
        }
        Set<FileChange.Reason> all = EnumSet.noneOf(FileChange.Reason.class);
        all.addAll(reasons);
        all.addAll(next.reasons);
        CaseStatus most = rank(status) >= rank(next.status) ? this : next;
        return new CaseStatus(
                most.status,
                most.layer,
                next.isLocated,
                next.tallies,
                next.problem == null && most.status == FileOwnership.Status.UNKNOWN ? most.problem : next.problem,
                most.status == FileOwnership.Status.UNKNOWN ? null : doubt == null ? next.doubt : doubt,
                all,
                formerPath == null ? next.formerPath : formerPath);
    }

    private static int rank(FileOwnership.Status status) {
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
        return status == FileOwnership.Status.UNTOUCHED && problem == null && doubt == null && reasons.isEmpty();
    }
}
