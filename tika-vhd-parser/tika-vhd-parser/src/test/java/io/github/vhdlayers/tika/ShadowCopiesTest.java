package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadow copies in metadata and text, with the layer that recorded them. */
class ShadowCopiesTest {
    private static final int CATALOG = 600 << 10;
    private static final String ID = "3808876b-c176-4e48-b7ae-04046e6cc752";

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private static byte[] volume() throws IOException {
        Path file = Path.of("..", "..", "testing", "fuzz", "volumes", "ntfs.gz");
        try (InputStream volume = new GZIPInputStream(Files.newInputStream(file))) {
            return volume.readAllBytes();
        }
    }

    /** A volume of NTFS with a catalog of two shadow copies, the second without a time. */
    private static byte[] withCopies() throws IOException {
        byte[] volume = volume();
        ByteBuffer disk = ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN);
        byte[] id = HexFormat.of().parseHex("6b87083876c1484eb7ae04046e6cc752");
        disk.put(0x1E00, id).putInt(0x1E00 + 20, 1).putLong(0x1E00 + 48, CATALOG);
        disk.put(CATALOG, id).putInt(CATALOG + 20, 2);
        for (int i = 1; i <= 2; i++) {
            disk.putLong(CATALOG + 128 * i, 2).put(CATALOG + 128 * i + 16, id);
        }
        disk.putLong(CATALOG + 128 + 48, 116_444_736_000_000_000L + 10_000_000L * 86_400);
        return volume;
    }

    @Test
    void eachHasItsPartitionIdTimeAndLayer() throws Exception {
        TestChain chain = TestChain.ofStates(List.of(volume(), withCopies(), withCopies()));
        Parses leaf = Parses.of(chain.writeTo(folder).get(0), new VhdParserConfig());
        assertEquals(List.of("2"), leaf.values(VhdProperties.SHADOW_COPIES));
        assertEquals(List.of("0", "0"), leaf.values(VhdProperties.SHADOW_COPY_PARTITION));
        assertEquals(List.of(ID, ID), leaf.values(VhdProperties.SHADOW_COPY_ID));
        assertEquals(List.of("1970-01-02T00:00:00Z", "none"), leaf.values(VhdProperties.SHADOW_COPY_CREATED));
        assertEquals(List.of("1", "1"), leaf.values(VhdProperties.SHADOW_COPY_LAYER));
        assertTrue(leaf.text().contains("Volumes record shadow copies, the contents of which are not read."));
        assertTrue(leaf.text().contains(ID), leaf.text());
    }

    @Test
    void anUnreadableCatalogHasAnUnknownNumberOfCopies() throws Exception {
        byte[] volume = withCopies();
        ByteBuffer.wrap(volume).order(ByteOrder.LITTLE_ENDIAN).putLong(0x1E00 + 48, 1L << 40);
        Parses leaf =
                Parses.of(TestChain.ofStates(List.of(volume)).writeTo(folder).get(0), new VhdParserConfig());
        assertEquals(List.of(), leaf.values(VhdProperties.SHADOW_COPIES));
        assertEquals(List.of(), leaf.values(VhdProperties.SHADOW_COPY_ID));
        assertTrue(leaf.text().contains("Which shadow copies partition 0 has is not known"), leaf.text());
    }
}
