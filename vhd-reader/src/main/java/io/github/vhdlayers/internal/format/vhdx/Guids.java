package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.StructReader;
import org.jspecify.annotations.Nullable;

/** GUIDs: as stored, in the mixed-endian layout of Windows, and as texts. Thread-safe: it keeps nothing. */
public final class Guids {
    private Guids() {}

    /** The 16 bytes at a place of a structure. */
    public static UniqueId at(StructReader structure, int place) {
        return UniqueId.of(structure.bytes(place, UniqueId.BYTES));
    }

    /** The GUID that a text stands for, with or without braces, in letters of any case; null if it is none. */
    public static @Nullable UniqueId parse(String text) {
        try {
            return UniqueId.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
