package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Sleuth Kit's text on a file, and what a name on a hostile disk could put into it. */
class IstatTextTest {
    private static final String NTFS =
            """
            MFT Entry Header Values:
            Entry: 64        Sequence: 1

            $ATTRIBUTE_LIST Attribute Values:
            Type: 128-4 \tMFT Entry: 70 \tVCN: 0

            Attributes:
            Type: $STANDARD_INFORMATION (16-0)   Name: N/A   Resident   size: 48
            Type: $DATA (128-2)   Name: N/A   Non-Resident, Compressed   size: 200000  init_size: 200000
              Starting address: 361, length: 40\s
              Starting address: X, length: 5  Sparse
              Starting address: 500, length: 4\s
            Type: $DATA (128-4)   Name: a   b   Resident   size: 3
            """;

    @Test
    void everyAttributeHasItsOwnRuns() throws Exception {
        IstatText text = IstatText.parse(NTFS.lines().toList());
        IstatText.Attribute data = text.attribute(128, 2);
        assertNotNull(data);
        assertEquals(List.of(new IstatText.Run(361, 40), new IstatText.Run(500, 4)), data.runs());
        assertEquals(List.of(70L), text.otherRecords());
        FilePlaces.Volume volume = new FilePlaces.Volume(63 * 512, 4096, 1 << 29);
        FilePlaces places = FilePlaces.ntfs(volume, IstatTextTest::record, text, 64, 128, 2, false);
        assertEquals(List.of(sectors(63 + 361 * 8, 320), sectors(63 + 500 * 8, 32)), places.content());
        assertEquals(List.of(sectors(1064, 2), sectors(1070, 2)), places.metadata());
        assertEquals(
                true,
                FilePlaces.ntfs(volume, IstatTextTest::record, text, 1, 128, 4, false)
                        .resident());
    }

    /** Where records are said to be: each two sectors, and none of more than a hundred. */
    private static List<DiskExtent> record(long number) {
        return number > 100 ? List.of() : List.of(sectors(1000 + number, 2));
    }

    @Test
    void otherFileSystemsHaveOneList() throws Exception {
        String ext =
                """
                inode: 12

                Direct Blocks:
                  Starting address: 562, length: 12\s

                Indirect Blocks:
                  Starting address: 574, length: 1\s
                """;
        FilePlaces places = FilePlaces.plain(
                new FilePlaces.Volume(512, 1024, 1 << 29),
                IstatText.parse(ext.lines().toList()),
                List.of(new DiskExtent(9000, 256), new DiskExtent(10_000, 1024)),
                12_288,
                true);
        assertEquals(List.of(sectors(1 + 1124, 24)), places.content());
        assertEquals(
                List.of(new DiskExtent(9000, 256), new DiskExtent(10_000, 1024), sectors(1 + 1148, 2)),
                places.metadata());
    }

    @Test
    void theBlocksThatListExtentsAreMetadata() throws Exception {
        String ext =
                """
                Direct Blocks:
                  Starting address: 20, length: 1\s
                  Starting address: 22, length: 1\s

                Extent Blocks:
                  Starting address: 574, length: 1\s
                """;
        FilePlaces places = FilePlaces.plain(
                new FilePlaces.Volume(0, 1024, 1 << 29),
                IstatText.parse(ext.lines().toList()),
                List.of(new DiskExtent(9000, 256)),
                2048,
                true);
        assertEquals(List.of(sectors(40, 2), sectors(44, 2)), places.content());
        assertEquals(List.of(new DiskExtent(9000, 256), sectors(1148, 2)), places.metadata());
    }

    @Test
    void aContentWithoutRunsIsInTheInodeOrNotKnown() throws Exception {
        FilePlaces.Volume volume = new FilePlaces.Volume(0, 1024, 1 << 29);
        IstatText none = IstatText.parse(List.of("Direct Blocks:", ""));
        List<DiskExtent> inode = List.of(new DiskExtent(9000, 256));
        assertTrue(FilePlaces.plain(volume, none, inode, 60, true).resident());
        assertThrows(IstatText.UnclearException.class, () -> FilePlaces.plain(volume, none, inode, 60, false));
        assertThrows(IstatText.UnclearException.class, () -> FilePlaces.plain(volume, none, inode, 1 << 20, true));
        assertFalse(FilePlaces.plain(volume, none, inode, 0, true).resident());
        IstatText hole = IstatText.parse(List.of("Direct Blocks:", "  Starting address: X, length: 9"));
        assertEquals(
                List.of(), FilePlaces.plain(volume, hole, inode, 9216, true).content());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Attributes: \nType: $DATA (128-2)   Name: x\n  Starting address: 1, length: 9\n   Resident   size: 3",
                "Attributes: \nType: $DATA (128-2)   Name: N/A   Resident   size: 3\n"
                        + "Type: $DATA (128-2)   Name: N/A   Resident   size: 3",
                "Attributes: \nAttributes: \n",
                "Attributes: \n  Starting address: 1, length: 9",
                "  Starting address: 1, length: 9",
                "Sectors:\n  Starting address: 1, length: 9\nSectors:\n  Starting address: 1, length: 9",
                "Direct Blocks:\n  Starting address: 1, length: 9\nanything",
                "Indirect Blocks:\n  Starting address: 1, length: 9",
            })
    void aLineThatDoesNotBelongThereMakesTheTextUnusable(String text) {
        assertThrows(
                IstatText.UnclearException.class,
                () -> IstatText.parse(text.lines().toList()));
    }

    @Test
    void runsOutsideTheDiskAreNotBelieved() throws Exception {
        for (String run :
                List.of("999999999999999999, length: 9", "1, length: 999999999999999999", "2047, length: 2")) {
            IstatText text = IstatText.parse(List.of("Sectors:", "  Starting address: " + run));
            assertThrows(
                    IstatText.UnclearException.class,
                    () -> FilePlaces.plain(new FilePlaces.Volume(0, 512, 2048 * 512), text, List.of(), 0, false));
        }
    }

    @Test
    void rejectsRecordsOutsideTheTable() throws Exception {
        IstatText far = IstatText.parse(
                NTFS.replace("Entry: 70 ", "Entry: 101 ").lines().toList());
        FilePlaces.Volume volume = new FilePlaces.Volume(0, 4096, 1 << 29);
        assertThrows(
                IstatText.UnclearException.class,
                () -> FilePlaces.ntfs(volume, IstatTextTest::record, far, 64, 128, 2, false));
        assertThrows(
                IstatText.UnclearException.class,
                () -> FilePlaces.ntfs(volume, IstatTextTest::record, far, 101, 128, 2, false));
    }

    private static DiskExtent sectors(long first, long count) {
        return new DiskExtent(first * 512, count * 512);
    }
}
