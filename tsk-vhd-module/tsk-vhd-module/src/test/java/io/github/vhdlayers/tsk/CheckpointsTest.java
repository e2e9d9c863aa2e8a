package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.TskCoreException;

/** A chain of VHDX files of which the leaf was not closed: what of adding it to a case needs no datamodel. */
class CheckpointsTest {
    static final Path EVIDENCE = Path.of("../../samples/evidence-vhdx");

    @TempDir
    static Path disks = Path.of("");

    private static Path leaf = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        leaf = SampleCheckpoints.unpack(Path.of("../../samples"), disks).resolve("leaf.avhdx");
    }

    /** The hash of a file of the evidence, or of a raw disk of the same evidence as VHD. */
    static String sum(String name) throws IOException {
        for (Path sums : List.of(EVIDENCE, EVIDENCE.resolveSibling("evidence"))) {
            for (String line : Files.readAllLines(sums.resolve("SHA256SUMS"))) {
                if (line.endsWith("  " + name)) {
                    return line.substring(0, 64);
                }
            }
        }
        throw new IOException("no hash of " + name);
    }

    @Test
    void theCopyIsTheMergedDiskWithItsLogReplayed() throws IOException, TskCoreException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            CaseCopy.Written copy = CaseCopy.write(disk, null, "leaf.avhdx", folder, Set::of, CaseProgress.NONE);
            assertEquals(folder.resolve("leaf.avhdx.merged.raw"), copy.file());
            assertEquals(sum("leaf.raw"), copy.sha256());
            assertEquals(sum("leaf.raw"), WithCase.sha256(Files.readAllBytes(copy.file())));
        }
        assertEquals(sum("leaf.avhdx"), WithCase.sha256(Files.readAllBytes(leaf)));
    }

    @Test
    void provenanceNamesEveryFileWithTheHashOfItsBytesAsTheyAre() throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            Provenance provenance = Provenance.of(
                    Strategy.COPY,
                    new FolderFiles(leaf, List.of()),
                    disk,
                    LayerHashes.of(disk, CaseProgress.NONE),
                    null,
                    1);
            assertEquals(sum("leaf.avhdx"), provenance.leaf().sha256());
            String merged = provenance.merge("");
            for (String file : List.of("leaf.avhdx", "middle.avhdx", "base.vhdx")) {
                assertTrue(merged.contains(sum(file)), merged);
            }
            assertEquals(provenance, Provenance.parse(merged));
            String text = AcquisitionText.of(provenance, disk, disk.findings(), ReadableCheck.unknown(disk), null);
            assertTrue(text.contains("LOG_REPLAYED"), text);
            assertTrue(text.contains("Layer 2 is the parent of 1: id matches"), text);
        }
    }

    @Test
    void automaticIngestGivesUsCheckpointsAlone() throws IOException {
        VhdDataSourceProcessor processor = new VhdDataSourceProcessor();
        assertEquals(100, processor.canProcess(leaf));
        assertEquals(100, processor.canProcess(disks.resolve("middle.avhdx")));
        assertEquals(0, processor.canProcess(disks.resolve("base.vhdx")));
    }
}
