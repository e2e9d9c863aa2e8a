package io.github.vhdlayers.internal.format.vhdx;

import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.codec.StructReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GUIDs: as stored, in the mixed-endian layout of Windows, and as texts. Thread-safe: it keeps nothing. */
public final class Guids {
    private static final Pattern TEXT = Pattern.compile(
            "\\{?([0-9A-Fa-f]{8})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})-([0-9A-Fa-f]{12})\\}?");

    private Guids() {}

    /** The 16 bytes at a place of a structure. */
    public static UniqueId at(StructReader structure, int place) {
        return UniqueId.of(structure.bytes(place, UniqueId.BYTES));
    }

    /** The GUID that a text stands for, with or without braces, in letters of any case; null if it is none. */
    public static @Nullable UniqueId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || text.startsWith("{") != text.endsWith("}")) {
            return null;
        }
        int first = Integer.reverseBytes(Integer.parseUnsignedInt(parts.group(1), 16));
        int second = Short.reverseBytes((short) Integer.parseInt(parts.group(2), 16)) & 0xFFFF;
        int third = Short.reverseBytes((short) Integer.parseInt(parts.group(3), 16)) & 0xFFFF;
        long high = (long) first << 32 | (long) second << 16 | third;
        long low = Long.parseLong(parts.group(4), 16) << 48 | Long.parseLong(parts.group(5), 16);
        return new UniqueId(high, low);
    }

    /** A GUID that is known to be one. */
    static UniqueId of(String text) {
        UniqueId id = parse(text);
        if (id == null) {
            throw new IllegalArgumentException(text);
        }
        return id;
    }
}
