package io.github.vhdlayers.testkit;

import java.util.Arrays;

/** Sectors of zeros: one value, so that the writer can recognise it and leave a hole in the file. */
enum ZeroContent implements SectorContent {
    ZEROS;

    @Override
    public void fill(long sector, byte[] into, int at) {
        Arrays.fill(into, at, at + Sectors.BYTES, (byte) 0);
    }
}
