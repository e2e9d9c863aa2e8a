package io.github.vhdlayers.internal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Hashes what is copied on threads of their own, one for each hash, because hashing takes about as long as reading and writing
 * together.
 *
 * <p>For one thread.
 */
final class BackgroundHash implements AutoCloseable {
    private static final byte[] ZEROS = new byte[1 << 20];

    private final Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);
    private final List<Work> works = new ArrayList<>();

    BackgroundHash(CopyHashes hashes) {
        for (HashAlgorithm algorithm : hashes.algorithms()) {
            MessageDigest digest = algorithm.digest();
            digests.put(algorithm, digest);
            works.add(new Work(
                    new BackgroundTask(algorithm.id() + " of the copy"),
                    digest::update,
                    (count, zeros) -> update(digest, count, zeros),
                    () -> {}));
        }
        CopyHashes.BlockVisitor visitor = hashes.blocks();
        if (visitor != null) {
            BlockHashes blocks = new BlockHashes(hashes.blockBytes(), visitor);
            works.add(new Work(new BackgroundTask("hashes of blocks"), blocks::add, blocks::addZeros, blocks::finish));
        }
    }

    /** One thread and what it does. */
    private record Work(BackgroundTask thread, BytesTask bytes, ZerosTask zeros, BackgroundTask.Task end) {}

    /** Hashes bytes. */
    @FunctionalInterface
    private interface BytesTask {
        void add(ByteBuffer bytes) throws IOException;
    }

    /** Hashes zeros. */
    @FunctionalInterface
    private interface ZerosTask {
        void add(long count, byte[] zeros) throws IOException;
    }

    private static void update(MessageDigest digest, long count, byte[] zeros) {
        for (long left = count; left > 0; left -= zeros.length) {
            digest.update(zeros, 0, (int) Math.min(zeros.length, left));
        }
    }

    boolean isIdle() {
        return works.isEmpty();
    }

    /** Hashes a buffer's bytes after all that were added before. They must not change until what is returned has ended. */
    List<CompletableFuture<Void>> add(ByteBuffer bytes) {
        List<CompletableFuture<Void>> under = new ArrayList<>(works.size());
        for (Work work : works) {
            ByteBuffer view = bytes.duplicate();
            under.add(work.thread().run(() -> work.bytes().add(view)));
        }
        return under;
    }

    /** Hashes zeros. */
    List<CompletableFuture<Void>> addZeros(long count) {
        List<CompletableFuture<Void>> under = new ArrayList<>(works.size());
        for (Work work : works) {
            under.add(work.thread().run(() -> work.zeros().add(count, ZEROS)));
        }
        return under;
    }

    /** The hashes of all that was added, in hexadecimal; to be called once, when everything added has ended. */
    Map<HashAlgorithm, String> values() throws IOException {
        for (Work work : works) {
            BackgroundTask.await(work.thread().run(work.end()));
        }
        Map<HashAlgorithm, String> values = new EnumMap<>(HashAlgorithm.class);
        digests.forEach(
                (algorithm, digest) -> values.put(algorithm, HexFormat.of().formatHex(digest.digest())));
        return Collections.unmodifiableMap(values);
    }

    @Override
    public void close() {
        works.forEach(work -> work.thread().close());
    }
}
