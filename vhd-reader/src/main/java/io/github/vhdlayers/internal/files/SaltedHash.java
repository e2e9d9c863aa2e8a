package io.github.vhdlayers.internal.files;

import java.security.SecureRandom;

/**
 * SipHash-2-4 with a key of its own: 64 bits that no one can foresee, so that no disk can be made on which two texts have the same. Takes
 * longs and texts, a text as its UTF-16 units with its length. Not thread-safe.
 */
final class SaltedHash {
    private static final int UNIT_BITS = 16;

    private final long firstKey;
    private final long secondKey;
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    SaltedHash() {
        SecureRandom random = new SecureRandom();
        firstKey = random.nextLong();
        secondKey = random.nextLong();
    }

    /** One with a key that is known, for tests. */
    SaltedHash(long firstKey, long secondKey) {
        this.firstKey = firstKey;
        this.secondKey = secondKey;
    }

    /** Begins a hash. */
    SaltedHash begin() {
        v0 = firstKey ^ 0x736f6d6570736575L;
        v1 = secondKey ^ 0x646f72616e646f6dL;
        v2 = firstKey ^ 0x6c7967656e657261L;
        v3 = secondKey ^ 0x7465646279746573L;
        return this;
    }

    SaltedHash add(long word) {
        v3 ^= word;
        rounds(2);
        v0 ^= word;
        return this;
    }

    SaltedHash add(String text) {
        int length = text.length();
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            add(text.charAt(at)
                    | (long) text.charAt(at + 1) << UNIT_BITS
                    | (long) text.charAt(at + 2) << (2 * UNIT_BITS)
                    | (long) text.charAt(at + 3) << (3 * UNIT_BITS));
        }
        long word = 0;
        for (int i = at; i < length; i++) {
            word |= (long) text.charAt(i) << (UNIT_BITS * (i & 3));
        }
        if (at < length) {
            add(word);
        }
        return add(length);
    }

    /** Ends the hash; never 0. */
    long end() {
        v2 ^= 0xFF;
        rounds(4);
        long value = v0 ^ v1 ^ v2 ^ v3;
        return value == 0 ? 1 : value;
    }

    /** In variables: Java's quick compiler reads and writes fields each time. */
    private void rounds(int count) {
        long a = v0;
        long b = v1;
        long c = v2;
        long d = v3;
        for (int i = 0; i < count; i++) {
            a += b;
            c += d;
            b = Long.rotateLeft(b, 13) ^ a;
            d = Long.rotateLeft(d, 16) ^ c;
            a = Long.rotateLeft(a, 32);
            c += b;
            a += d;
            b = Long.rotateLeft(b, 17) ^ c;
            d = Long.rotateLeft(d, 21) ^ a;
            c = Long.rotateLeft(c, 32);
        }
        v0 = a;
        v1 = b;
        v2 = c;
        v3 = d;
    }
}
