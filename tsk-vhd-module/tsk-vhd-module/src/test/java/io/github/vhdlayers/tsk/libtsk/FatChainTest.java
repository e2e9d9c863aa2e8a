package io.github.vhdlayers.tsk.libtsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FatChainTest {
    private static final int TABLE = 1024;

    private final ByteBuffer disk = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

    private FatChain chain(int bits) {
        FileSystemInfo info = new FileSystemInfo(1, null, "fat", 0, disk.capacity(), 512);
        return new FatChain(
                new MetadataVolume(RandomAccessSources.ofBytes("disk", disk.array()), info), TABLE, 1024, bits);
    }

    @Test
    void entriesOfTwelveBitsMayBeInTwoSectors() throws IOException {
        // Cluster 341 leads to 342, by half of the last byte of the first sector and the first byte of the second one;
        // 342 is the last.
        disk.put(TABLE + 511, (byte) (342 << 4)).put(TABLE + 512, (byte) (342 >> 4));
        disk.putShort(TABLE + 513, (short) 0xFFF);
        assertEquals(2, chain(12).length(341, 100));
        assertEquals(1, chain(12).length(341, 1));
        assertEquals(0, chain(12).length(0, 100));
    }

    @Test
    void entriesOfSixteenAndThirtyTwoBitsAreFollowed() throws IOException {
        disk.putShort(TABLE + 4, (short) 300).putShort(TABLE + 600, (short) 0xFFFF);
        assertEquals(2, chain(16).length(2, 100));
        disk.putInt(TABLE + 8, 200).putInt(TABLE + 800, 0x0FFFFFFF);
        assertEquals(2, chain(32).length(2, 100));
    }

    @Test
    void chainsInCirclesEnd() throws IOException {
        disk.putShort(TABLE + 4, (short) 3).putShort(TABLE + 6, (short) 2);
        FatChain chain = chain(16);
        for (int file = 0; file < 8; file++) {
            assertEquals(1 << 20, chain.length(2, Long.MAX_VALUE));
        }
        IOException e = assertThrows(IOException.class, () -> chain.length(2, Long.MAX_VALUE));
        assertTrue(String.valueOf(e.getMessage()).contains("are not read"), e.getMessage());
    }
}
