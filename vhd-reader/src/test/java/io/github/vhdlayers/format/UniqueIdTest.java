package io.github.vhdlayers.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as bytes, as text and as UUIDs. */
class UniqueIdTest {
    private static final byte[] STORED = {
        0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, (byte) 0x88, (byte) 0x99, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F
    };

    @Test
    void showsTheOrderOfWindowsAndTheStoredOne() {
        UniqueId id = UniqueId.of(STORED);
        assertEquals("00112233-4455-6677-8899-0a0b0c0d0e0f", id.toString());
        assertEquals("33221100-5544-7766-8899-0a0b0c0d0e0f", id.toBigEndianString());
        assertEquals(id.toString(), id.toUuid().toString());
    }

    @Test
    void isEqualAfterBeingPrintedAndParsed() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            UniqueId id = new UniqueId(random.nextLong(), random.nextLong());
            assertEquals(id, UniqueId.parse(id.toString()), () -> "seed " + seed);
            assertEquals(id, UniqueId.parse("{" + id.toString().toUpperCase(Locale.ROOT) + "}"));
            assertEquals(id, UniqueId.ofUuid(id.toUuid()));
            assertEquals(id, UniqueId.of(id.toBytes()));
        }
    }

    @Test
    void isEqualIfAllBytesAre() {
        UniqueId id = UniqueId.of(STORED);
        assertEquals(id.hashCode(), UniqueId.of(STORED.clone()).hashCode());
        assertArrayEquals(STORED, id.toBytes());
        for (int i = 0; i < STORED.length; i++) {
            byte[] other = STORED.clone();
            other[i] ^= 1;
            assertNotEquals(id, UniqueId.of(other), "byte " + i);
        }
        assertNotEquals(id.toString(), (Object) id);
    }

    @Test
    void isNullIfAllBytesAreZeros() {
        assertTrue(UniqueId.of(new byte[16]).isNull());
        assertFalse(new UniqueId(1, 0).isNull());
        assertFalse(new UniqueId(0, 1).isNull());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void refusesAnotherNumberOfBytes(int length) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> UniqueId.of(new byte[length]));
        assertEquals("an id has 16 bytes, not " + length, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "1-2-3-4-5",
                "{00112233-4455-6677-8899-0a0b0c0d0e0f",
                "00112233-4455-6677-8899-0a0b0c0d0e0f}",
                "00112233-4455-6677-8899-0a0b0c0d0e0g",
                "00112233-4455-6677-8899-0a0b0c0d0e0f0"
            })
    void refusesWhatIsNoId(String text) {
        assertThrows(IllegalArgumentException.class, () -> UniqueId.parse(text));
    }
}
