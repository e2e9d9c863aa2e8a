package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The hash of a file as it is there. */
class FileHashTest {
    private static final int SECTORS = 5000;

    @Test
    void isOfAllBytesOfTheFile() throws Exception {
        byte[] bytes = bytes();
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        List<Long> reported = new ArrayList<>();
        try (VhdFile file = VhdFile.open(RandomAccessSources.ofBytes("fixed", bytes))) {
            assertEquals(expected, file.sha256(Progress.NONE));
            assertEquals(expected, file.sha256((done, total, bytesRead) -> {
                assertEquals(bytes.length, total);
                assertEquals(done, bytesRead);
                return reported.add(done);
            }));
        }
        assertEquals(List.of(1L << 20, 2L << 20, (long) bytes.length), reported);
    }

    @Test
    void endsWhenCancelled() throws Exception {
        try (VhdFile file = VhdFile.open(RandomAccessSources.ofBytes("fixed", bytes()))) {
            assertThrows(CancellationException.class, () -> file.sha256((done, total, bytesRead) -> false));
        }
    }

    private static byte[] bytes() {
        return DiskImage.fixed(SECTORS * 512L)
                .own(0, SECTORS, SectorContent.pattern(7))
                .build()
                .toBytes();
    }
}
