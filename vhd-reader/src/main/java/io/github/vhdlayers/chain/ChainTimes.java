package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times that the files of a chain record and that cannot be. Only what the disks themselves record is compared: the time of a file
 * changes with every copy.
 */
final class ChainTimes {
    /** The coarsest clock of a file system. */
    private static final Duration SAME = Duration.ofSeconds(2);
    /** What local times of two places may differ by. */
    private static final Duration ZONES = Duration.ofHours(26);

    private ChainTimes() {}

    /**
     * What is odd about the times.
     *
     * @param layers leaf first
     * @param now the present time
     */
    static List<Finding> findings(List<LayerFile> layers, Instant now) {
        List<Finding> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerFile child = layers.get(i);
            Instant created = child.created();
            future(i, child, "hard disk footer", "created", created, now, all);
            Instant recorded = child.type() == DiskType.DIFFERENCING
                    ? ParentReference.of(child).parentTime()
                    : null;
            future(i, child, "dynamic header", "the parent was last changed", recorded, now, all);
            if (created == null) {
                continue;
            }
            if (recorded != null && recorded.isAfter(created.plus(SAME))) {
                add(
                        i,
                        child,
                        "created " + created + ", and records that its parent was last changed " + recorded
                                + ", which is later",
                        all);
            }
            before(i, child, created, layers.subList(i + 1, layers.size()), all);
        }
        return all;
    }

    /** Compares a layer with the next one below it that records a time: the ones between may have lost theirs. */
    private static void before(int layer, LayerFile child, Instant created, List<LayerFile> below, List<Finding> all) {
        for (int i = 0; i < below.size(); i++) {
            Instant earlier = below.get(i).created();
            if (earlier != null) {
                if (earlier.isAfter(created.plus(SAME))) {
                    add(
                            layer,
                            child,
                            "created " + created + ", before " + (i == 0 ? "its parent " : "the layer below it, ")
                                    + below.get(i).name() + ", created " + earlier,
                            all);
                }
                return;
            }
        }
    }

    private static void future(
            int layer,
            LayerFile file,
            String structure,
            String what,
            @Nullable Instant time,
            Instant now,
            List<Finding> all) {
        if (time != null && time.isAfter(now.plus(ZONES))) {
            all.add(new Finding(FindingCode.TIME_IN_FUTURE, file.name(), structure, what + " " + time, null, layer));
        }
    }

    private static void add(int layer, LayerFile child, String detail, List<Finding> all) {
        all.add(new Finding(FindingCode.CHAIN_TIMES_CONTRADICT, child.name(), "parent", detail, null, layer));
    }
}
