package io.github.vhdlayers.fuzz;

import java.io.IOException;
import java.util.List;

/** Damaged volumes of exFAT. Input: a byte that selects the volume, then what {@link DamagedVolume} says. */
public final class ExFatVolume {
    private static final List<DamagedVolume> VOLUMES = List.of(DamagedVolume.of("exfat"));

    private ExFatVolume() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        DamagedVolume.walkOne(VOLUMES, input);
    }
}
