package io.github.vhdlayers.testkit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The pattern that {@link SectorContent#pattern} promises. Equal for equal seeds, so that neighbours coalesce. */
record PatternContent(long seed) implements SectorContent {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    @Override
    public void fill(long sector, byte[] into, int at) {
        WORDS.set(into, at, seed);
        WORDS.set(into, at + Long.BYTES, sector);
        // The lowest bit keeps the generator out of its only fixed point, zero: no word that follows is ever zero.
        long state = SplitMix.mix(seed ^ SplitMix.mix(sector)) | 1;
        for (int word = at + 2 * Long.BYTES; word < at + Sectors.BYTES; word += Long.BYTES) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            WORDS.set(into, word, state);
        }
    }
}
