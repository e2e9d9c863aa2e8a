package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    private static final long SECTORS_PER_MIB = 2048;

    @ParameterizedTest(name = "{0} MiB")
    @CsvSource({
        // Recorded by Windows, VirtualBox and Xen in disks of this size.
        "40, 963, 5, 17",
        // Recorded by Hyper-V 2012 R2.
        "130048, 65278, 16, 255",
        // From here on worked out with the specification's algorithm by hand, one size for each of its branches.
        "1, 30, 4, 17",
        "4, 120, 4, 17",
        "128, 963, 16, 17",
        "136, 561, 16, 31",
        "248, 503, 16, 63",
        "32255, 65533, 16, 63",
        "32256, 16191, 16, 255",
        "2088960, 65535, 16, 255"
    })
    void followsTheSpecification(long mebibytes, int cylinders, int heads, int sectorsPerTrack) {
        assertEquals(new Geometry(cylinders, heads, sectorsPerTrack), Geometry.of(mebibytes * SECTORS_PER_MIB));
    }

    @ParameterizedTest(name = "{0} MiB hold {1} bytes of geometry")
    @CsvSource({"40, 41909760", "130048, 136363130880", "2088960, 136899993600"})
    void capacityIsAtMostTheDisksSize(long mebibytes, long bytes) {
        assertEquals(bytes, Geometry.of(mebibytes * SECTORS_PER_MIB).bytes());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "65536, 0, 0", "0, 256, 0", "0, 0, 256", "0, -1, 0", "0, 0, -1"})
    void refusesNumbersThatDoNotFit(int cylinders, int heads, int sectorsPerTrack) {
        assertThrows(IllegalArgumentException.class, () -> new Geometry(cylinders, heads, sectorsPerTrack));
    }
}
