package io.github.vhdlayers.fuzz;

import java.io.IOException;
import java.util.List;

/** Damaged volumes of FAT12 and FAT16. Input: a byte that selects the volume, then what {@link DamagedVolume} says. */
public final class FatVolume {
    private static final List<DamagedVolume> VOLUMES = List.of(DamagedVolume.of("fat12"), DamagedVolume.of("fat16"));

    private FatVolume() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        DamagedVolume.walkOne(VOLUMES, input);
    }
}
