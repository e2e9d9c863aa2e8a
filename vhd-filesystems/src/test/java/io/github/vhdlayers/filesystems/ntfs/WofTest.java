package io.github.vhdlayers.filesystems.ntfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that Windows compresses outside of NTFS. The chunks that are decoded here are written by a compressor of its own, and 7-Zip reads
 * them, too; one is the example of Microsoft's document.
 */
class WofTest {
    private static final int SEEDS = Integer.getInteger("ntfs.wof.seeds", 60);

    @TempDir
    Path folder = Path.of("");

    @Test
    void theExampleOfTheDocument() throws IOException {
        byte[] chunk = new byte[256 + 20];
        HexFormat hex = HexFormat.of();
        System.arraycopy(hex.parseHex("50555555555555555555554544040000"), 0, chunk, 0x30, 16);
        chunk[0x80] = 4;
        System.arraycopy(hex.parseHex("d8523ed794115be9195ff9d67cdf8d0400000000"), 0, chunk, 256, 20);
        byte[] target = new byte[26];
        Xpress.decode(chunk, 0, chunk.length, target, 0, 26);
        assertEquals("abcdefghijklmnopqrstuvwxyz", new String(target, StandardCharsets.US_ASCII));
    }

    @Test
    void xpressChunksAreTheSameAgain() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] plain = plain(random, 1 + random.nextInt(16_384));
            byte[] chunk = new ChunkWriter(random).xpress(plain);
            byte[] target = new byte[plain.length];
            Xpress.decode(chunk, 0, chunk.length, target, 0, plain.length);
            assertArrayEquals(plain, target, "seed " + seed);
        }
    }

    @Test
    void lzxChunksAreTheSameAgain() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] plain = plain(random, random.nextInt(3) == 0 ? 32_768 : 1 + random.nextInt(32_768));
            byte[] chunk = new ChunkWriter(random).lzx(plain);
            byte[] target = new byte[plain.length];
            Lzx.decode(chunk, 0, chunk.length, target, 0, plain.length);
            assertArrayEquals(plain, target, "seed " + seed);
        }
    }

    @Test
    void damagedChunksEndInBytesOrInDamage() {
        for (int seed = 1; seed <= 20 * SEEDS; seed++) {
            Random random = new Random(seed);
            byte[] plain = plain(random, 1 + random.nextInt(8_192));
            byte[] xpress = new ChunkWriter(random).xpress(plain);
            byte[] lzx = new ChunkWriter(random).lzx(plain);
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                xpress[random.nextInt(xpress.length)] ^= (byte) (1 << random.nextInt(8));
                lzx[random.nextInt(Math.min(lzx.length, 200))] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Xpress.decode(xpress, 0, random.nextInt(xpress.length), new byte[plain.length], 0, plain.length);
            } catch (NtfsDamage e) {
                // That is an answer.
            }
            try {
                Lzx.decode(lzx, 0, random.nextInt(lzx.length), new byte[plain.length], 0, plain.length);
            } catch (NtfsDamage e) {
                // That is an answer.
            }
        }
    }

    private static byte[] plain(Random random, int size) {
        byte[] plain = new byte[size];
        int letters = 2 + random.nextInt(random.nextBoolean() ? 250 : 20);
        for (int i = 0; i < size; i++) {
            plain[i] = (byte) random.nextInt(letters);
            if (random.nextInt(30) == 0 && i > 20) {
                int from = random.nextInt(i);
                int count = Math.min(size - i, random.nextInt(random.nextInt(10) == 0 ? 3_000 : 60));
                for (int j = 0; j < count; j++) {
                    plain[i + j] = plain[from + j];
                }
                i += Math.max(0, count - 1);
            } else if (random.nextInt(100) == 0 && i + 5 < size) {
                plain[i] = (byte) 0xE8;
                plain[i + 3] = 0;
                plain[i + 4] = (byte) (random.nextInt(3) == 0 ? -1 : 0);
            }
        }
        return plain;
    }

    /** A table of ends, then the chunks; those that do not get shorter as they are. */
    private static byte[] compressed(byte[] plain, int chunkBytes, boolean lzx, Random random) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0; at < plain.length; at += chunkBytes) {
            byte[] chunk = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + chunkBytes));
            if (at > 0) {
                table.writeBytes(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(chunks.size())
                        .array());
            }
            ChunkWriter writer = new ChunkWriter(random);
            byte[] packed = lzx ? writer.lzx(chunk) : writer.xpress(chunk);
            chunks.writeBytes(packed.length < chunk.length ? packed : chunk);
        }
        table.writeBytes(chunks.toByteArray());
        return table.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aFileIsDecoded(int algorithm) throws IOException {
        Random random = new Random(algorithm + 7);
        int chunkBytes = new int[] {4096, 32_768, 8192, 16_384}[algorithm];
        byte[] plain = plain(random, 100_000);
        System.arraycopy(NtfsImageTest.bytes(5, 40_000), 0, plain, 20_000, 40_000);
        byte[] packed = compressed(plain, chunkBytes, algorithm == 1, random);
        NtfsImage image = NtfsImage.usual();
        int clusters = (packed.length + 4095) / 4096;
        int at = image.allocate(clusters);
        image.put(at, packed);
        image.file(30, "f.dll")
                .stored(0x80, "", plain.length, 0, 0x8000, new long[][] {{-1, 25}})
                .stored(0x80, "WofCompressedData", packed.length, packed.length, 0, new long[][] {{at, clusters}})
                .resident(0xC0, "", wof(2, algorithm));
        Walked walked = Walked.of(image.build());
        assertTrue(walked.result().isComplete(), walked.result().toString());
        assertArrayEquals(plain, walked.content("/f.dll"));
        assertArrayEquals(packed, walked.content("/f.dll:WofCompressedData"));
        FileStream main = walked.file("/f.dll").streams().get(0);
        assertTrue(main.compressed());
        assertEquals((long) at * 4096, main.extents().get(0).diskOffset(), "it is where its compressed bytes are");
    }

    private static byte[] wof(int provider, int algorithm) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x80000017)
                .putInt(16)
                .putInt(1)
                .putInt(provider)
                .putInt(1)
                .putInt(algorithm)
                .array();
    }

    @Test
    void whatCannotBeDecodedIsUnknownAndNoZeros() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "in a WIM")
                .stored(0x80, "", 5_000, 0, 0x8000, new long[][] {{-1, 2}})
                .resident(0xC0, "", wof(1, 0));
        image.file(31, "without its stream")
                .stored(0x80, "", 5_000, 0, 0x8000, new long[][] {{-1, 2}})
                .resident(0xC0, "", wof(2, 0));
        image.file(32, "unknown form")
                .stored(0x80, "", 5_000, 0, 0x8000, new long[][] {{-1, 2}})
                .resident(0x80, "WofCompressedData", new byte[100])
                .resident(0xC0, "", wof(2, 9));
        Walked walked = Walked.of(image.build());
        assertFalse(walked.result().isComplete());
        for (String path : List.of("/in a WIM", "/without its stream", "/unknown form")) {
            DiskFile file = walked.file(path);
            assertTrue(String.valueOf(file.problem()).contains("is kept by"), String.valueOf(file.problem()));
            assertTrue(walked.failure(path).contains("lost"), walked.failure(path));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sevenZipReadsTheSameFromAWimFile(boolean lzx) throws IOException {
        String missing = InteropTools.missing("7zz");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        for (int seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            byte[] plain = plain(random, 200_000 + random.nextInt(100_000));
            byte[] resource = compressed(plain, 32_768, lzx, random);
            Path wim = folder.resolve("seed" + seed + ".wim");
            Files.write(wim, wim(resource, plain, lzx));
            Path out = Files.createDirectory(folder.resolve("out" + seed + lzx));
            InteropTools.run(folder, "7zz", "x", "-y", "-o" + out, wim.toString())
                    .requireSuccess();
            try (Stream<Path> files = Files.walk(out)) {
                List<Path> found = files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".xml"))
                        .toList();
                assertEquals(1, found.size(), found.toString());
                assertArrayEquals(plain, Files.readAllBytes(found.get(0)), "seed " + seed);
            }
        }
    }

    /** A WIM file without an image and with one stream. */
    private static byte[] wim(byte[] resource, byte[] plain, boolean lzx) {
        byte[] xml = NtfsImage.utf16("\uFEFF<WIM><TOTALBYTES>0</TOTALBYTES></WIM>");
        int table = 208 + resource.length;
        ByteBuffer wim = ByteBuffer.allocate(table + 50 + xml.length).order(ByteOrder.LITTLE_ENDIAN);
        wim.put("MSWIM\0\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(208).putInt(0x10D00);
        wim.putInt(0x2 | (lzx ? 0x40000 : 0x20000)).putInt(32_768).put(NtfsImageTest.bytes(1, 16));
        wim.putShort((short) 1).putShort((short) 1).putInt(0);
        header(wim, 50, 2, table, 50);
        header(wim, xml.length, 2, table + 50, xml.length);
        wim.position(208);
        wim.put(resource);
        header(wim, resource.length, 4, 208, plain.length);
        wim.putShort((short) 1).putInt(1).put(sha1(plain));
        return wim.put(xml).array();
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ByteBuffer wim, long size, int flags, long offset, long original) {
        wim.putLong(size | (long) flags << 56).putLong(offset).putLong(original);
    }
}
