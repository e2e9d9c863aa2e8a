package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table that names one place again and again: what goes through the whole disk ends at once, and says why. */
class SharedPlacesTest {
    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 20_000;

    @Test
    @Timeout(30)
    void refusesABillionRunsInOnePlace() throws IOException {
        DiskImage image = DiskImage.dynamic((long) BLOCKS * BLOCK)
                .blockSize(BLOCK)
                .own(0, 2, SectorContent.pattern(1))
                .build();
        for (int step : new int[] {0, 1}) {
            byte[] bytes = image.toBytes();
            ByteBuffer table = ByteBuffer.wrap(bytes);
            int at = (int) image.positions().tableOffset();
            int place = table.getInt(at);
            for (int block = 0; block < BLOCKS; block++) {
                table.putInt(at + 4 * block, place + step * (block % 1000));
            }
            Arrays.fill(bytes, place * 512, place * 512 + 512, (byte) 0xAA);
            byte[] broken = Mutations.fixChecksums(bytes);
            try (VirtualDisk disk =
                    VirtualDisk.open(RandomAccessSources.ofBytes("one-place.vhd", broken), VhdOptions.defaults())) {
                disk.readFully(0, ByteBuffer.allocate(512));
                if (step == 0) {
                    assertEquals(ErrorCode.BLOCKS_SHARE_PLACES, code(() -> disk.ownership()
                            .summary()));
                } else {
                    // The bitmaps are other blocks' zeros: few runs, so the map is short.
                    disk.ownership().summary();
                }
                assertEquals(ErrorCode.BLOCKS_SHARE_PLACES, code(() -> LayerAudit.of(disk)
                        .scan()));
            }
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static ErrorCode code(Action action) {
        VhdException e = assertThrows(LimitException.class, action::run);
        return e.code();
    }
}
