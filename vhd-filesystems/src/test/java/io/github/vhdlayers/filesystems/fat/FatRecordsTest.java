package io.github.vhdlayers.filesystems.fat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.BadSectors;
import io.github.vhdlayers.filesystems.MetadataRecords;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What records of FAT say by their numbers: 3 is the first entry of the root folder. */
class FatRecordsTest {
    private static final long ROOT = 2;
    private static final long FIRST = 3;
    private static final long ALL = 1 << 20;

    private final FatImage image = new FatImage();

    private MetadataRecords records() throws IOException {
        return records(RandomAccessSources.ofBytes("disk", image.toBytes()));
    }

    private static MetadataRecords records(RandomAccessData disk) throws IOException {
        return MetadataRecords.open(disk, new FileSystemInfo(0, null, "fat12", 0, disk.size(), 512));
    }

    @Test
    void followsEntriesOfTwelveBitsThatAreInTwoSectors() throws IOException {
        // The entry of cluster 341 begins in the last byte of the table's first sector.
        image.chain(341, 342).entry(FatImage.root(0), "A       BIN", 0x20, 341, 1000);
        assertEquals(1024L, records().chainBytes(FIRST, ALL));
        assertEquals(512L, records().chainBytes(FIRST, 1));
    }

    @Test
    void aFileWithoutAClusterHasNoBytesAndTheRootFolderNoChain() throws IOException {
        image.entry(FatImage.root(0), "A       BIN", 0x20, 0, 0);
        assertEquals(0L, records().chainBytes(FIRST, ALL));
        assertNull(records().chainBytes(ROOT, ALL));
        assertEquals(List.of(), records().places(ROOT));
    }

    @Test
    void endsInACircle() throws IOException {
        image.next(5, 6).next(6, 5).entry(FatImage.root(0), "A       BIN", 0x20, 5, 1 << 20);
        Long found = records().chainBytes(FIRST, Long.MAX_VALUE);
        assertTrue(found != null && found < 10_000, String.valueOf(found));
    }

    @Test
    void manyFilesOfOneChainEndBeforeTheyTakeForever() throws IOException {
        image.chain(IntStream.rangeClosed(2, 2000).toArray()).entry(FatImage.root(0), "A       BIN", 0x20, 2, 1 << 20);
        MetadataRecords records = records();
        IOException e = assertThrows(IOException.class, () -> {
            for (int file = 0; file < (1 << 26) / 1999 + 1; file++) {
                records.chainBytes(FIRST, ALL);
            }
        });
        assertTrue(String.valueOf(e.getMessage()).contains("than one walk follows"), e.getMessage());
    }

    @Test
    void aTableThatCannotBeReadIsNoShorterChain() throws IOException {
        image.chain(5, 9).entry(FatImage.root(0), "A       BIN", 0x20, 5, 1000);
        MetadataRecords records = records(BadSectors.between(image.toBytes(), 512, 1024));
        IOException e = assertThrows(IOException.class, () -> records.chainBytes(FIRST, ALL));
        assertTrue(String.valueOf(e.getMessage()).contains("cluster 5"), e.getMessage());
        // What is wanted is in the first cluster, for which the table need not be asked.
        assertEquals(512L, records.chainBytes(FIRST, 512));
    }

    @Test
    void aVolumesNameIsTheFileSystemsOwn() throws IOException {
        int names = image.longName(FatImage.root(1), "a name of more than one entry", "ANAME~1    ");
        image.entry(FatImage.root(0), "LABEL      ", 0x08, 0, 0)
                .entry(FatImage.root(1 + names), "ANAME~1    ", 0x20, 0, 0);
        assertTrue(records().isSystem(FIRST));
        assertFalse(records().isSystem(FIRST + 1 + names));
        assertEquals(
                List.of(new DiskExtent(FatImage.root(1), (1L + names) * 32)),
                records().places(FIRST + 1 + names));
        assertNull(records().doubt(FIRST));
        assertNull(records().sequence(FIRST));
        assertEquals(List.of(), records().table());
    }

    @Test
    void saysWhyItIsNotThatFileSystem() {
        RandomAccessData disk = RandomAccessSources.ofBytes("disk", image.toBytes());
        IOException e = assertThrows(
                IOException.class,
                () -> MetadataRecords.open(disk, new FileSystemInfo(0, null, "fat16", 0, disk.size(), 512)));
        assertEquals("its records of fat16 are not found: the volume does not begin as such", e.getMessage());
        assertFalse(MetadataRecords.isReadable("hfs"));
        assertTrue(MetadataRecords.isReadable("fat16"));
    }
}
