package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.BlockLayout;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Structures that lie in one another, that say two things, or that only one program ever wrote. */
class RefusedStructuresTest {
    private static final int SECTOR = 512;
    private static final int FIXED = 2;
    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    private final DiskImage dynamic = DiskImage.dynamic(64 * SECTOR)
            .blockSize(4096)
            .layout(Layout.COMPACT)
            .own(0, 20, SectorContent.pattern(1))
            .build();

    @Test
    void aHeaderInTheFooterCopyIsRefused() throws IOException {
        byte[] bytes = dynamic.toBytes();
        System.arraycopy(bytes, 512, bytes, 88, 1024);
        ByteBuffer.wrap(bytes).putLong(16, 88).putLong((int) dynamic.positions().tailOffset() + 16, 88);
        assertEquals(ErrorCode.STRUCTURES_OVERLAP, error(bytes));
    }

    @Test
    void aHeaderThatReachesIntoTheFooterIsRefused() throws IOException {
        byte[] bytes = dynamic.toBytes();
        int tail = (int) dynamic.positions().tailOffset();
        System.arraycopy(bytes, 512, bytes, tail - 512, 512);
        ByteBuffer.wrap(bytes).putLong(16, tail - 512).putLong(tail + 16, tail - 512);
        assertEquals(ErrorCode.STRUCTURES_OVERLAP, error(bytes));
    }

    @Test
    void aTableThatReachesIntoTheHeaderIsRefused() throws IOException {
        // 400 blocks of a sector: their entries take 1600 bytes, of which the header takes those from 1024 on.
        DiskImage many = DiskImage.dynamic(400 * SECTOR)
                .blockSize(512)
                .layout(Layout.COMPACT)
                .build();
        byte[] bytes = many.toBytes();
        System.arraycopy(bytes, 512, bytes, 1024, 1024);
        ByteBuffer.wrap(bytes).putLong(1024 + 16, 512);
        ByteBuffer.wrap(bytes).putLong(16, 1024).putLong((int) many.positions().tailOffset() + 16, 1024);
        assertEquals(ErrorCode.STRUCTURES_OVERLAP, error(bytes));
    }

    @Test
    void aPathInAnotherStructureIsOdd() throws IOException {
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(4096)
                .parentUniqueId(BASE_ID)
                .relativeLocator(".\\base.vhd")
                .build();
        byte[] bytes = child.toBytes();
        ByteBuffer.wrap(bytes).putLong(512 + 576 + 16, child.positions().tableOffset());
        try (VhdFile file = open(Mutations.fixChecksums(bytes))) {
            assertTrue(codes(file).contains(FindingCode.LOCATOR_OVERLAPS), () -> codes(file)
                    .toString());
        }
    }

    @Test
    void aContainerWithAFooterOfAFixedDiskIsRefused() throws IOException {
        byte[] bytes = dynamic.toBytes();
        // The copy is lost, and a flipped type leaves the checksum wrong; then somebody writes the right one.
        Arrays.fill(bytes, 0, 512, (byte) 0);
        ByteBuffer.wrap(bytes).putInt((int) dynamic.positions().tailOffset() + 60, FIXED);
        assertEquals(ErrorCode.FOOTERS_CONTRADICT, error(bytes));
        ByteBuffer.wrap(bytes).putLong((int) dynamic.positions().tailOffset() + 16, -1);
        assertEquals(ErrorCode.FOOTERS_CONTRADICT, error(bytes));
        ByteBuffer.wrap(bytes).putLong((int) dynamic.positions().tailOffset() + 16, 512);
        assertEquals(ErrorCode.FOOTERS_CONTRADICT, error(Mutations.fixChecksums(bytes)));
    }

    @Test
    void bitmapsInAnotherOrderAreRefused() throws IOException {
        byte[] bytes = DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", 0x0000_0001, "\0\0\0\0")
                .own(0, 3, SectorContent.pattern(1))
                .build()
                .toBytes();
        assertEquals(ErrorCode.BITMAP_ORDER, error(bytes));
    }

    @Test
    void refusesALargeTableOnlyIfItIsThere() throws IOException {
        Limits four = Limits.defaults().toBuilder().maxTableEntries(4).build();
        FileOptions options = FileOptions.of(four);
        byte[] bytes = dynamic.toBytes();
        VhdException e = assertThrows(VhdException.class, () -> VhdFile.open(source(bytes), options));
        assertEquals(ErrorCode.TABLE_TOO_LARGE, e.code());
        byte[] cut = Arrays.copyOf(bytes, (int) dynamic.positions().tableOffset() + 4 * 4);
        VhdFile.open(source(cut), options).close();
    }

    @Test
    void aCopyThatWasMarkedHiddenWithoutItsChecksumIsNotDamaged() throws IOException {
        for (int version : new int[] {0x0001_0001, 0x0001_0003}) {
            byte[] bytes = DiskImage.dynamic(64 * SECTOR)
                    .blockSize(4096)
                    .creator("tap\0", version, "\0\0\0\0")
                    .batmap(true)
                    .build()
                    .toBytes();
            bytes[85] = 1;
            try (VhdFile file = open(bytes)) {
                List<FindingCode> expected = version == 0x0001_0001
                        ? List.of(FindingCode.HIDDEN_DISK)
                        : List.of(FindingCode.FOOTER_COPY_DAMAGED, FindingCode.FOOTER_COPIES_DIFFER);
                assertEquals(expected, codes(file));
            }
        }
    }

    @Test
    void theChecksumOfAnOldBatmapIsASumOfSignedBytes() throws IOException {
        DiskImage xen = DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", 0x0001_0001, "\0\0\0\0")
                .batmap(true)
                .staleBitmaps(true)
                .own(0, 8, SectorContent.pattern(1))
                .build();
        byte[] bytes = xen.toBytes();
        ByteBuffer batmap = ByteBuffer.wrap(bytes, (int) xen.positions().batmapOffset(), 512)
                .slice();
        // One bit, the highest, is set.
        assertEquals(~0x80, batmap.getInt(24));
        batmap.putInt(20, 0x0001_0001).putInt(24, ~-0x80);
        try (VhdFile file = open(bytes)) {
            assertEquals(List.of(), codes(file));
            BlockLayout blocks = Objects.requireNonNull(file.blocks());
            assertTrue(blocks.isKnownFull(0));
        }
    }

    @Test
    void aBatmapThatIsGoneIsMissed() throws IOException {
        byte[] bytes = DiskImage.dynamic(64 * SECTOR)
                .blockSize(4096)
                .creator("tap\0", 0x0001_0003, "\0\0\0\0")
                .build()
                .toBytes();
        try (VhdFile file = open(bytes)) {
            assertEquals(List.of(FindingCode.BATMAP_IGNORED), codes(file));
        }
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk.vhd", bytes);
    }

    private static VhdFile open(byte[] bytes) throws IOException {
        return VhdFile.open(source(bytes));
    }

    private static ErrorCode error(byte[] bytes) {
        return assertThrows(VhdException.class, () -> open(bytes)).code();
    }

    private static List<FindingCode> codes(VhdFile file) {
        return file.findings().stream().map(Finding::code).toList();
    }
}
