package io.github.vhdlayers.ownership;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps resolved windows within a fixed weight. A window has one slot that it can be in, so threads share the cache without a
 * lock; above the weight, a hand goes round and empties slots. Losing a window costs resolving it again, never a wrong answer.
 */
final class WindowCache {
    private static final int SLOTS = 4096;
    /** Fits a heap of 64 MiB several times, and a million runs. */
    private static final long MAX_WEIGHT = 12L << 20;

    private final AtomicReferenceArray<@Nullable Window> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicLong weight = new AtomicLong();
    private final AtomicInteger hand = new AtomicInteger();

    @Nullable
    Window get(long index) {
        Window window = slots.get(slot(index));
        return window != null && window.index() == index ? window : null;
    }

    void put(Window window) {
        Window before = slots.getAndSet(slot(window.index()), window);
        long now = weight.addAndGet(window.weight() - (before == null ? 0 : before.weight()));
        while (now > MAX_WEIGHT) {
            Window evicted = slots.getAndSet(hand.getAndIncrement() & (SLOTS - 1), null);
            now = weight.addAndGet(evicted == null ? 0 : -evicted.weight());
        }
    }

    private static int slot(long index) {
        return (int) index & (SLOTS - 1);
    }
}
