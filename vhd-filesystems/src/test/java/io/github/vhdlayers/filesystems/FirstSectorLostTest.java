package io.github.vhdlayers.filesystems;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Volumes of which the first sector is lost are read by its copy, and every answer says so. */
class FirstSectorLostTest {
    private static byte[] volume(String name) throws IOException {
        Path file = Path.of("../testing/fuzz/volumes").resolve(name + ".gz");
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
            return bytes.readAllBytes();
        }
    }

    private static byte[] withoutFirstSector(byte[] volume, int fill) {
        byte[] lost = volume.clone();
        Arrays.fill(lost, 0, 512, (byte) fill);
        return lost;
    }

    private static void isReadByCopy(byte[] whole, byte[] damaged, String says) throws IOException {
        Walked sound = Walked.of(whole);
        Walked walked = Walked.of(damaged);
        assertEquals(sound.files().keySet(), walked.files().keySet());
        List<VolumeProblem> none = Walked.problems(damaged);
        assertEquals(List.of(), none);
        assertTrue(walked.result().problems().toString().contains(says), walked.result()::toString);
        assertEquals(sound.info().length(), walked.info().length());
        assertEquals(sound.info().serial(), walked.info().serial());
        assertNotEquals("0", sound.info().serial());
    }

    @Test
    void ofNtfsTheCopyIsInTheLastSector() throws IOException {
        byte[] whole = volume("ntfs");
        isReadByCopy(
                whole, withoutFirstSector(whole, 0), "its first sector is not that of NTFS: it is read by the copy");
        isReadByCopy(whole, withoutFirstSector(whole, 0x5A), "it is read by the copy in sector");
        byte[] impossible = whole.clone();
        impossible[13] = 3;
        isReadByCopy(whole, impossible, "the boot sector says 3 sectors a cluster");
        byte[] copy = Arrays.copyOfRange(whole, whole.length - 512, whole.length);
        assertArrayEquals(Arrays.copyOf(whole, 512), copy);
    }

    @Test
    void ofExFatItIsInSector12() throws IOException {
        byte[] whole = volume("exfat");
        isReadByCopy(whole, withoutFirstSector(whole, 0), "its first sector is not that of exFAT");
    }

    @Test
    void usesTheCopyOfDamagedFirstSectorsOfExFat() throws IOException {
        byte[] whole = volume("exfat");
        byte[] damaged = whole.clone();
        // Another first cluster of the root folder.
        damaged[96] ^= 1;
        isReadByCopy(whole, damaged, "the checksum of its first sectors is wrong: it is read by the copy in sector 12");
        byte[] both = whole.clone();
        both[200] ^= 1;
        both[12 * 512 + 200] ^= 1;
        isReadByCopy(whole, both, "the checksum of its first sectors is wrong]");
    }

    @Test
    void ofExFatTheTableOfLettersHasAChecksum() throws IOException {
        byte[] damaged = volume("exfat");
        Walked sound = Walked.of(damaged);
        assertNull(sound.file("/$UPCASE_TABLE").problem());
        long at = sound.file("/$UPCASE_TABLE").streams().get(0).extents().get(0).diskOffset();
        damaged[(int) at + 300] ^= 1;
        assertEquals(
                "the checksum of its content is wrong",
                Walked.of(damaged).file("/$UPCASE_TABLE").problem());
    }

    @Test
    void aCopyIsNotUsedWhereAnotherFileSystemBegins() throws IOException {
        byte[] whole = volume("ntfs");
        byte[] swap = withoutFirstSector(whole, 0);
        System.arraycopy("XFSB".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, swap, 0, 4);
        swap[4] = 0;
        List<VolumeProblem> problems = Walked.problems(swap);
        assertEquals(1, problems.size(), problems::toString);
    }

    @Test
    void aVolumeThatBeginsAsTwoFileSystemsIsReadAsOneAndSaysSo() throws IOException {
        byte[] both = volume("ext4");
        Walked sound = Walked.of(both);
        // Its first two sectors are of no file system.
        System.arraycopy(volume("fat16"), 0, both, 0, 512);
        Walked walked = Walked.of(both);
        assertEquals(sound.files().keySet(), walked.files().keySet());
        assertTrue(
                walked.result().problems().toString().contains("the volume also begins as fat16, which is not shown"),
                walked.result()::toString);
    }

    @Test
    void aCopyThatDoesNotEndTheVolumeItDescribesIsNone() throws IOException {
        byte[] whole = withoutFirstSector(volume("ntfs"), 0);
        byte[] longer = Arrays.copyOf(whole, whole.length + 512);
        System.arraycopy(whole, whole.length - 512, longer, whole.length, 512);
        assertEquals(1, Walked.problems(longer).size());
    }
}
