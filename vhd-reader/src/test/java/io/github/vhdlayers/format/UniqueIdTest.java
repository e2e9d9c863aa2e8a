package io.github.vhdlayers.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "1-2-3-4-5",
                "{00112233-4455-6677-8899-0a0b0c0d0e0f",
                "00112233-4455-6677-8899-0a0b0c0d0e0g",
                "00112233-4455-6677-8899-0a0b0c0d0e0f0"
            })
    void refusesWhatIsNoId(String text) {
        assertThrows(IllegalArgumentException.class, () -> UniqueId.parse(text));
    }
}
