package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether a file of another format is known by the signature that is published for it, and as what. */
class ForeignFormatTest {
    @Test
    void namesTypesOfFiles() throws IOException {
        assertFormat("application/x-vmdk", of(4096, 0, "KDMV"));
        assertFormat("application/x-vmdk", of(4096, 0, "# Disk DescriptorFile"));
        assertFormat("application/x-qemu-disk", of(4096, 0, "QFI\u00FB"));
        assertFormat("application/x-virtualbox-vdi", of(4096, 0x40, "\u007F\u0010\u00DA\u00BE"));
        assertFormat("application/x-ewf", of(4096, 0, "EVF\t\r\n\u00FF\0"));
        assertFormat("application/zip", of(4096, 0, "PK\u0005\u0006"));
        assertFormat("application/gzip", of(4096, 0, "\u001F\u008B\b"));
        assertFormat("application/x-raw-disk-image", of(4096, 3, "NTFS    "));
        assertFormat("application/x-raw-disk-image", of(4096, 510, "U\u00AA"));
        assertFormat(null, new byte[4096]);
        assertFormat(null, new byte[0]);
    }

    @Test
    void needsAllBytesOfASignature() throws IOException {
        // Its last byte is the last that is looked at.
        byte[] iso = of(0x8001 + 5, 0x8001, "CD001");
        assertFormat("application/x-iso9660-image", iso);
        assertFormat(null, Arrays.copyOf(iso, iso.length - 1));
        assertFormat("application/x-raw-disk-image", of(512, 510, "U\u00AA"));
        assertFormat(null, of(511, 510, "U"));
        assertFormat("application/x-bzip2", of(10, 0, "BZh91AY&SY"));
        assertFormat(null, of(10, 0, "BZh91AY&S?"));
    }

    private static byte[] of(int length, int at, String signature) {
        byte[] bytes = new byte[length];
        byte[] text = signature.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, bytes, at, text.length);
        return bytes;
    }

    private static void assertFormat(@Nullable String type, byte[] bytes) throws IOException {
        ForeignFormat start = ForeignFormat.ofStart(ByteBuffer.wrap(bytes));
        ForeignFormat file = ForeignFormat.of(RandomAccessSources.ofBytes("a", bytes));
        assertEquals(start, file);
        if (type == null || file == null) {
            assertNull(type);
            assertNull(file);
        } else {
            assertEquals(type, file.mediaType());
        }
    }
}
