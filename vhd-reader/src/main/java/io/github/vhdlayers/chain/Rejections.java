package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places where a parent was looked for in vain: the first of them in full, the others counted. Not thread-safe. */
final class Rejections {
    /** More than a person reads. */
    private static final int MOST = 1000;
    /** Beside a parent that was found. */
    private static final int MOST_OF_A_LINK = 20;
    /** Disks that are readable and are not the parent: others of a folder, among them the chain's own older layers. */
    private static final Set<RejectedParent.Cause> OTHER_DISKS = EnumSet.of(
            RejectedParent.Cause.OTHER_ID,
            RejectedParent.Cause.CIRCLE,
            RejectedParent.Cause.CHANGED_SINCE,
            RejectedParent.Cause.OTHER_FORMAT);

    private final List<RejectedParent> kept = new ArrayList<>();
    private final Map<RejectedParent.Cause, Integer> counts = new EnumMap<>(RejectedParent.Cause.class);
    private final List<RejectedParent> cutShort = new ArrayList<>();
    private int total;

    void add(String place, RejectedParent.Cause cause, String reason) {
        add(place, cause, reason, false);
    }

    void add(String place, RejectedParent.Cause cause, String reason, boolean hasRecordedName) {
        total++;
        counts.merge(cause, 1, Integer::sum);
        if (cause == RejectedParent.Cause.TOO_MANY) {
            cutShort.add(new RejectedParent(SafeText.escape(place), cause, reason));
        } else if (kept.size() < MOST) {
            kept.add(new RejectedParent(SafeText.escape(place), cause, reason, hasRecordedName));
        }
    }

    /** Whether files were left that may be the parent. */
    boolean isCutShort() {
        return !cutShort.isEmpty();
    }

    /** All that are kept, and how many more there are. */
    List<RejectedParent> all() {
        List<RejectedParent> list = new ArrayList<>(kept);
        list.addAll(cutShort);
        if (total > list.size()) {
            list.add(new RejectedParent(
                    (total - list.size()) + " more places",
                    RejectedParent.Cause.TOO_MANY,
                    "looked at, and not listed one by one"));
        }
        return List.copyOf(list);
    }

    /** Those that are worth knowing where the parent was found: every other disk of the folder is not. */
    List<RejectedParent> few() {
        return kept.stream()
                .filter(one -> one.hasRecordedName() || !OTHER_DISKS.contains(one.cause()))
                .limit(MOST_OF_A_LINK)
                .toList();
    }

    /** What was looked at, in a few words. */
    String summary() {
        if (total == 0) {
            return "no file to examine; name the folder that holds the parents";
        }
        StringBuilder text = new StringBuilder("none in " + total + (total == 1 ? " place" : " places"));
        int disks = counts.getOrDefault(RejectedParent.Cause.OTHER_ID, 0)
                + counts.getOrDefault(RejectedParent.Cause.CHANGED_SINCE, 0)
                + counts.getOrDefault(RejectedParent.Cause.OTHER_FORMAT, 0);
        int others = counts.getOrDefault(RejectedParent.Cause.NOT_A_READABLE_VHD, 0);
        if (disks + others > 0) {
            text.append(": ")
                    .append(disks)
                    .append(disks == 1 ? " disk has another id, " : " disks have other ids, ")
                    .append(others)
                    .append(others == 1 ? " file is no VHD" : " files are no VHDs");
        }
        return text + "; files of every extension were looked at; name the folder that holds the parents";
    }
}
