package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The footer of a file that cannot be opened. */
class FooterPeekTest {
    @Test
    void recognisesTheFooterOfADiskWithoutHeader() throws Exception {
        byte[] disk = DiskImage.dynamic(1 << 20).build().toBytes();
        Arrays.fill(disk, 512, 1536, (byte) 0);
        RandomAccessSource source = RandomAccessSources.ofBytes("broken", disk);
        assertThrows(CorruptVhdException.class, () -> VhdFile.open(source));
        RandomAccessSource again = RandomAccessSources.ofBytes("broken", disk);
        assertEquals(
                1 << 20,
                VhdFile.peekFooter(again, FileOptions.defaults()).footer().currentSize());
        assertEquals(disk.length, again.size(), "it stays open");
        RandomAccessSource none = RandomAccessSources.ofBytes("none", new byte[4096]);
        assertThrows(NotVhdException.class, () -> VhdFile.peekFooter(none, FileOptions.defaults()));
    }
}
