package io.github.vhdlayers.filesystems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystems.support.ClusterBudget;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of files in chains that are not followed to their end. */
class VastChainsTest {
    private static final String EXTENTS = "more than 500000 extents";

    @Test
    void tooManyExtentsAreNotKept() throws IOException {
        DiskFile file = files(VastChains.jumping(), 1).get(0);
        assertEquals(EXTENTS, file.problem());
        assertEquals(500_001, Objects.requireNonNull(file.stream("")).extents().size());
    }

    @Test
    void namesOfOneFileAreFollowedAsFarAsTheBudgetGoes() throws IOException {
        List<DiskFile> files = files(VastChains.shared(), 200);
        assertEquals("it has clusters that another file has, too", files.get(0).problem());
        assertEquals(ClusterBudget.SPENT, files.get(199).problem());
        assertTrue(hasLost(files.get(199)));
    }

    @Test
    void deletedFilesAreLookedForAsFarAsTheBudgetGoes() throws IOException {
        List<DiskFile> files = files(VastChains.deleted(), 200);
        assertNull(files.get(0).problem());
        assertNull(files.get(1).problem());
        assertEquals(ClusterBudget.SPENT, files.get(199).problem());
        assertTrue(hasLost(files.get(199)));
    }

    @Test
    void namesOfOneFileInExFatAreFollowedAsFarAsTheBudgetGoes() throws IOException {
        List<DiskFile> files = files(VastChains.sharedInExFat(), 200);
        assertEquals("the checksum of its entries is wrong", files.get(0).problem());
        assertTrue(hasLost(files.get(199)));
    }

    private static boolean hasLost(DiskFile file) {
        return Objects.requireNonNull(file.stream("")).extents().stream()
                .anyMatch(extent -> extent.kind() == FileExtent.Kind.LOST);
    }

    private static List<DiskFile> files(RandomAccessSource disk, int count) throws IOException {
        List<DiskFile> files = new ArrayList<>();
        try (DiskFileSystems systems = new JavaFileSystemReader().open(disk, PartitionTable.read(disk))) {
            systems.walk(systems.fileSystems().get(0), WalkOptions.defaults().withDeleted(true), file -> {
                if (file.path().matches("/[F_]?[0-9_]{5,7}")) {
                    files.add(file);
                }
                return files.size() < count;
            });
        }
        return files;
    }
}
