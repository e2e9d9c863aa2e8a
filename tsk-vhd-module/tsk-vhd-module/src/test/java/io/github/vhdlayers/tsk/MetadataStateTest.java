package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whose metadata is, on bytes made by hand. */
class MetadataStateTest {
    @Test
    void aRecordOfAnotherSequenceIsAnotherFiles() {
        MetadataState used = ntfs(7, true);
        assertTrue(used.isSameAs(ntfs(7, true)));
        assertFalse(used.isSameAs(ntfs(6, true)));
        assertFalse(used.isSameAs(ntfs(7, false)));
        assertTrue(ntfs(8, false).isLeftOf("ntfs", used));
        assertTrue(ntfs(7, false).isLeftOf("ntfs", used));
        assertFalse(ntfs(9, false).isLeftOf("ntfs", used));
        assertFalse(ntfs(8, true).isLeftOf("ntfs", used));
        assertTrue(ntfs(1, false).isLeftOf("ntfs", ntfs(65_535, true)));
    }

    @Test
    void aFatEntryIsKnownByItsName() {
        MetadataState used = fat("LETTER  TXT");
        assertTrue(used.isSameAs(fat("LETTER  TXT")));
        assertFalse(used.isSameAs(fat("BETTER  TXT")));
        MetadataState deleted = fat("\u00e5ETTER  TXT");
        assertFalse(deleted.inUse());
        assertTrue(deleted.isLeftOf("fat16", used));
        assertFalse(deleted.isLeftOf("fat16", fat("LETTER  DOC")));
        assertEquals(MetadataState.NONE, fat("\0ETTER  TXT"));
    }

    @Test
    void anInodeIsKnownByItsGenerationAndBirth() {
        MetadataState used = ext(1, 5, 100);
        assertTrue(used.isSameAs(ext(2, 5, 100)));
        assertFalse(used.isSameAs(ext(1, 5, 101)));
        assertFalse(used.isSameAs(ext(1, 6, 100)));
        assertTrue(ext(0, 5, 100).isLeftOf("ext4", used));
        assertFalse(ext(0, 5, 101).isLeftOf("ext4", used));
    }

    @Test
    void anExFatSetIsKnownByWhatItsNameAddsUpTo() {
        assertTrue(exFat(0x85, 1234).isSameAs(exFat(0x85, 1234)));
        assertFalse(exFat(0x85, 1234).isSameAs(exFat(0x85, 1235)));
        assertTrue(exFat(0x05, 1234).isLeftOf("exfat", exFat(0x85, 1234)));
    }

    @Test
    void anythingElseIsNobodysAndNothingBreaks() {
        assertEquals(MetadataState.NONE, MetadataState.of("hfs", ByteBuffer.allocate(256)));
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(1100)];
            random.nextBytes(bytes);
            for (String type : List.of("ntfs", "fat32", "exfat", "ext2")) {
                MetadataState.of(type, ByteBuffer.wrap(bytes));
            }
            if (bytes.length > 4) {
                ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                record.putInt(0, 0x454C_4946);
                if (bytes.length >= 64) {
                    record.putShort(20, (short) (48 + random.nextInt(8)));
                    record.putInt(random.nextInt(8) + 52, 128);
                }
                ResidentContent.of(record, 128, 0);
            }
        }
    }

    @Test
    void aResidentContentIsFoundWithWhatTheUpdateNumbersHide() {
        ByteBuffer record = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 0x454C_4946)
                .putShort(4, (short) 48)
                .putShort(6, (short) 3)
                .putShort(20, (short) 56);
        record.putInt(24, 56 + 504 + 8);
        record.putShort(48, (short) 9).putShort(50, (short) 0x6261).putShort(52, (short) 0);
        record.putInt(56, 128)
                .putInt(60, 504)
                .putShort(70, (short) 3)
                .putInt(72, 460)
                .putShort(76, (short) 24);
        record.putInt(560, -1);
        // In place of the last two bytes of the sector stands the number.
        record.putShort(510, (short) 9).putShort(1022, (short) 9);
        ByteBuffer content = Objects.requireNonNull(ResidentContent.of(record, 128, 3));
        assertEquals(460, content.limit());
        assertEquals('a', content.get(510 - 80));
        assertEquals('b', content.get(511 - 80));
        assertNull(ResidentContent.of(record, 128, 4));
        assertNull(ResidentContent.of(record, 144, 3));
    }

    private static MetadataState ntfs(int sequence, boolean used) {
        ByteBuffer record = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 0x454C_4946).putShort(16, (short) sequence).putShort(22, (short) (used ? 1 : 0));
        return MetadataState.of("ntfs", record);
    }

    private static MetadataState fat(String name) {
        ByteBuffer entries = ByteBuffer.allocate(96);
        entries.put(64, name.getBytes(StandardCharsets.ISO_8859_1));
        return MetadataState.of("fat32", entries);
    }

    private static MetadataState exFat(int kind, int hash) {
        ByteBuffer entries = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
        entries.put(0, (byte) kind).put(35, (byte) 5).putShort(36, (short) hash);
        return MetadataState.of("exfat", entries);
    }

    private static MetadataState ext(int links, int generation, int born) {
        ByteBuffer inode = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        inode.putShort(0, (short) 0x81A4).putShort(26, (short) links).putInt(100, generation);
        inode.putShort(128, (short) 32).putInt(0x90, born);
        return MetadataState.of("ext4", inode);
    }
}
