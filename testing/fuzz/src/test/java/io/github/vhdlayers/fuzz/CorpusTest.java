package io.github.vhdlayers.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Feeds every target its committed corpus, and some random bytes besides. Files whose names begin with {@code crash-} were found by
 * the fuzzer; all others come from {@link Seeds}, and {@code -Dcorpus.write=true} writes them anew.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");
    private static final int RANDOM_RUNS = Integer.getInteger("fuzz.random", 300);
    /** Targets of which one run walks a whole volume, or runs a whole command: a fifth of the runs. */
    private static final Set<String> SLOW =
            Set.of("FatVolume", "ExFatVolume", "ExtVolume", "NtfsVolume", "ReplayedLog", "TikaDocument", "CommandLine");

    @FunctionalInterface
    private interface Target {
        void run(byte[] input) throws IOException;
    }

    private static final Map<String, Target> TARGETS = Map.ofEntries(
            Map.entry("LeafBytes", LeafBytes::fuzzerTestOneInput),
            Map.entry("MutatedChain", MutatedChain::fuzzerTestOneInput),
            Map.entry("RecordedPaths", RecordedPaths::fuzzerTestOneInput),
            Map.entry("DividedDisk", DividedDisk::fuzzerTestOneInput),
            Map.entry("AuditedLayer", AuditedLayer::fuzzerTestOneInput),
            Map.entry("MutatedVhdx", MutatedVhdx::fuzzerTestOneInput),
            Map.entry("ReplayedLog", ReplayedLog::fuzzerTestOneInput),
            Map.entry("RecordedLocator", RecordedLocator::fuzzerTestOneInput),
            Map.entry("FatVolume", FatVolume::fuzzerTestOneInput),
            Map.entry("ExFatVolume", ExFatVolume::fuzzerTestOneInput),
            Map.entry("ExtVolume", ExtVolume::fuzzerTestOneInput),
            Map.entry("NtfsVolume", NtfsVolume::fuzzerTestOneInput),
            Map.entry("TikaDocument", TikaDocument::fuzzerTestOneInput),
            Map.entry("CommandLine", CommandLine::fuzzerTestOneInput));

    private static final Map<String, Map<String, byte[]>> SEEDS = Map.ofEntries(
            Map.entry("LeafBytes", Seeds.leaves()),
            Map.entry("MutatedChain", Seeds.chains()),
            Map.entry("RecordedPaths", Seeds.paths()),
            Map.entry("DividedDisk", Seeds.divided()),
            Map.entry("AuditedLayer", Seeds.chains()),
            Map.entry("MutatedVhdx", MutatedVhdx.seeds()),
            Map.entry("ReplayedLog", ReplayedLog.seeds()),
            Map.entry("RecordedLocator", RecordedLocator.seeds()),
            Map.entry("FatVolume", DamagedVolume.seeds()),
            Map.entry("ExFatVolume", DamagedVolume.seeds()),
            Map.entry("ExtVolume", DamagedVolume.seeds()),
            Map.entry("NtfsVolume", DamagedVolume.seeds()),
            Map.entry("TikaDocument", Seeds.documents()),
            Map.entry("CommandLine", CommandLine.seeds()));

    @Test
    void theCorpusIsWhatTheRecipesGive() throws IOException {
        for (Map.Entry<String, Map<String, byte[]>> target : SEEDS.entrySet()) {
            Path folder = CORPUS.resolve(target.getKey());
            if (Boolean.getBoolean("corpus.write")) {
                Files.createDirectories(folder);
                for (Map.Entry<String, byte[]> seed : target.getValue().entrySet()) {
                    Files.write(folder.resolve(seed.getKey()), seed.getValue());
                }
            }
            List<String> names = files(folder).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("crash-"))
                    .toList();
            assertEquals(new TreeSet<>(target.getValue().keySet()), new TreeSet<>(names));
            for (Map.Entry<String, byte[]> seed : target.getValue().entrySet()) {
                assertArrayEquals(seed.getValue(), Files.readAllBytes(folder.resolve(seed.getKey())), seed.getKey());
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyFileOfTheCorpus() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, Target> target : TARGETS.entrySet()) {
            for (Path file : files(CORPUS.resolve(target.getKey()))) {
                byte[] input = Files.readAllBytes(file);
                tests.add(DynamicTest.dynamicTest(target.getKey() + " " + file.getFileName(), () -> target.getValue()
                        .run(input)));
            }
        }
        assertTrue(tests.size() > 30, tests.size() + " files");
        return tests;
    }

    /** Not a fuzzer, for nothing guides it; but it goes where no seed goes, and needs nothing but a JDK. */
    @TestFactory
    List<DynamicTest> randomChanges() {
        List<DynamicTest> tests = new ArrayList<>();
        SEEDS.forEach((name, seeds) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            List<byte[]> inputs = List.copyOf(seeds.values());
            Target target = TARGETS.get(name);
            int runs = SLOW.contains(name) ? RANDOM_RUNS / 5 : RANDOM_RUNS;
            for (int run = 0; run < runs && target != null; run++) {
                Random random = new Random(run);
                byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
                for (int change = random.nextInt(6); change >= 0; change--) {
                    input[random.nextInt(input.length)] = (byte) random.nextInt();
                }
                target.run(input);
            }
        })));
        return tests;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
