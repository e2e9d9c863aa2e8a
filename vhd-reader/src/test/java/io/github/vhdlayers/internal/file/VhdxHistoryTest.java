package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Flaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of a VHDX's log that was left in its ring, and what a file says of itself. */
class VhdxHistoryTest {
    private static final int MIB = 1 << 20;
    private static final Change RIGHT = Change.right("table", 0, 4096);

    private static VhdxImage with(VhdxLogRecipe log) {
        return VhdxImage.dynamic(4 * MIB)
                .block(0, VhdxImage.FULL)
                .block(2, VhdxImage.FULL)
                .log(log)
                .build();
    }

    @Test
    void namesWhatEachEntryChanged() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(
                3,
                Entry.of(
                        7,
                        0,
                        Change.right("", 0x30000, 4096),
                        Change.right("", MIB - 4096, 4096),
                        Change.right("metadata", 0, 4096),
                        Change.right("", 3 * MIB - 4096, 4096),
                        RIGHT,
                        Change.zeros("table", MIB - 8192, 8192),
                        Change.right("", 4 * MIB, 4096))));
        VhdxLogHistory history = history(image.toBytes());
        assertNull(history.problem());
        assertTrue(history.isComplete());
        VhdxLogHistory.Entry entry = history.entries().get(0);
        assertEquals(MIB + 3 * 4096, entry.fileOffset());
        assertEquals(VhdxLogRecipe.ID, entry.logId());
        assertTrue(entry.isCurrent());
        assertEquals(
                List.of(
                        "region table 196608 4096 false",
                        "region table 1044480 4096 false",
                        "metadata 2097152 4096 false",
                        "metadata 3141632 4096 false",
                        "block table 3145728 4096 false",
                        "block table 4186112 8192 true",
                        "other 4194304 4096 false"),
                entry.changes().stream()
                        .map(one -> one.structure() + " " + one.fileOffset() + " " + one.length() + " " + one.isZeros())
                        .toList());
    }

    @Test
    void comparesVersionsOfThePagesOfTheTable() throws IOException {
        // 600 blocks: their entries take two pages of 512. The first version of each is garbage of 0x77.
        VhdxImage image = VhdxImage.dynamic(600L * MIB)
                .block(0, VhdxImage.FULL)
                .block(2, VhdxImage.ZERO)
                .block(599, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(
                        3,
                        Entry.of(7, 0, Change.wrong("table", 0, 8192)),
                        Entry.of(8, 0, Change.right("metadata", 0, 4096), Change.right("table", 0, 8192))))
                .build();
        VhdxLogHistory history = history(image.toBytes());
        List<VhdxLogHistory.Change> changes = history.entries().get(1).changes();
        assertEquals(List.of(), history.entries().get(0).changes().get(0).blocks());
        assertEquals(List.of(), changes.get(0).blocks());
        List<VhdxLogHistory.BlockChange> first = changes.get(1).blocks();
        assertEquals(512, first.size());
        assertEquals(new VhdxLogHistory.BlockChange(0, 7, 6, 4L * MIB), first.get(0));
        assertEquals(new VhdxLogHistory.BlockChange(1, 7, 0, 0), first.get(1));
        assertEquals(new VhdxLogHistory.BlockChange(2, 7, 2, 0), first.get(2));
        assertEquals(new VhdxLogHistory.BlockChange(511, 7, 0, 0), first.get(511));
        List<VhdxLogHistory.BlockChange> second = changes.get(2).blocks();
        assertEquals(88, second.size(), "up to the last block of the disk");
        assertEquals(new VhdxLogHistory.BlockChange(599, 7, 6, 5L * MIB), second.get(87));
    }

    @Test
    void leavesOutBitmapsAndWhatDidNotChange() throws IOException {
        // Sixteen blocks of 256 MiB share a bitmap, so that every seventeenth entry is one.
        VhdxImage image = VhdxImage.dynamic(40L * 256 * MIB)
                .blockBytes(256 * MIB)
                .block(20, VhdxImage.ZERO)
                .log(VhdxLogRecipe.dirty(
                        3,
                        Entry.of(7, 0, Change.wrong("table", 0, 4096)),
                        Entry.of(8, 0, RIGHT),
                        Entry.of(9, 0, RIGHT)))
                .build();
        VhdxLogHistory history = history(image.toBytes());
        List<VhdxLogHistory.BlockChange> blocks =
                history.entries().get(1).changes().get(0).blocks();
        assertEquals(40, blocks.size());
        for (int block = 0; block < 40; block++) {
            assertEquals(block, blocks.get(block).block());
            assertEquals(block == 20 ? 2 : 0, blocks.get(block).state());
        }
        assertEquals(List.of(), history.entries().get(2).changes().get(0).blocks());
    }

    @Test
    void sortsLogsAndTheirEntries() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(
                250,
                Entry.of(7, 0, RIGHT),
                Entry.of(9, 0, Change.wrong("table", 0, 4096)).with(Flaw.OTHER_ID),
                Entry.of(3, 0, RIGHT).with(Flaw.OTHER_ID)));
        VhdxLogHistory history = history(image.toBytes());
        assertEquals(
                List.of(3L, 9L, 7L),
                history.entries().stream()
                        .map(VhdxLogHistory.Entry::sequenceNumber)
                        .toList());
        assertEquals(
                List.of(false, false, true),
                history.entries().stream().map(VhdxLogHistory.Entry::isCurrent).toList());
        assertEquals(4, history.entries().get(1).changes().get(0).blocks().size());
        assertEquals(List.of(), history.entries().get(2).changes().get(0).blocks(), "another log");
    }

    @Test
    void readsTheWholeOfAPage() throws IOException {
        // The last entry of a page: what the log has of it is in two places.
        VhdxImage image = VhdxImage.dynamic(600L * MIB)
                .log(VhdxLogRecipe.dirty(3, Entry.of(7, 0, RIGHT), Entry.of(8, 0, Change.wrong("table", 0, 4096))))
                .build();
        List<VhdxLogHistory.BlockChange> blocks =
                history(image.toBytes()).entries().get(1).changes().get(0).blocks();
        for (int block : new int[] {0, 1, 510, 511}) {
            assertEquals(new VhdxLogHistory.BlockChange(block, 0, 7, 0x7777777777700000L), blocks.get(block));
        }
    }

    @Test
    void sortsEarlierLogsByTheirIds() throws IOException {
        VhdxImage image = with(VhdxLogRecipe.dirty(3, Entry.of(2, 0, RIGHT).with(Flaw.OTHER_ID), Entry.of(9, 1, RIGHT))
                .clean());
        assertEquals(
                List.of(VhdxLogRecipe.ID, "99999999-51d2-4e6f-9a8b-0c1d2e3f4a5b"),
                history(image.toBytes()).entries().stream()
                        .map(VhdxLogHistory.Entry::logId)
                        .toList());
    }

    @Test
    void listsOnlySoManyBlocks() throws IOException {
        for (int blocks : new int[] {16_384, 16_385}) {
            VhdxImage image = VhdxImage.dynamic((long) blocks * MIB)
                    .log(VhdxLogRecipe.dirty(
                            3,
                            Entry.of(7, 0, Change.wrong("table", 0, 33 * 4096)),
                            Entry.of(8, 0, Change.right("table", 0, 33 * 4096))))
                    .build();
            VhdxLogHistory history = history(image.toBytes());
            assertEquals(
                    16_384,
                    history.entries().get(1).changes().stream()
                            .mapToInt(change -> change.blocks().size())
                            .sum());
            assertEquals(blocks == 16_384, history.isComplete());
            assertEquals(blocks == 16_384 ? null : "the log has more changes than are listed", history.problem());
        }
    }

    @Test
    void readsOnlyLogsOfABoundedLength() throws IOException {
        byte[] bytes = with(VhdxLogRecipe.EMPTY).toBytes();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int mib : new int[] {64, 65}) {
            file.putInt(0x20000 + 68, mib * MIB).putLong(0x20000 + 72, 16L * MIB);
            byte[] sealed = VhdxImage.fixChecksums(bytes.clone());
            try (VhdxFile opened = VhdxFile.open(new SparseSource(sealed, 100L * MIB), FileOptions.defaults())) {
                VhdxLogHistory history = VhdxLogHistory.of(opened);
                assertEquals(List.of(), history.entries());
                assertEquals(
                        mib == 64 ? null : "the log has 68157440 bytes, and only one of at most 67108864 is read",
                        history.problem());
                assertEquals(mib == 64, history.isComplete());
            }
        }
        file.putInt(0x20000 + 68, 0);
        VhdxLogHistory none = history(VhdxImage.fixChecksums(bytes));
        assertTrue(none.isComplete());
    }

    @Test
    void saysWhatAFileIs() throws IOException {
        VhdxImage image = VhdxImage.dynamic(4 * MIB)
                .creator("a program")
                .block(0, VhdxImage.FULL)
                .build();
        VhdxFile file = open(image.toBytes());
        assertEquals("disk.vhdx (dynamic, VHDX, a program, 4194304 bytes)", file.toString());
        assertEquals(DiskType.DYNAMIC, file.type());
        assertEquals(DiskFormat.VHDX, file.format());
        assertEquals(4096, file.physicalSectorBytes());
        assertEquals(512, file.logicalSectorBytes());
        assertEquals(image.dataWriteId(), "{" + file.uniqueId() + "}");
        assertEquals(
                "0e7b1d4a-22c5-4f9e-8a11-5d3c9b7e6f01", file.virtualDiskId().toString());
        assertNull(file.created());
        assertNull(file.parentLocator());
        assertFalse(file.isTypeContradicted());
        assertEquals(5 * MIB, file.fileSize());
        assertEquals(2, file.headers().size());
        assertEquals(5, file.metadataItems().size());
        assertEquals(VhdxFile.LogState.EMPTY, file.logState());
        assertEquals(0, file.logPages());
        ByteBuffer sector = ByteBuffer.allocate(512);
        file.readData(5 * MIB - 512, sector);
        file.readRaw(5 * MIB - 512, sector.clear());
        assertThrows(IndexOutOfBoundsException.class, () -> file.readRaw(5 * MIB - 511, sector.clear()));
        Exception e = assertThrows(IOException.class, () -> file.readData(5 * MIB - 511, sector.clear()));
        assertTrue(
                String.valueOf(e.getMessage())
                        .endsWith("VHDX data: expected 512 bytes of the disk, found 511 before the file's data ends at"
                                + " 5242880 (file offset 5242369)"),
                e::getMessage);
        file.requireOpen();
        file.close();
        assertThrows(ClosedChannelException.class, file::requireOpen);
        assertThrows(ClosedChannelException.class, () -> file.readRaw(0, sector.clear()));
    }

    @Test
    void knowsKindsOfDisks() throws IOException {
        VhdxImage base = VhdxImage.fixed(MIB).block(0, VhdxImage.FULL).build();
        try (VhdxFile file = open(base.toBytes())) {
            assertEquals(DiskType.FIXED, file.type());
        }
        VhdxImage child = VhdxImage.differencing(MIB).parent(base, "base.vhdx").build();
        try (VhdxFile file = open(child.toBytes())) {
            assertEquals(DiskType.DIFFERENCING, file.type());
            assertNotNull(file.parentLocator());
            assertEquals(6, file.metadataItems().size());
        }
    }

    @Test
    void readsAnIdThatIsMissingAsZeros() throws IOException {
        byte[] bytes = with(VhdxLogRecipe.EMPTY).toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(2 * MIB + 32 * 3 + 20, 15);
        try (VhdxFile file = open(bytes)) {
            assertTrue(file.virtualDiskId().isNull());
        }
    }

    @Test
    void readsAPhysicalSectorSizeThatIsMissingAsZero() throws IOException {
        byte[] bytes = with(VhdxLogRecipe.EMPTY).toBytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(2 * MIB + 32 * 5 + 20, 3);
        try (VhdxFile file = open(bytes)) {
            assertEquals(0, file.physicalSectorBytes());
        }
        byte[] large = with(VhdxLogRecipe.EMPTY).toBytes();
        ByteBuffer.wrap(large).putInt(2 * MIB + 0x10000 + 36, -1);
        try (VhdxFile file = open(large)) {
            assertEquals(Integer.MAX_VALUE, file.physicalSectorBytes());
        }
    }

    private static VhdxLogHistory history(byte[] bytes) throws IOException {
        try (VhdxFile file = open(bytes)) {
            return VhdxLogHistory.of(file);
        }
    }

    private static VhdxFile open(byte[] bytes) throws IOException {
        return VhdxFile.open(RandomAccessSources.ofBytes("disk.vhdx", bytes), FileOptions.defaults());
    }
}
