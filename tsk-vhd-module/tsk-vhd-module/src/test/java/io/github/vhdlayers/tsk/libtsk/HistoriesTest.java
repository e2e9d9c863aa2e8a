package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FilesSince;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of each file system, of which it is known what is true of each file in each layer. They are sound, so that nothing in
 * them is unknown or in doubt, although clocks are wrong, the times of the disk's files are lost, layers were merged, and journals were
 * not replayed. {@code -Dhistories=N} and {@code -Dhistories.kinds=REGEX} try more of some.
 */
class HistoriesTest extends EachReader {
    private static final int HISTORIES = Integer.getInteger("histories", 2);
    private static final long FIRST = Long.getLong("histories.first", 1);
    private static final long MOST_OFF = 14 * 3600;

    @TempDir
    Path folder = Path.of("");

    static List<String> kinds() {
        return RandomVolumes.KINDS.stream()
                .filter(kind -> kind.matches(System.getProperty("histories.kinds", ".*")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachStatusIsWhatHappened(String kind) throws IOException {
        String missing = RandomVolumes.missing(kind);
        assumeTrue(missing.isEmpty(), missing);
        List<String> wrong = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
            Random random = new Random(kind.hashCode() + seed);
            Path place = Files.createDirectories(folder.resolve("history" + seed));
            RandomHistory history = made(new RandomHistory(place, kind, random)).make(2 + random.nextInt(3));
            int page = random.nextBoolean() ? 512 : 4096;
            List<Integer> kept = kept(history.states().size(), random);
            int size = kept.size();
            long[] clocks = new long[size];
            for (int i = 0; i < size; i++) {
                clocks[i] = (long) (random.nextDouble() * 2 * MOST_OFF) - MOST_OFF;
            }
            Path leaf = DamagedChain.of(kept.stream().map(history.states()::get).toList(), page, clocks)
                    .write(place.resolve("chain"));
            loseTimes(leaf.resolveSibling("layer0.vhd"), random);
            List<String> found = new ArrayList<>();
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                for (int layer = 0; layer < size; layer++) {
                    int at = size - 1 - layer;
                    int former = at == 0 ? -1 : kept.get(at - 1);
                    check(
                            disk,
                            layer,
                            history.expected(kept.get(at), former, page == 512 && !history.hasPending()),
                            found);
                }
                checkAll(disk, history, kept, found);
            }
            if (!found.isEmpty()) {
                wrong.add(kind + ", seed " + seed + ", pages of " + page + ", " + history.log());
                wrong.addAll(found);
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
    }

    /** libtsk shows what is stored, also where a journal has newer states: a difference that is in the documentation. */
    private RandomHistory made(RandomHistory history) {
        return reader.equals(TSK) ? history.withoutPending() : history;
    }

    /** The states that are left as layers: others were merged into the one below them. */
    private static List<Integer> kept(int states, Random random) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            if (i == states - 1 || random.nextInt(4) > 0) {
                kept.add(i);
            }
        }
        if (kept.size() < 2) {
            kept.add(0, 0);
        }
        return kept;
    }

    private static void loseTimes(Path leaf, Random random) throws IOException {
        Files.setLastModifiedTime(leaf, FileTime.fromMillis(Math.abs(random.nextLong() % 2_000_000_000_000L)));
    }

    private static void check(
            VirtualDisk disk, int layer, Map<String, RandomHistory.Expected> expected, List<String> wrong)
            throws IOException {
        LayerFiles files = LayerFiles.of(disk, layer, chosen());
        check(
                "layer " + layer + ": ",
                visitor -> files.scan(WalkOptions.defaults(), ScanOptions.defaults(), visitor),
                expected,
                wrong);
    }

    /** All layers above the base together, and what was there in between. */
    private static void checkAll(VirtualDisk disk, RandomHistory history, List<Integer> kept, List<String> wrong)
            throws IOException {
        int base = kept.size() - 1;
        Set<String> left = history.cameAndWent(kept);
        FilesSince files = FilesSince.of(disk, 0, base, chosen());
        check(
                "since the base: ",
                visitor -> files.scan(WalkOptions.defaults(), ScanOptions.defaults(), (file, systems) -> {
                    if (file.status() == FileOwnership.Status.CAME_AND_WENT && file.former()) {
                        left.remove(file.path());
                    }
                    return visitor.visit(file, systems);
                }),
                history.expectedSince(kept),
                wrong);
        left.forEach(path -> wrong.add("since the base: " + path + " came and went, and is not reported"));
    }

    /** Goes through files. */
    private interface Run {
        LayerFilesReport with(LayerFiles.Visitor visitor) throws IOException;
    }

    private static void check(String name, Run run, Map<String, RandomHistory.Expected> expected, List<String> wrong)
            throws IOException {
        TreeSet<String> left = new TreeSet<>(expected.keySet());
        LayerFilesReport report = run.with((file, systems) -> {
            if (file.doubt() != null) {
                wrong.add(name + file.path() + " is in doubt: " + file.doubt());
            }
            if (isOwn(file)) {
                return true;
            }
            RandomHistory.Expected right = expected.get(file.path());
            left.remove(file.path());
            if (right == null) {
                wrong.add(name + file.path() + " is not there and is " + file.status());
            } else if (!right.statuses().contains(file.status())) {
                wrong.add(name + file.path() + " is " + file.status() + " (" + file.problem() + ") for "
                        + right.statuses());
            } else if (!Arrays.equals(right.content(), content(file, systems))) {
                wrong.add(name + file.path() + " has another content");
            } else {
                checkChange(name + file.path(), file, right, wrong);
            }
            return true;
        });
        left.forEach(path -> wrong.add(name + path + " is not reported"));
        if (!report.complete() || !report.problems().isEmpty()) {
            wrong.add(name + report.problems());
        }
    }

    /** Former paths, and the reasons that names and contents are of. */
    private static void checkChange(String name, FileOwnership file, RandomHistory.Expected right, List<String> wrong) {
        FileChange change = file.change();
        String former = file.printedFormerPath();
        if (former == null
                ? !right.formerPaths().isEmpty() && !right.formerPaths().contains(file.path())
                : !right.formerPaths().contains(former)) {
            wrong.add(name + " had the path " + former + " for " + right.formerPaths());
        }
        Set<FileChange.Reason> reasons = EnumSet.noneOf(FileChange.Reason.class);
        if (change != null) {
            reasons.addAll(change.reasons());
        }
        boolean isContentChange = file.status() == FileOwnership.Status.CONTENT_CHANGED;
        if (isContentChange
                != (reasons.contains(FileChange.Reason.CONTENT) && file.file().kind() != DiskFile.Kind.DIRECTORY)) {
            wrong.add(name + " is " + file.status() + " for " + reasons);
        }
        if (file.status() == FileOwnership.Status.METADATA_CHANGED && reasons.isEmpty()) {
            wrong.add(name + " is " + file.status() + " for no reason");
        }
        if (reasons.contains(FileChange.Reason.RIGHTS)) {
            wrong.add(name + " has other rights");
        }
        reasons.removeAll(EnumSet.of(FileChange.Reason.TIMES, FileChange.Reason.ACCESSED, FileChange.Reason.METADATA));
        if (right.reasons() != null && !right.reasons().equals(reasons)) {
            wrong.add(name + " is " + file.status() + " for " + reasons + " instead of " + right.reasons());
        }
    }

    /** Whether a row is of the file system itself, or was deleted before. */
    private static boolean isOwn(FileOwnership file) {
        DiskFile.Kind kind = file.file().kind();
        return kind == DiskFile.Kind.VIRTUAL
                || kind == DiskFile.Kind.SYSTEM
                || file.path().equals("/")
                || file.path().equals("/lost+found")
                || file.path().startsWith("/$Extend")
                || file.status() == FileOwnership.Status.DELETED_NAME
                || file.status() == FileOwnership.Status.CAME_AND_WENT;
    }

    private static byte @Nullable [] content(FileOwnership file, DiskFileSystems systems) throws IOException {
        FileStream stream = file.stream();
        if (file.file().kind() == DiskFile.Kind.DIRECTORY || stream == null) {
            return null;
        }
        try (RandomAccessSource source = systems.content(file.file(), stream);
                InputStream in = RandomAccessSources.inputStream(source)) {
            return in.readAllBytes();
        }
    }
}
