package io.github.vhdlayers.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
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
    void theHashIsOfAllBytesInOrderHoweverManyBuffersWait() throws Exception {
        Random random = new Random(17);
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        try (SideHash hash = new SideHash(64 << 10)) {
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[1 + random.nextInt(64 << 10)];
                random.nextBytes(bytes);
                expected.update(bytes);
                hash.add(hash.buffer().put(bytes).flip());
            }
            assertEquals(HexFormat.of().formatHex(expected.digest()), hash.value());
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
