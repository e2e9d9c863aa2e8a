package io.github.vhdlayers.filesystems.ntfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** LZNT1 against the example of Microsoft's document, and against a compressor that was written here from the same document. */
class Lznt1Test {
    @Test
    void theExampleOfTheDocument() throws IOException {
        byte[] compressed = HexFormat.of()
                .parseHex("38b0884623200020472041 0010a24701a04520440008450150".replace(" ", "")
                        + "79 00 c0 45 20 05 24 13 88 05 b4 02 4a 44 ef 03 58 02 8c 09 16 01 48 45 00 be 00 9e 00 04 01 18 90 00"
                                .replace(" ", ""));
        byte[] expected =
                ("F# F# G A A G F# E D D E F# F# E E F# F# G A A G F# E D D E F# E D D E E F# D E F# G F# D E "
                                + "F# G F# E D E A F# F# G A A G F# E D D E F# E D D\0")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] target = new byte[expected.length];
        Lznt1.decode(compressed, target);
        assertEquals(new String(expected, StandardCharsets.US_ASCII), new String(target, StandardCharsets.US_ASCII));
    }

    @Test
    void whatWasCompressedIsTheSameAgain() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            byte[] plain = plain(new Random(seed));
            byte[] target = new byte[plain.length];
            Lznt1.decode(compress(plain, new Random(seed)), target);
            assertArrayEquals(plain, target, "seed " + seed);
        }
    }

    @Test
    void damagedBytesEndInBytesOrInDamage() {
        int damaged = 0;
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            byte[] compressed = compress(plain(random), random);
            for (int i = 0; i < 5; i++) {
                compressed[random.nextInt(compressed.length)] = (byte) random.nextInt();
            }
            try {
                Lznt1.decode(compressed, new byte[random.nextInt(70_000)]);
            } catch (NtfsDamage e) {
                damaged++;
            }
        }
        assertTrue(damaged > 0 && damaged < 2000, "damaged: " + damaged);
    }

    @Test
    void aReferenceBeforeTheChunkIsDamage() {
        byte[] bytes = {0x02, (byte) 0xB0, 0x01, 0x00, 0x10};
        assertThrows(NtfsDamage.class, () -> Lznt1.decode(bytes, new byte[100]));
    }

    private static byte[] plain(Random random) {
        byte[] plain = new byte[random.nextInt(20_000)];
        int letters = 1 + random.nextInt(40);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) random.nextInt(letters);
            if (random.nextInt(20) == 0 && i > 50) {
                int from = random.nextInt(i);
                int count = Math.min(random.nextInt(300), plain.length - i);
                for (int j = 0; j < count; j++) {
                    plain[i + j] = plain[from + j];
                }
                i += Math.max(0, count - 1);
            }
        }
        return plain;
    }

    /** Takes any earlier place that matches, not the best one. */
    static byte[] compress(byte[] plain, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < plain.length; at += 4096) {
            byte[] chunk = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + 4096));
            byte[] packed = chunk(chunk, random);
            boolean isPlain = packed.length >= 4096;
            byte[] stored = isPlain ? Arrays.copyOf(chunk, 4096) : packed;
            int header = stored.length - 1 | (isPlain ? 0x3000 : 0xB000);
            out.write(header);
            out.write(header >> 8);
            out.writeBytes(stored);
        }
        out.write(0);
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] chunk(byte[] chunk, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunk.length) {
            ByteArrayOutputStream group = new ByteArrayOutputStream();
            int flags = 0;
            for (int bit = 0; bit < 8 && at < chunk.length; bit++) {
                int positionBits = 4;
                while ((1 << positionBits) < at) {
                    positionBits++;
                }
                int mostLength = (1 << (16 - positionBits)) + 2;
                int distance = 0;
                int length = 0;
                for (int tries = 0; tries < 30 && at > 0; tries++) {
                    int d = 1 + random.nextInt(at);
                    int l = 0;
                    while (l < mostLength && at + l < chunk.length && chunk[at + l] == chunk[at + l - d]) {
                        l++;
                    }
                    if (l > length) {
                        length = l;
                        distance = d;
                    }
                }
                if (length >= 3) {
                    flags |= 1 << bit;
                    int reference = ((distance - 1) << (16 - positionBits)) | (length - 3);
                    group.write(reference);
                    group.write(reference >> 8);
                    at += length;
                } else {
                    group.write(chunk[at++]);
                }
            }
            out.write(flags);
            out.writeBytes(group.toByteArray());
        }
        return out.toByteArray();
    }
}
