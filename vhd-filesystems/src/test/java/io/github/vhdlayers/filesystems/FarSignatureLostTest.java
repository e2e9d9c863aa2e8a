package io.github.vhdlayers.filesystems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a disk holds no file system is said only where every place could be read by which one would be known. */
class FarSignatureLostTest {
    private static final int SECTOR = 512;
    private static final int SECTORS = 2048;

    private static VolumeProblem problem(int lost) throws IOException {
        byte[] disk = new byte[SECTORS * SECTOR];
        BadSectors source = BadSectors.between(disk, lost * SECTOR, (lost + 1) * SECTOR);
        PartitionTable none = PartitionTable.read(RandomAccessSources.ofBytes("disk", disk));
        try (DiskFileSystems systems = new JavaFileSystemReader().open(source, none)) {
            assertEquals(List.of(), systems.fileSystems());
            assertEquals(1, systems.problems().size());
            return systems.problems().get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 512})
    void aSectorThatCannotBeReadMayHaveASignature(int lost) throws IOException {
        VolumeProblem problem = problem(lost);
        assertEquals(VolumeProblem.Kind.UNREADABLE, problem.kind());
        assertTrue(problem.mayHaveFiles());
        assertTrue(problem.message().contains("sector " + lost + " cannot be read"), problem.message());
    }

    @Test
    void othersHaveNone() throws IOException {
        VolumeProblem problem = problem(700);
        assertEquals(VolumeProblem.Kind.UNRECOGNISED, problem.kind());
        assertEquals("holds no file system that is known", problem.message().replaceFirst("^disk: ", ""));
    }
}
