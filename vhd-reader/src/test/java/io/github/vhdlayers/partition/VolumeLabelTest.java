package io.github.vhdlayers.partition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The labels of volumes that the usual programs make, whole and damaged. */
class VolumeLabelTest {
    private static final int BYTES = 40 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "NTFS, mkfs.ntfs -q -F -f -L, Kestrel \u00e4\u65e5 32",
        "NTFS, mkfs.ntfs -q -F -f -c 65536 -L, Large",
        "exFAT, mkfs.exfat -L, Stick \u65e5",
        "FAT12, mkfs.fat -F 12 -s 32 -n, TWELVE",
        "FAT16, mkfs.fat -F 16 -n, SIXTEEN",
        "FAT32, mkfs.fat -F 32 -s 1 -n, THIRTY TWO",
        "ext4, mke2fs -q -F -t ext4 -L, data"
    })
    void areThoseThatTheProgramsWrote(String kind, String command, String label) throws IOException {
        byte[] disk = make(command, label);
        assertEquals(kind + " " + label, label(disk));
    }

    @Test
    void prefersTheLabelOfTheRootFolderOfFat() throws IOException {
        for (String type : new String[] {"16", "32"}) {
            byte[] disk = make("mkfs.fat -F " + type + " -s " + (type.equals("16") ? 2 : 1) + " -n", "BEFORE");
            int root = indexOf(disk, "BEFORE     ", 4096);
            System.arraycopy("AFTER      ".getBytes(ISO_8859_1), 0, disk, root, 11);
            assertEquals("FAT" + type + " AFTER", label(disk));
            disk[root] = (byte) 0xE5;
            assertEquals("FAT" + type + " BEFORE", label(disk));
        }
    }

    @Test
    void aRecordThatIsNotWholeGivesNoLabel() throws IOException {
        byte[] disk = make("mkfs.ntfs -q -F -f -L", "Kestrel");
        int name = indexOf(disk, "K\0e\0s\0t\0r\0e\0l\0", 0);
        int record = name / 1024 * 1024;
        for (int at : new int[] {0, 0x16, 0x2C, 510, 1022}) {
            byte[] broken = disk.clone();
            broken[record + at] ^= 1;
            assertEquals("NTFS ", label(broken), () -> "byte " + at);
        }
    }

    @Test
    void noDamageIsMoreThanAMissingLabel() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (String command : new String[] {"mkfs.ntfs -q -F -f -L", "mkfs.exfat -L", "mkfs.fat -F 32 -s 1 -n"}) {
            byte[] disk = make(command, "LABEL");
            int name = indexOf(disk, command.contains("fat -F") ? "LABEL      " : "L\0A\0B\0E\0L\0", 512);
            int around = name / 1024 * 1024;
            byte[] boot = Arrays.copyOf(disk, 512);
            byte[] names = Arrays.copyOfRange(disk, around, around + 1024);
            for (int i = 0; i < 300; i++) {
                for (int n = random.nextInt(1, 4); n > 0; n--) {
                    int at = random.nextBoolean() ? random.nextInt(512) : around + random.nextInt(1024);
                    disk[at] = (byte) random.nextInt(256);
                }
                assertDoesNotThrow(() -> label(disk), () -> command + ", seed " + seed);
                System.arraycopy(boot, 0, disk, 0, boot.length);
                System.arraycopy(names, 0, disk, around, names.length);
            }
        }
    }

    private static int indexOf(byte[] disk, String text, int from) {
        int found = new String(disk, ISO_8859_1).indexOf(text, from);
        assertTrue(found >= 0, text);
        return found;
    }

    private static String label(byte[] disk) throws IOException {
        return PartitionTable.read(RandomAccessSources.ofBytes("disk", disk)).partitions().stream()
                .map(Partition::volume)
                .map(volume -> volume == null ? "" : volume.kind() + " " + volume.label())
                .collect(Collectors.joining(", "));
    }

    private byte[] make(String command, String label) throws IOException {
        String[] words = command.split(" ", -1);
        String missing = InteropTools.missing(words[0]);
        assumeTrue(missing.isEmpty(), missing);
        Path raw = folder.resolve("raw");
        Files.deleteIfExists(raw);
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = label;
        all[words.length + 1] = raw.toString();
        InteropTools.run(folder, all).requireSuccess();
        return Files.readAllBytes(raw);
    }
}
