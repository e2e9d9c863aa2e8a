package io.github.vhdlayers.tsk.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ChildLimits LIMITS = new ChildLimits(20 * SECOND, 35 * SECOND, 1 << 20, true);

    private final Patience patience = new Patience(LIMITS);

    @Test
    void manyVolumesThatEachTakeLessThanASecondComeToAnEnd() {
        int opened = 0;
        while (patience.mayOpen()) {
            patience.waited(SECOND / 2);
            patience.opened(SECOND / 2);
            opened++;
        }
        assertEquals(70, opened);
        // What is open may still be asked.
        assertEquals(20 * SECOND, patience.allowance());
    }

    @Test
    void whatIsFoundGivesTimeBack() {
        for (int i = 0; i < 3; i++) {
            patience.waited(16 * SECOND);
        }
        assertTrue(patience.allowance() < 2 * SECOND);
        for (int i = 0; i < 35; i++) {
            patience.opened(2 * SECOND);
        }
        assertFalse(patience.mayOpen());
        patience.found(20_000);
        assertTrue(patience.mayOpen());
        assertTrue(patience.allowance() >= 2 * SECOND);
        assertFalse(patience.allowance() > LIMITS.answerNanos());
    }
}
