package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;

/** The 16 bytes that identify a disk, compared as they are: the format does not define their order. */
record UniqueId(long first8, long last8) {
    /** All zero: recorded where there is no parent, and proof of nothing. */
    static final UniqueId NULL = new UniqueId(0, 0);

    static UniqueId of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("a unique id has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UniqueId(buffer.getLong(), buffer.getLong());
    }

    /** An id that follows from {@code seed}, with the version and variant digits where Windows puts them. */
    static UniqueId from(long seed) {
        long high = SplitMix.mix(seed ^ 0x5555_5555_5555_5555L);
        long low = SplitMix.mix(high + seed);
        return new UniqueId((high & ~0xF0L) | 0x40L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(first8).putLong(last8).array();
    }
}
