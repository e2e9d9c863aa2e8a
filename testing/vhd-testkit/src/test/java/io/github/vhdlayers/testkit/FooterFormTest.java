package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FooterFormTest {
    private static final DiskImage FULL = dynamic(FooterForm.FULL);

    @Test
    void shortFooterLacksOnlyItsLastByte() {
        byte[] full = FULL.toBytes();
        assertArrayEquals(
                Arrays.copyOf(full, full.length - 1),
                dynamic(FooterForm.SHORT_511).toBytes());
    }

    @Test
    void headOnlyStopsWhereTheFooterWouldBegin() {
        byte[] full = FULL.toBytes();
        assertArrayEquals(
                Arrays.copyOf(full, full.length - 512),
                dynamic(FooterForm.HEAD_ONLY).toBytes());
    }

    @Test
    void tailOnlyHasZerosInPlaceOfTheCopy() {
        byte[] expected = FULL.toBytes();
        Arrays.fill(expected, 0, 512, (byte) 0);
        assertArrayEquals(expected, dynamic(FooterForm.TAIL_ONLY).toBytes());
    }

    @Test
    void junkFollowsTheFooterAndIsNeverZero() {
        byte[] full = FULL.toBytes();
        byte[] longer = FULL.toBuilder().trailingJunk(100).build().toBytes();
        assertArrayEquals(full, Arrays.copyOf(longer, full.length));
        assertEquals(full.length + 100, longer.length);
        for (int i = full.length; i < longer.length; i++) {
            assertFalse(longer[i] == 0);
        }
    }

    private static DiskImage dynamic(FooterForm form) {
        return DiskImage.dynamic(5 * 512)
                .blockSize(1024)
                .own(1, 3, SectorContent.pattern(1))
                .footerForm(form)
                .build();
    }
}
