package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.file.VhdxLogHistory;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ring of a log still shows, needed or not. */
class VhdxLogHistoryTest {
    private static final int MIB = 1 << 20;

    private static VhdxImage.Builder disk() {
        return VhdxImage.dynamic(4 * MIB).block(0, VhdxImage.FULL).block(2, VhdxImage.FULL);
    }

    private static VhdxLogHistory history(VhdxImage image) throws IOException {
        try (VirtualDisk disk = VhdxDisks.open(image.toBytes())) {
            return VhdxLogHistory.of((VhdxFile) disk.chain().leaf().file());
        }
    }

    @Test
    void pendingEntriesShowWhichBlocksGotTheirPlaces() throws IOException {
        VhdxLogHistory history = history(disk().log(VhdxLogRecipe.dirty(
                        3,
                        VhdxLogRecipe.Entry.of(7, 0, VhdxLogRecipe.Change.wrong("table", 0, 4096)),
                        VhdxLogRecipe.Entry.of(
                                8,
                                0,
                                VhdxLogRecipe.Change.right("table", 0, 4096),
                                VhdxLogRecipe.Change.right("metadata", 0x10000, 4096))))
                .build());
        assertTrue(history.isComplete());
        List<VhdxLogHistory.Entry> entries = history.entries();
        assertEquals(
                List.of(7L, 8L),
                entries.stream().map(VhdxLogHistory.Entry::sequenceNumber).toList());
        assertTrue(entries.get(0).isCurrent());
        assertEquals(List.of(), entries.get(0).changes().get(0).blocks(), "nothing to compare with");
        VhdxLogHistory.Change table = entries.get(1).changes().get(0);
        assertEquals("block table", table.structure());
        assertFalse(table.isZeros());
        List<Long> placed = table.blocks().stream()
                .filter(block -> block.state() == VhdxImage.FULL)
                .map(VhdxLogHistory.BlockChange::block)
                .toList();
        assertEquals(List.of(0L, 2L), placed);
        assertEquals("metadata", entries.get(1).changes().get(1).structure());
    }

    @Test
    void entriesOfAClosedLogAreStillThere() throws IOException {
        VhdxLogHistory history = history(disk().log(VhdxLogRecipe.dirty(
                                9, VhdxLogRecipe.Entry.of(3, 0, VhdxLogRecipe.Change.right("table", 0, 4096)))
                        .clean())
                .build());
        assertEquals(1, history.entries().size());
        assertFalse(history.entries().get(0).isCurrent());
        assertTrue(history.entries().get(0).fileOffset() >= MIB);
    }

    @Test
    void anEmptyRingHasNone() throws IOException {
        assertEquals(List.of(), history(disk().build()).entries());
    }

    @Test
    void aLogThatCannotBeWhereTheHeaderSaysIsNotRead() throws IOException {
        int end = disk().build().toBytes().length;
        for (int[] place :
                new int[][] {{4096, MIB}, {3 * 4096, MIB}, {MIB, MIB + 4096}, {MIB, end}, {-MIB, MIB}, {MIB, 0}}) {
            byte[] file = disk().build().toBytes();
            ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            for (int header : new int[] {0x10000, 0x20000}) {
                all.putInt(header + 68, place[0]).putLong(header + 72, place[1]);
            }
            for (int page = MIB; page < 2 * MIB; page += 4096) {
                all.putInt(page, 0x65676F6C);
            }
            try (VirtualDisk disk = VhdxDisks.open(VhdxImage.fixChecksums(file))) {
                VhdxLogHistory history =
                        VhdxLogHistory.of((VhdxFile) disk.chain().leaf().file());
                assertEquals(List.of(), history.entries());
                assertFalse(history.isComplete(), place[0] + " bytes at " + place[1]);
                assertEquals("the log cannot be where the header says that it is", history.problem());
            }
        }
    }
}
