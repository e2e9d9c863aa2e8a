package io.github.vhdlayers.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Feeds every target its committed corpus, and some random bytes. Files with names that begin with {@code crash-} were found by
 * the fuzzer; all others come from {@link Seeds}, and {@code -Dcorpus.write=true} writes them anew.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("corpus");
    private static final Path LEARNED = Path.of("learned");
    private static final int LEARNED_STEP = Integer.getInteger("fuzz.learned", 5);
    private static final int RANDOM_RUNS = Integer.getInteger("fuzz.random", 300);
    /** For targets of which one run walks a whole volume, or runs a whole command. */
    private static final int FEW_RUNS = RANDOM_RUNS / 5;

    @FunctionalInterface
    private interface Target {
        void run(byte[] input) throws IOException;
    }

    /**
     * A target.
     *
     * @param name the name of its class, and of the folder of its corpus
     * @param seeds the recipes of its corpus
     * @param randomRuns how often it runs with random changes
     */
    private record Fuzzed(String name, Target target, Map<String, byte[]> seeds, int randomRuns) {}

    private static final List<Fuzzed> ALL = List.of(
            new Fuzzed("LeafBytes", LeafBytes::fuzzerTestOneInput, Seeds.leaves(), RANDOM_RUNS),
            new Fuzzed("MutatedChain", MutatedChain::fuzzerTestOneInput, Seeds.chains(), RANDOM_RUNS),
            new Fuzzed("RecordedPaths", RecordedPaths::fuzzerTestOneInput, Seeds.paths(), RANDOM_RUNS),
            new Fuzzed("DividedDisk", DividedDisk::fuzzerTestOneInput, Seeds.divided(), RANDOM_RUNS),
            new Fuzzed("LogicalVolumes", LogicalVolumes::fuzzerTestOneInput, LogicalVolumes.seeds(), RANDOM_RUNS),
            new Fuzzed("AuditedLayer", AuditedLayer::fuzzerTestOneInput, Seeds.chains(), RANDOM_RUNS),
            new Fuzzed("MutatedVhdx", MutatedVhdx::fuzzerTestOneInput, MutatedVhdx.seeds(), RANDOM_RUNS),
            new Fuzzed("ReplayedLog", ReplayedLog::fuzzerTestOneInput, ReplayedLog.seeds(), FEW_RUNS),
            new Fuzzed("RecordedLocator", RecordedLocator::fuzzerTestOneInput, RecordedLocator.seeds(), RANDOM_RUNS),
            new Fuzzed("FatVolume", FatVolume::fuzzerTestOneInput, DamagedVolume.seeds(), FEW_RUNS),
            new Fuzzed("ExFatVolume", ExFatVolume::fuzzerTestOneInput, DamagedVolume.seeds(), FEW_RUNS),
            new Fuzzed("ExtVolume", ExtVolume::fuzzerTestOneInput, DamagedVolume.seeds(), FEW_RUNS),
            new Fuzzed("NtfsVolume", NtfsVolume::fuzzerTestOneInput, DamagedVolume.seeds(), FEW_RUNS),
            new Fuzzed("TikaDocument", TikaDocument::fuzzerTestOneInput, Seeds.documents(), FEW_RUNS),
            new Fuzzed("NbdRequests", NbdRequests::fuzzerTestOneInput, NbdRequests.seeds(), RANDOM_RUNS),
            new Fuzzed("CommandLine", CommandLine::fuzzerTestOneInput, CommandLine.seeds(), FEW_RUNS));

    @Test
    void theCorpusIsWhatTheRecipesGive() throws IOException {
        for (Fuzzed fuzzed : ALL) {
            Path folder = CORPUS.resolve(fuzzed.name());
            if (Boolean.getBoolean("corpus.write")) {
                Files.createDirectories(folder);
                for (Map.Entry<String, byte[]> seed : fuzzed.seeds().entrySet()) {
                    Files.write(folder.resolve(seed.getKey()), seed.getValue());
                }
            }
            List<String> names = files(folder).stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("crash-"))
                    .toList();
            assertEquals(new TreeSet<>(fuzzed.seeds().keySet()), new TreeSet<>(names));
            for (Map.Entry<String, byte[]> seed : fuzzed.seeds().entrySet()) {
                assertArrayEquals(seed.getValue(), Files.readAllBytes(folder.resolve(seed.getKey())), seed.getKey());
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyFileOfTheCorpus() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fuzzed fuzzed : ALL) {
            for (Path file : files(CORPUS.resolve(fuzzed.name()))) {
                byte[] input = Files.readAllBytes(file);
                tests.add(DynamicTest.dynamicTest(fuzzed.name() + " " + file.getFileName(), () -> fuzzed.target()
                        .run(input)));
            }
        }
        assertTrue(tests.size() > 30, tests.size() + " files");
        return tests;
    }

    /** What the fuzzer found worth keeping; some of it, for all of it takes longer than the rest of the build's tests of a module. */
    @TestFactory
    List<DynamicTest> someOfWhatWasLearned() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fuzzed fuzzed : ALL) {
            Path learned = LEARNED.resolve(fuzzed.name() + ".zip");
            if (Files.exists(learned)) {
                tests.add(DynamicTest.dynamicTest(fuzzed.name(), () -> {
                    int number = 0;
                    try (ZipFile zip = new ZipFile(learned.toFile())) {
                        for (ZipEntry entry : Collections.list(zip.entries())) {
                            if (!entry.isDirectory() && number++ % LEARNED_STEP == 0) {
                                fuzzed.target().run(zip.getInputStream(entry).readAllBytes());
                            }
                        }
                    }
                    assertTrue(number > 0, "nothing was learned");
                }));
            }
        }
        return tests;
    }

    /** Not a fuzzer, for nothing guides it; but it goes where no seed goes, and needs nothing but a JDK. */
    @TestFactory
    List<DynamicTest> randomChanges() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Fuzzed fuzzed : ALL) {
            tests.add(DynamicTest.dynamicTest(fuzzed.name(), () -> {
                List<byte[]> inputs = List.copyOf(fuzzed.seeds().values());
                for (int run = 0; run < fuzzed.randomRuns(); run++) {
                    Random random = new Random(run);
                    byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
                    for (int change = random.nextInt(6); change >= 0; change--) {
                        input[random.nextInt(input.length)] = (byte) random.nextInt();
                    }
                    fuzzed.target().run(input);
                }
            }));
        }
        return tests;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
