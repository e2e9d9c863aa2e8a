package io.github.vhdlayers.filesystems.fat;

import static io.github.vhdlayers.filesystems.fat.FatImage.CLUSTER;
import static io.github.vhdlayers.filesystems.fat.FatImage.FOLDER;
import static io.github.vhdlayers.filesystems.fat.FatImage.in;
import static io.github.vhdlayers.filesystems.fat.FatImage.root;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystems.BadSectors;
import io.github.vhdlayers.filesystems.Walked;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** FAT volumes that are written here byte by byte, sound and damaged. */
class FatReaderTest {
    private final FatImage image = new FatImage();

    @Test
    void aFileInPieces() throws IOException {
        image.chain(5, 9, 7).fill(5, 1).fill(9, 2).fill(7, 3).entry(root(0), "A       BIN", 0x20, 5, 1100);
        Walked walked = Walked.of(image.toBytes());
        DiskFile file = walked.file("/A.BIN");
        assertEquals(3, file.streams().get(0).extents().size());
        assertEquals("2020-02-03T12:30:08", String.valueOf(file.times().modified()));
        assertEquals("2020-02-03", String.valueOf(file.times().accessed()));
        assertEquals(List.of(new DiskExtent(root(0), 32)), file.metadata());
        byte[] expected = new byte[1100];
        Arrays.fill(expected, 0, 512, (byte) 1);
        Arrays.fill(expected, 512, 1024, (byte) 2);
        Arrays.fill(expected, 1024, 1100, (byte) 3);
        assertArrayEquals(expected, walked.content("/A.BIN"));
        assertTrue(walked.result().isComplete(), walked.result().toString());
    }

    @Test
    void aPathIsFoundOrKnownNotToBeThereOrUnknown() throws IOException {
        image.chain(3, 8)
                .chain(5)
                .fill(5, 1)
                .entry(root(0), "FOLDER     ", FOLDER, 3, 0)
                .entry(in(3, 0), "A       BIN", 0x20, 5, 100);
        Walked walked = Walked.of(image.toBytes());
        DiskFile file = Objects.requireNonNull(walked.systems().find(walked.info(), "/FOLDER/A.BIN"));
        assertEquals(100L, file.size());
        assertEquals(100, walked.systems().content(file).size());
        assertNull(walked.systems().find(walked.info(), "/FOLDER/B.BIN"));
        assertNull(walked.systems().find(walked.info(), "/A.BIN"));

        // The folder goes on in a cluster that is past the end.
        Walked damaged = Walked.of(image.chain(3, 60_000).toBytes());
        assertNotNull(damaged.systems().find(damaged.info(), "/FOLDER/A.BIN"));
        assertNull(damaged.systems().find(damaged.info(), "/A.BIN"));
        IOException unknown =
                assertThrows(IOException.class, () -> damaged.systems().find(damaged.info(), "/FOLDER/B.BIN"));
        assertTrue(String.valueOf(unknown.getMessage()).startsWith("/FOLDER/B.BIN was not found"), unknown::toString);
    }

    @Test
    void namesOf255UnitsThatDifferInTheLast() throws IOException {
        String name = "n".repeat(254);
        int count = image.longName(root(0), name + "A", "NNNNNN~1   ");
        image.entry(root(count), "NNNNNN~1   ", 0x20, 0, 0);
        int more = image.longName(root(count + 1), name + "B", "NNNNNN~2   ");
        image.entry(root(count + 1 + more), "NNNNNN~2   ", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(255, walked.file("/" + name + "A").name().name().length());
        assertEquals(
                List.of(new DiskExtent(root(count + 1), 21 * 32)),
                walked.file("/" + name + "B").metadata());
    }

    @Test
    void aLongNameOverTwoClustersOfAFolder() throws IOException {
        image.chain(3, 8).entry(root(0), "FOLDER     ", FOLDER, 3, 0);
        for (int i = 0; i < 14; i++) {
            image.entry(in(3, i), String.format("F%-10d", i), 0x20, 0, 0);
        }
        int count = image.longName(in(3, 14), "a name of some length.txt", "ANAMEO~1TXT");
        assertEquals(2, count);
        image.entry(in(8, 0), "ANAMEO~1TXT", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(
                List.of(new DiskExtent(in(3, 14), 64), new DiskExtent(in(8, 0), 32)),
                walked.file("/FOLDER/a name of some length.txt").metadata());
    }

    @Test
    void aLongNameOfAnotherShortNameIsLeftOver() throws IOException {
        int count = image.longName(root(0), "of another", "OTHER   TXT");
        image.entry(root(count), "B       TXT", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(
                List.of(new DiskExtent(root(count), 32)), walked.file("/B.TXT").metadata());
    }

    @Test
    void bytesOfAnUnknownCodePageStayApart() throws IOException {
        image.entry(root(0), "\u00E4       TXT", 0x20, 0, 0).entry(root(1), "\u00F6       TXT", 0x20, 0, 0);
        image.entry(root(2), "\u0005       TXT", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(
                List.of("/\\x{E4}.TXT", "/\\x{F6}.TXT", "/\\x{E5}.TXT"),
                walked.files().keySet().stream()
                        .map(PathText::escape)
                        .filter(path -> path.endsWith("TXT"))
                        .toList());
    }

    @Test
    void caseBits() throws IOException {
        image.entry(root(0), "LOWER   TXT", 0x20, 0, 0).bytes.put(root(0) + 12, (byte) 0x18);
        image.entry(root(1), "BASE    TXT", 0x20, 0, 0).bytes.put(root(1) + 12, (byte) 0x08);
        assertTrue(Walked.of(image.toBytes()).files().keySet().containsAll(List.of("/lower.txt", "/base.TXT")));
    }

    @Test
    void aDeletedLongNameIsWholeAndItsContentAGuess() throws IOException {
        image.fill(6, 6).fill(7, 7).chain(7).fill(8, 8);
        int count = image.longName(root(0), "A long name.txt", "ALONGN~1TXT");
        image.entry(root(count), "ALONGN~1TXT", 0x20, 6, 900).delete(root(0), count + 1);
        Walked walked = Walked.of(image.toBytes());
        DiskFile file = walked.file("/A long name.txt");
        assertFalse(file.allocated());
        assertFalse(file.name().allocated());
        byte[] content = walked.content("/A long name.txt");
        assertEquals(6, content[0]);
        assertEquals(8, content[CLUSTER], "cluster 7 is in use");
    }

    /** The entries of a deleted name have no numbers any more, so a sector that cannot be read may have had the end of one. */
    @Test
    void aDeletedNameOfWhichTheEndMayBeUnreadableIsNoName() throws IOException {
        String cut = "A name of 26 letters.txt..";
        String whole = "Short.txt";
        // Sixteen entries in each cluster: the last of the first has the end of a name, and so has the first of the
        // third.
        image.chain(3, 4, 5).entry(root(0), "DIR        ", FOLDER, 3, 0);
        for (int entry = 0; entry < 14; entry++) {
            image.entry(in(3, entry), String.format("X%02d        ", entry), 0x20, 0, 0);
            image.entry(in(4, entry + 2), String.format("Y%02d        ", entry), 0x20, 0, 0);
        }
        image.entry(in(3, 14), "X14        ", 0x20, 0, 0);
        assertEquals(2, image.longName(in(3, 15), cut, "ANAMEO~1TXT"));
        image.entry(in(4, 1), "ANAMEO~1TXT", 0x20, 0, 0).delete(in(3, 15), 3);
        assertEquals(1, image.longName(in(5, 0), whole, "SHORT   TXT"));
        image.entry(in(5, 1), "SHORT   TXT", 0x20, 0, 0).delete(in(5, 0), 2);
        assertEquals(Set.of("/DIR/" + cut, "/DIR/" + whole), deletedNames(Walked.of(image.toBytes())));
        Walked behindGap = Walked.of(BadSectors.between(image.toBytes(), in(3, 0), in(4, 0)));
        assertEquals(Set.of("/DIR/" + whole), deletedNames(behindGap));
        assertEquals(1, behindGap.result().unreadCount());
        assertEquals(
                Set.of("/DIR/" + whole),
                deletedNames(Walked.of(BadSectors.between(image.toBytes(), in(4, 0), in(5, 0)))),
                "the only entry of a name is filled up behind its end");
    }

    private static Set<String> deletedNames(Walked walked) {
        return walked.files().values().stream()
                .filter(file -> !file.name().allocated())
                .map(DiskFile::path)
                .collect(Collectors.toSet());
    }

    @Test
    void filesThatShareClustersAreProblems() throws IOException {
        image.chain(3, 4, 5).next(6, 4).entry(root(0), "A          ", 0x20, 3, 1500);
        image.entry(root(1), "B          ", 0x20, 6, 1500).chain(9).entry(root(2), "C          ", 0x20, 9, 5);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(
                "it has clusters that another file has, too", walked.file("/A").problem());
        assertEquals(
                "it has clusters that another file has, too", walked.file("/B").problem());
        assertNull(walked.file("/C").problem());
        assertEquals(1500, walked.content("/A").length);
    }

    @Test
    void aChainInACircleEndsTheFileAlone() throws IOException {
        image.chain(3, 4, 5).next(5, 4).entry(root(0), "A          ", 0x20, 3, 100_000);
        image.entry(root(1), "B          ", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertTrue(
                String.valueOf(walked.file("/A").problem()).contains("circle"),
                walked.file("/A").problem());
        assertThrows(IOException.class, () -> walked.content("/A"));
        assertTrue(walked.files().containsKey("/B"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void sizesThatDoNotFitTheChain() throws IOException {
        image.chain(3, 4).entry(root(0), "LESS       ", 0x20, 3, 1500);
        image.chain(5, 6, 7).entry(root(1), "MORE       ", 0x20, 5, 100);
        image.chain(8).entry(root(2), "NONE       ", 0x20, 8, 0);
        image.entry(root(3), "NOWHERE    ", 0x20, 0, 7).next(9, 0xFF7).entry(root(4), "BAD        ", 0x20, 9, 1000);
        image.entry(root(5), "FREE       ", 0x20, 10, 10);
        Walked walked = Walked.of(image.toBytes());
        for (String path : List.of("/LESS", "/MORE", "/NONE", "/NOWHERE", "/BAD", "/FREE")) {
            assertTrue(walked.file(path).problem() != null, path);
        }
        assertEquals(100, walked.content("/MORE").length);
        assertEquals(0, walked.content("/NONE").length);
        assertThrows(IOException.class, () -> walked.content("/LESS"));
        assertThrows(IOException.class, () -> walked.content("/NOWHERE"));
    }

    @Test
    void aFolderInItselfIsEnteredOnce() throws IOException {
        image.chain(3).entry(root(0), "A          ", FOLDER, 3, 0).entry(in(3, 0), "A          ", FOLDER, 3, 0);
        image.entry(in(3, 1), "F          ", 0x20, 0, 0);
        Walked walked = Walked.of(image.toBytes());
        assertTrue(walked.files().containsKey("/A/F"));
        assertFalse(walked.files().containsKey("/A/A/F"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void manyFoldersThatBeginInOneChainAreReadOnce() throws IOException {
        for (int i = 0; i < 1000; i++) {
            image.next(3 + i, 4 + i);
            for (int j = 0; j < 16; j++) {
                image.entry(in(3 + i, j), String.format("D%-10d", i * 16 + j), FOLDER, 3 + (i * 16 + j) % 1000, 0);
            }
        }
        image.next(1002, FatImage.LAST).entry(root(0), "TOP        ", FOLDER, 3, 0);
        Walked walked = Walked.of(image.toBytes());
        assertTrue(walked.result().files() < 40_000, walked.result().files() + " files");
    }

    @Test
    void whatIsPastTheEndOfTheDiskIsLost() throws IOException {
        image.chain(1900).fill(1900, 9).entry(root(0), "A          ", 0x20, 1900, 10);
        Walked walked = Walked.of(Arrays.copyOf(image.toBytes(), FatImage.placeOf(1800)));
        assertEquals(
                "some of its clusters are past the end of the disk",
                walked.file("/A").problem());
        assertThrows(IOException.class, () -> walked.content("/A"));
    }

    @Test
    void entriesBehindTheEndOfAFolderAreNotInUse() throws IOException {
        image.chain(3).entry(root(0), "A          ", 0x20, 3, 10).entry(root(2), "STALE      ", 0x20, 3, 10);
        Walked walked = Walked.of(image.toBytes());
        assertFalse(walked.file("/STALE").name().allocated());
        assertTrue(walked.result().isComplete(), walked.result().toString());
    }

    @Test
    void aFolderThatNothingNamesIsAnOrphan() throws IOException {
        image.entry(in(20, 0), ".          ", FOLDER, 20, 0).entry(in(20, 1), "..         ", FOLDER, 0, 0);
        image.entry(in(20, 2), "INNER      ", FOLDER, 30, 0).entry(in(20, 3), "F       TXT", 0x20, 40, 100);
        image.entry(in(30, 0), ".          ", FOLDER, 30, 0).entry(in(30, 1), "..         ", FOLDER, 20, 0);
        image.entry(in(30, 2), "G       TXT", 0x20, 41, 100);
        Walked walked = Walked.of(image.toBytes());
        assertTrue(
                walked.files().keySet().containsAll(List.of("/$OrphanFiles/F.TXT", "/$OrphanFiles/INNER/G.TXT")),
                walked.files().keySet().toString());
        assertFalse(walked.files().containsKey("/$OrphanFiles/G.TXT"));
    }

    @Test
    void virtualFilesAreAreas() throws IOException {
        Walked walked = Walked.of(image.toBytes());
        assertEquals(DiskFile.Kind.VIRTUAL, walked.file("/$FAT2").kind());
        assertEquals(3072, walked.content("/$FAT1").length);
        assertArrayEquals(walked.content("/$FAT1"), walked.content("/$FAT2"));
        assertEquals("fat12", walked.info().type());
    }

    @Test
    void damageIsReportedAndReadingGoesOn() throws IOException {
        image.chain(3, 8, 9).entry(root(0), "FOLDER     ", FOLDER, 3, 0);
        for (int i = 0; i < 30; i++) {
            int place = i < 16 ? in(3, i) : in(8, i - 16);
            image.chain(100 + i, 200 + i)
                    .entry(place, String.format("F%-10d", i), i % 3 == 0 ? FOLDER : 0, 100 + i, 800);
        }
        image.longName(root(1), "a long name of several entries", "ALONGN~1   ");
        byte[] sound = image.toBytes();
        long seed = Long.getLong("damage.seed", 20_261_129);
        for (int round = 0; round < Integer.getInteger("damage.rounds", 300); round++) {
            Random random = new Random(seed + round);
            byte[] damaged = sound.clone();
            int end = random.nextBoolean() ? root(8) : FatImage.placeOf(300);
            for (int i = random.nextInt(40); i >= 0; i--) {
                damaged[11 + random.nextInt(end - 11)] = (byte) random.nextInt(256);
            }
            damaged[510] = 0x55;
            damaged[511] = (byte) 0xAA;
            try {
                Walked.exhaust(RandomAccessSources.ofBytes("seed " + (seed + round), damaged));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Ddamage.seed=" + (seed + round) + " -Ddamage.rounds=1", e);
            }
        }
        assertTrue(Objects.requireNonNull(Walked.of(sound)).result().isComplete());
    }

    @Test
    void clustersThatAreInUseAndHaveNoNameAreLost() throws IOException {
        image.chain(5, 6).entry(root(0), "A       BIN", 0x20, 5, 1000);
        image.chain(20, 21, 40).fill(20, 1).fill(21, 2).fill(40, 3).next(60, 0xFF7);
        Walked walked = Walked.of(image.toBytes());
        assertEquals(DiskFile.Kind.VIRTUAL, walked.file("/$LostClusters").kind());
        byte[] expected = new byte[3 * CLUSTER];
        Arrays.fill(expected, 0, CLUSTER, (byte) 1);
        Arrays.fill(expected, CLUSTER, 2 * CLUSTER, (byte) 2);
        Arrays.fill(expected, 2 * CLUSTER, 3 * CLUSTER, (byte) 3);
        assertArrayEquals(expected, walked.content("/$LostClusters"));
        assertTrue(walked.result().isComplete(), walked.result().toString());
    }

    @Test
    void soundVolumesHaveNoLostClusters() throws IOException {
        image.chain(5, 6).entry(root(0), "A       BIN", 0x20, 5, 1000);
        assertFalse(Walked.of(image.toBytes()).files().containsKey("/$LostClusters"));
    }
}
