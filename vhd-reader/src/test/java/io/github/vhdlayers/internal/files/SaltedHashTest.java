package io.github.vhdlayers.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The hash is SipHash-2-4, and tells texts and numbers apart however they follow each other. */
class SaltedHashTest {
    /** The published example: the bytes 0 to 14 under the key of the bytes 0 to 15; its last word ends with the length, as ours are given. */
    @Test
    void isTheOneThatWasPublished() {
        SaltedHash hash = new SaltedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        assertEquals(
                0xa129ca6149be45e5L,
                hash.begin().add(0x0706050403020100L).add(0x0f0e0d0c0b0a0908L).end());
    }

    @Test
    void differentTextsHaveDifferentHashes() {
        SaltedHash hash = new SaltedHash();
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length < 40; length++) {
            assertEquals(true, seen.add(hash.begin().add("\0".repeat(length)).end()), length + " zeros");
        }
        assertNotEquals(
                hash.begin().add("ab").add("c").end(),
                hash.begin().add("a").add("bc").end());
        assertEquals(hash.begin().add("a").end(), hash.begin().add("a").end());
        assertNotEquals(
                hash.begin().add("a").end(), new SaltedHash().begin().add("a").end());
    }
}
