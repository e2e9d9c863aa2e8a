package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** One measured piece of work, done the same way each time. */
@FunctionalInterface
interface Pass {
    /** Does it. */
    void run() throws Exception;

    /** Reads a whole source from its start to its end with one buffer. */
    static Pass sequential(RandomAccessSource source, ByteBuffer buffer) {
        return sequential(source, buffer, 0, 1);
    }

    /** Reads one of several equal parts of a source. */
    static Pass sequential(RandomAccessSource source, ByteBuffer buffer, int part, int parts) {
        return () -> {
            long size = source.size();
            long end = size / parts * (part + 1);
            for (long at = size / parts * part; at < end; at += buffer.position()) {
                source.readFully(at, buffer.clear().limit((int) Math.min(buffer.capacity(), end - at)));
            }
        };
    }

    /** Reads as many whole buffers as asked for, at multiples of the buffer's size, always the same. */
    static Pass random(RandomAccessSource source, ByteBuffer buffer, int reads) throws IOException {
        long[] places = randomPlaces(source.size(), buffer.capacity(), reads);
        return () -> {
            for (long place : places) {
                source.readFully(place, buffer.clear());
            }
        };
    }

    /** Multiples of a length, at random, but always the same. */
    static long[] randomPlaces(long size, int length, int count) {
        SplittableRandom random = new SplittableRandom(1);
        long[] places = new long[count];
        for (int i = 0; i < count; i++) {
            places[i] = random.nextLong(size / length) * length;
        }
        return places;
    }

    /** Runs passes in threads of their own at the same time. */
    static Pass together(Pass... passes) {
        return () -> {
            Thread[] threads = new Thread[passes.length];
            Throwable[] failures = new Throwable[passes.length];
            for (int i = 0; i < passes.length; i++) {
                int number = i;
                threads[i] = new Thread(() -> {
                    try {
                        passes[number].run();
                    } catch (Exception | Error e) {
                        failures[number] = e;
                    }
                });
                threads[i].start();
            }
            for (int i = 0; i < passes.length; i++) {
                threads[i].join();
            }
            for (Throwable failure : failures) {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
            }
        };
    }
}
