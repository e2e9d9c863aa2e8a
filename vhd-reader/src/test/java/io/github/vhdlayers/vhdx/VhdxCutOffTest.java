package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file that was cut off has one finding for all of its blocks behind the end, and damaged entries have one each. */
class VhdxCutOffTest {
    private static final int MIB = 1 << 20;
    private static final int BLOCKS = 12;
    /** The state of a block that the file stores. */
    private static final int STORED = 6;

    @Test
    void blocksBehindTheEndAreOneFinding() throws IOException {
        VhdxImage image = full();
        for (int missing = 2; missing < BLOCKS; missing++) {
            long edge = blocksEnd(image) - (long) missing * MIB;
            for (long end : new long[] {edge, edge + 4096}) {
                long behind = count(image, end, Long.MAX_VALUE);
                long cut = count(image, end - MIB + 1, end);
                assertEquals(
                        List.of(FindingCode.FILE_CUT_OFF + " " + behind + (behind == 1 ? " block is" : " blocks are")
                                + " behind the file's end at " + end + ", " + cut
                                + (cut == 1 ? " block is" : " blocks are")
                                + " cut by it; the file had at least " + blocksEnd(image) + " bytes"),
                        findings(image.toBytes(), end));
            }
        }
    }

    @Test
    void damagedEntriesAreNoCutOff() throws IOException {
        VhdxImage image = full();
        byte[] bytes = image.toBytes();
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int first = image.place("table");
        // Where a block of a longer file would be, and the blocks are where they were.
        for (int block = 3; block < 6; block++) {
            table.putLong(first + 8 * block, image.length() + (long) (block - 3) * MIB | STORED);
        }
        assertEquals(
                List.of(
                        misplaced(3, image.length()),
                        misplaced(4, image.length() + (long) MIB),
                        misplaced(5, image.length() + 2L * MIB)),
                findings(bytes, bytes.length));
    }

    @Test
    void entryThatIsFarAwayIsNoCutOff() throws IOException {
        VhdxImage image = full();
        byte[] bytes = image.toBytes();
        int first = image.place("table");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(first + 8 * 7, 1L << 40 | STORED);
        assertEquals(List.of(misplaced(7, 1L << 40)), findings(bytes, bytes.length));
    }

    private static long blocksEnd(VhdxImage image) {
        return IntStream.range(0, BLOCKS)
                .mapToLong(block -> image.fileOffsetOf(block * (MIB / 512)) + MIB)
                .max()
                .orElseThrow();
    }

    /** How many blocks begin in a part of the file. */
    private static long count(VhdxImage image, long from, long to) {
        return IntStream.range(0, BLOCKS)
                .mapToLong(block -> image.fileOffsetOf(block * (MIB / 512)))
                .filter(place -> place >= from && place < to)
                .count();
    }

    private static VhdxImage full() {
        VhdxImage.Builder builder = VhdxImage.dynamic((long) BLOCKS * MIB);
        for (int block = 0; block < BLOCKS; block++) {
            builder.block(block, STORED);
        }
        return builder.shuffled().build();
    }

    private static String misplaced(int block, long place) {
        return FindingCode.BAT_ENTRY_MISPLACED + " entry " + block + " (block " + block + ") is file offset " + place;
    }

    private static List<String> findings(byte[] bytes, long length) throws IOException {
        RandomAccessSource source = RandomAccessSources.slice(RandomAccessSources.ofBytes("a.vhdx", bytes), 0, length);
        try (VirtualDisk disk = VirtualDisk.open(source, VhdOptions.defaults())) {
            return disk.examineBlocks().stream()
                    .filter(finding -> finding.code() != FindingCode.FILE_END_UNALIGNED)
                    .map(VhdxCutOffTest::text)
                    .toList();
        }
    }

    private static String text(Finding finding) {
        return finding.code() + " " + finding.detail();
    }
}
