package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.DiskComparison;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.analysis.DifferingSectors;
import io.github.vhdlayers.internal.analysis.FileComparison;
import io.github.vhdlayers.internal.analysis.FileComparisonReport;
import io.github.vhdlayers.internal.analysis.FileDifferenceKind;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each view of a random history compared with the one below it: which files differ, and how, is what the model says. {@code
 * -Dcompared=N} tries more.
 */
class ComparedHistoriesTest extends EachReader {
    private static final int HISTORIES = Integer.getInteger("compared", 2);
    private static final long FIRST = Long.getLong("compared.first", 1);

    @TempDir
    Path folder = Path.of("");

    static List<String> kinds() {
        return HistoriesTest.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theFilesThatDifferAreThoseThatWereChanged(String kind) throws IOException {
        String missing = RandomVolumes.missing(kind);
        assumeTrue(missing.isEmpty(), missing);
        List<String> wrong = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
            Path place = Files.createDirectories(folder.resolve("history" + seed));
            RandomHistory history = made(new RandomHistory(place, kind, new Random(kind.hashCode() + seed)))
                    .make(3);
            Path leaf = DamagedChain.of(history.states(), 512).write(place.resolve("chain"));
            int last = history.states().size() - 1;
            List<String> found = new ArrayList<>();
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                for (int layer = 0; layer < last; layer++) {
                    compare(disk.asOf(layer + 1), disk.asOf(layer), history, last - layer, found);
                }
            }
            if (!found.isEmpty()) {
                wrong.add(kind + ", seed " + seed + ", " + history.log());
                wrong.addAll(found);
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
    }

    /** libtsk shows what is stored, also where a journal has newer states: a difference that is in the documentation. */
    private RandomHistory made(RandomHistory history) {
        return reader.equals(TSK) ? history.withoutPending() : history;
    }

    private static void compare(MergedSource a, MergedSource b, RandomHistory history, int state, List<String> wrong)
            throws IOException {
        DifferingSectors sectors = new DifferingSectors();
        DiskComparison.of(a, b).scan(ScanOptions.defaults(), sectors::add);
        Map<String, FileDifferenceKind> reported = new TreeMap<>();
        FileComparisonReport report = FileComparison.of(a, b, chosen()).scan(WalkOptions.defaults(), sectors, file -> {
            DiskFile.Kind kind = file.file().kind();
            boolean own =
                    kind == DiskFile.Kind.SYSTEM || kind == DiskFile.Kind.VIRTUAL || kind == DiskFile.Kind.DIRECTORY;
            if (!own && file.stream().isEmpty()) {
                reported.put(file.file().path(), file.kind());
            }
        });
        String name = "state " + state + ": ";
        if (!report.complete()) {
            wrong.add(name + report.problems());
        }
        Map<String, RandomHistory.Node> before = history.files(state - 1);
        Map<String, RandomHistory.Node> now = history.files(state);
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        paths.addAll(reported.keySet());
        for (String path : paths) {
            RandomHistory.Node one = before.get(path);
            RandomHistory.Node other = now.get(path);
            FileDifferenceKind kind = reported.get(path);
            FileDifferenceKind right = kindOf(one, other);
            // What is recorded of a file may differ whatever the model counts: the file systems date more than it does.
            boolean isMetadata = right == null && kind == FileDifferenceKind.METADATA_DIFFERS;
            boolean isTouched =
                    one != null && other != null && one.id() == other.id() && one.metadata() != other.metadata();
            if (isMetadata ? one == null || other == null : kind != right || (kind == null && isTouched)) {
                wrong.add(name + path + " is " + kind + " for " + (isTouched ? "METADATA_DIFFERS" : right));
            }
        }
    }

    /** How a file differs, but for what is recorded of it. */
    private static @Nullable FileDifferenceKind kindOf(
            RandomHistory.@Nullable Node one, RandomHistory.@Nullable Node other) {
        if (one == null || other == null) {
            return one == null && other == null
                    ? null
                    : one == null ? FileDifferenceKind.ONLY_B : FileDifferenceKind.ONLY_A;
        }
        return Arrays.equals(one.content(), other.content()) ? null : FileDifferenceKind.CONTENT_DIFFERS;
    }
}
