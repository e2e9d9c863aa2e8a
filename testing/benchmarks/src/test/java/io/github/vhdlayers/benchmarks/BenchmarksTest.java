package io.github.vhdlayers.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs. What it measures here is worth nothing. */
class BenchmarksTest {
    private static final int BENCHMARKS = 11;

    @BeforeEach
    void useSmallDisks(@TempDir Path folder) {
        System.setProperty("benchmarks.folder", folder.toString());
        System.setProperty("benchmarks.mebibytes", "2");
    }

    @AfterEach
    void useTheUsualDisks() {
        System.clearProperty("benchmarks.folder");
        System.clearProperty("benchmarks.mebibytes");
    }

    @Test
    void everyBenchmarkRuns() throws Exception {
        var results = new Runner(new OptionsBuilder()
                        .include("io.github.vhdlayers.benchmarks")
                        .param("depth", "3")
                        .param("run", "8")
                        .param("kind", "heap")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertEquals(BENCHMARKS, results.size());
    }

    @Test
    void theRatiosAreMeasured() throws Exception {
        PrintStream usual = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Ratios.main(new String[] {"formats=vhd,vhdx", "depths=1,3", "runs=8", "buffers=64", "rounds=2"});
        } finally {
            System.setOut(usual);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        String heading = lines.get(0);
        for (String disk : List.of("| sequential | 1 |", "| sequential | 3 |", "| VHDX: random | 1 |")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(disk)), () -> disk + " in " + lines);
        }
        for (String line : lines) {
            assertEquals(
                    heading.chars().filter(c -> c == '|').count(),
                    line.chars().filter(c -> c == '|').count(),
                    line);
        }
    }
}
