package io.github.vhdlayers.fuzz;

import java.io.IOException;
import java.util.List;

/** Damaged volumes of ext2, and ext4 with and without a pending journal. Input: a byte that selects the volume, then what {@link DamagedVolume} says. */
public final class ExtVolume {
    private static final List<DamagedVolume> VOLUMES =
            List.of(DamagedVolume.of("ext2"), DamagedVolume.of("ext4"), DamagedVolume.of("ext4-journal"));

    private ExtVolume() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        DamagedVolume.walkOne(VOLUMES, input);
    }
}
