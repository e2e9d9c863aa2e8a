package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.AwkwardRanges.Range;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwkwardRangesTest {
    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "512, 2097152",
        "1024, 512",
        "5120, 4096",
        "65536, 4096",
        "5242880, 2097152",
        "2190433320960, 2097152"
    })
    void staysInsideTheDiskAndNeverRepeats(long diskSize, long blockSize) {
        List<Range> ranges = AwkwardRanges.of(diskSize, blockSize);
        assertEquals(ranges.size(), new HashSet<>(ranges).size());
        for (Range range : ranges) {
            assertTrue(range.offset() >= 0 && range.length() >= 0, range::toString);
            assertTrue(range.offset() + range.length() <= diskSize, range::toString);
        }
        assertEquals(ranges, AwkwardRanges.of(diskSize, blockSize));
    }

    @Test
    void hasTheUnpleasantSizes() {
        int size = 10 * 4096 + 512;
        List<Range> ranges = AwkwardRanges.of(size, 4096);
        List<Range> expected = List.of(
                new Range(0, 0),
                new Range(size, 0),
                new Range(0, 1),
                new Range(size - 1, 1),
                new Range(0, size),
                new Range(1, size - 2),
                new Range(511, 2),
                new Range(4095, 2),
                new Range(4096 - 511, 512),
                new Range(size - 513, 513),
                new Range(4095, 2 * 4096 + 2));
        for (Range range : expected) {
            assertTrue(ranges.contains(range), range::toString);
        }
        assertTrue(ranges.size() > 100 && ranges.size() < 1000, "number of ranges: " + ranges.size());
    }

    @Test
    void refusesABlockOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> AwkwardRanges.of(512, 0));
    }
}
