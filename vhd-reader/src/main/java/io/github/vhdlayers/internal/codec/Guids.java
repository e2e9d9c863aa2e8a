package io.github.vhdlayers.internal.codec;

import java.util.UUID;

/** GUIDs as Windows and EFI store them: three little-endian numbers and eight bytes in order. */
public final class Guids {
    /** All zeros. */
    public static final UUID NULL = new UUID(0, 0);

    private Guids() {}

    /** Decodes the 16 bytes at a place of a little-endian structure. */
    public static UUID decode(StructReader in, int at) {
        long high = in.u32(at) << 32 | (long) in.u16(at + 4) << 16 | in.u16(at + 6);
        return new UUID(high, Long.reverseBytes(in.u64(at + 8)));
    }
}
