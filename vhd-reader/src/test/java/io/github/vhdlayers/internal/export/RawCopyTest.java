package io.github.vhdlayers.internal.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy and its hash are right although reading, hashing and flushing go on side by side, and no failure of them is lost. */
class RawCopyTest {
    @TempDir
    Path folder;

    @Test
    void bytesAndHashAreTheOracles() throws Exception {
        for (long seed = 300; seed < 312; seed++) {
            TestChain chain = RandomChains.next(seed);
            Path leaf = chain.writeTo(Files.createDirectory(folder.resolve("evidence-" + seed)))
                    .get(0);
            Path target = folder.resolve(seed + ".raw");
            byte[] expected = chain.merged();
            try (VirtualDisk disk = VirtualDisk.open(leaf);
                    PartialFile file = PartialFile.create(target, complaint -> {})) {
                assertEquals(sha256(expected), RawCopy.write(disk, file, (done, total, read) -> true), "seed " + seed);
                file.complete();
            }
            assertArrayEquals(expected, Files.readAllBytes(target), "seed " + seed);
        }
    }

    @Test
    void longRunsThatBeginAndEndAnywhereAreRight() throws Exception {
        for (long seed = 1; seed <= 6; seed++) {
            byte[] expected = raggedDisk(new Random(seed));
            byte[] half = Arrays.copyOf(expected, expected.length / 1024 * 512);
            Path leaf = TestChain.ofStates(List.of(Arrays.copyOf(half, expected.length), expected))
                    .named()
                    .writeTo(Files.createDirectory(folder.resolve("evidence-" + seed)))
                    .get(0);
            Path target = folder.resolve(seed + ".raw");
            try (VirtualDisk disk = VirtualDisk.open(leaf);
                    PartialFile file = PartialFile.create(target, complaint -> {})) {
                assertEquals(sha256(expected), RawCopy.write(disk, file, (done, total, read) -> true), "seed " + seed);
                file.complete();
            }
            assertArrayEquals(expected, Files.readAllBytes(target), "seed " + seed);
        }
    }

    @Test
    void allHashesAndThoseOfBlocksAreRight() throws Exception {
        for (long seed = 20; seed <= 25; seed++) {
            Random random = new Random(seed);
            byte[] expected = raggedDisk(random);
            Path leaf = TestChain.ofStates(List.of(expected))
                    .named()
                    .writeTo(Files.createDirectory(folder.resolve("evidence-" + seed)))
                    .get(0);
            int block = 512 << random.nextInt(14);
            StringBuilder wanted = new StringBuilder();
            for (int at = 0; at < expected.length; at += block) {
                int length = Math.min(block, expected.length - at);
                wanted.append(at / block)
                        .append(' ')
                        .append(at)
                        .append(' ')
                        .append(length)
                        .append(' ');
                wanted.append(sha256(Arrays.copyOfRange(expected, at, at + length)))
                        .append('\n');
            }
            StringBuilder blocks = new StringBuilder();
            CopyHashes hashes = CopyHashes.of(EnumSet.allOf(HashAlgorithm.class))
                    .withBlocks(
                            block,
                            (number, at, length, hash) ->
                                    blocks.append(number + " " + at + " " + length + " " + hash + "\n"));
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                Map<HashAlgorithm, String> found = RawCopy.hash(disk, hashes, (done, total, read) -> true);
                assertEquals(sha256(expected), found.get(HashAlgorithm.SHA256), "seed " + seed);
                assertEquals(hash("SHA-1", expected), found.get(HashAlgorithm.SHA1), "seed " + seed);
                assertEquals(hash("MD5", expected), found.get(HashAlgorithm.MD5), "seed " + seed);
                assertEquals(wanted.toString(), blocks.toString(), "seed " + seed);
                assertEquals(Map.of(), RawCopy.hash(disk, CopyHashes.none(), (done, total, read) -> true));
            }
        }
    }

    private static String hash(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    /** Up to 20 MiB, so that every buffer has several turns: bytes and zeros in stretches of any number of sectors up to two mebibytes. */
    private static byte[] raggedDisk(Random random) {
        byte[] disk = new byte[512 * (20_000 + random.nextInt(20_000))];
        for (int at = 0, zeros = random.nextInt(2); at < disk.length; zeros ^= 1) {
            int length = Math.min(disk.length - at, 512 * (1 + random.nextInt(random.nextBoolean() ? 200 : 4096)));
            if (zeros == 0) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, disk, at, length);
            }
            at += length;
        }
        return disk;
    }

    @Test
    void theSameBytesAreWrittenWithAndWithoutTheCache() throws Exception {
        byte[] expected = raggedDisk(new Random(99));
        FileChannel closed = FileChannel.open(Files.createFile(folder.resolve("closed")), StandardOpenOption.WRITE);
        closed.close();
        List<Function<PartialFile, @Nullable FileChannel>> ways =
                List.of(file -> file.uncached(RawWriter.ALIGNMENT), file -> null, file -> closed);
        for (int way = 0; way < ways.size(); way++) {
            Path target = folder.resolve(way + ".raw");
            try (PartialFile file = PartialFile.create(target, complaint -> {});
                    RawWriter writer = new RawWriter(file, ways.get(way).apply(file))) {
                CopyBuffers buffers = new CopyBuffers(2, 1 << 20, RawWriter.ALIGNMENT);
                for (int at = 0; at < expected.length; at += 1 << 20) {
                    int length = Math.min(1 << 20, expected.length - at);
                    ByteBuffer chunk = buffers.next().put(expected, at, length).flip();
                    buffers.usedUntil(writer.write(chunk, at));
                }
                buffers.finish();
                file.extendTo(expected.length);
                writer.finish();
                file.complete();
            }
            assertArrayEquals(expected, Files.readAllBytes(target), "way " + way);
        }
    }

    @Test
    void aWriteThatFailsFailsTheCopy() throws Exception {
        PartialFile file = PartialFile.create(folder.resolve("disk.raw"), complaint -> {});
        try (RawWriter writer = new RawWriter(file, null)) {
            file.close();
            ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20).put(77, (byte) 1);
            IOException failure = assertThrows(IOException.class, () -> BackgroundTask.await(writer.write(bytes, 0)));
            assertTrue(failure.toString().contains("disk.raw.partial: cannot be written"), failure.toString());
        }
    }

    @Test
    void theHashCoversAllBytesInOrder() throws Exception {
        Random random = new Random(17);
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        CopyBuffers buffers = new CopyBuffers(3, 64 << 10, 512);
        try (BackgroundHash hash = new BackgroundHash(CopyHashes.of(EnumSet.of(HashAlgorithm.SHA256)))) {
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[1 + random.nextInt(64 << 10)];
                random.nextBytes(bytes);
                expected.update(bytes);
                hash.add(buffers.next().put(bytes).flip()).forEach(buffers::usedUntil);
            }
            buffers.finish();
            assertEquals(Map.of(HashAlgorithm.SHA256, HexFormat.of().formatHex(expected.digest())), hash.values());
        }
    }

    @Test
    void aFlushThatFailsFailsTheCopy() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        try (EarlyFlush flush = new EarlyFlush(
                () -> {
                    tried.countDown();
                    throw new IOException("no space left");
                },
                "disk.raw.partial")) {
            flush.wrote(EarlyFlush.STEP - 1);
            flush.finish();
            assertEquals(1, tried.getCount());
            flush.wrote(1);
            tried.await();
            IOException failure = assertThrows(IOException.class, flush::finish);
            assertTrue(failure.toString().contains("disk.raw.partial"), failure.toString());
            assertTrue(failure.toString().contains("no space left"), failure.toString());
        }
    }

    @Test
    void writingGoesOnWhileAFlushIsUnderWay() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (EarlyFlush flush = new EarlyFlush(() -> await(mayEnd), "disk.raw.partial")) {
            for (int i = 0; i < 10; i++) {
                flush.wrote(EarlyFlush.STEP);
            }
            mayEnd.countDown();
            flush.finish();
        }
    }

    @Test
    void noThreadIsLeft() throws Exception {
        TestChain chain = RandomChains.next(62);
        Path leaf =
                chain.writeTo(Files.createDirectory(folder.resolve("evidence"))).get(0);
        try (VirtualDisk disk = VirtualDisk.open(leaf);
                PartialFile file = PartialFile.create(folder.resolve("disk.raw"), complaint -> {})) {
            RawCopy.write(disk, file, (done, total, read) -> true);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().endsWith("of the copy")) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
