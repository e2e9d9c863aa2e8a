package io.github.vhdlayers.samples.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed disks are what their recipe says, and the reader agrees with it. */
class EvidenceTest {
    private static final Path FOLDER = Path.of("").toAbsolutePath();

    @Test
    void filesAreThoseOfTheRecipe() throws Exception {
        Map<String, String> sums = sums();
        for (String name : List.of("base.vhd", "middle.vhd", "leaf.vhd", "owners.csv")) {
            assertEquals(sums.get(name), sha256(Files.readAllBytes(FOLDER.resolve(name))), name);
        }
    }

    @Test
    void everyLayerShowsTheDiskOfItsTime() throws Exception {
        Map<String, String> sums = sums();
        try (VirtualDisk disk = VirtualDisk.open(FOLDER.resolve("leaf.vhd"))) {
            assertEquals(sums.get("leaf.raw"), sha256(read(disk.asOf(0))));
            assertEquals(sums.get("middle.raw"), sha256(read(disk.asOf(1))));
            assertEquals(sums.get("base.raw"), sha256(read(disk.asOf(2))));
        }
    }

    @Test
    void ownersAreThoseOfTheRecipe() throws Exception {
        List<String> owners = new ArrayList<>(List.of("first_sector,sectors,owner"));
        try (VirtualDisk disk = VirtualDisk.open(FOLDER.resolve("leaf.vhd"))) {
            assertTrue(disk.findings().isEmpty(), () -> disk.findings().toString());
            long first = 0;
            Owner owner = disk.ownership().ownerOf(0);
            for (OwnershipRun run : disk.ownership()) {
                if (!run.owner().equals(owner)) {
                    owners.add(first + "," + (run.firstSector() - first) + "," + owner);
                    first = run.firstSector();
                    owner = run.owner();
                }
            }
            owners.add(first + "," + (disk.sectors() - first) + "," + owner);
        }
        assertEquals(Files.readAllLines(FOLDER.resolve("owners.csv")), owners);
    }

    @Test
    void theVhdxFilesAreThoseOfTheRecipeAndShowTheSameDisks(@TempDir Path empty) throws Exception {
        Path folder = SampleCheckpoints.unpack(FOLDER.resolveSibling(""), empty);
        Map<String, String> files = sums(FOLDER.resolveSibling("evidence-vhdx"));
        for (String name : List.of("base.vhdx", "middle.avhdx", "leaf.avhdx")) {
            assertEquals(files.get(name), sha256(Files.readAllBytes(folder.resolve(name))), name);
        }
        Map<String, String> sums = sums();
        Path leaf = folder.resolve("leaf.avhdx");
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertEquals(
                    List.of(FindingCode.LOG_REPLAYED),
                    disk.findings().stream().map(Finding::code).toList());
            assertEquals(sums.get("leaf.raw"), sha256(read(disk.asOf(0))));
            assertEquals(sums.get("middle.raw"), sha256(read(disk.asOf(1))));
            assertEquals(sums.get("base.raw"), sha256(read(disk.asOf(2))));
        }
        VhdOptions before = VhdOptions.builder().replayLog(false).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, before)) {
            assertEquals(sums.get("middle.raw"), sha256(read(disk.asOf(0))));
        }
    }

    private static byte[] read(MergedSource disk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(disk.size()));
        disk.readFully(0, bytes);
        return bytes.array();
    }

    private static Map<String, String> sums() throws IOException {
        return sums(FOLDER);
    }

    private static Map<String, String> sums(Path folder) throws IOException {
        Map<String, String> sums = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("SHA256SUMS"))) {
            sums.put(line.substring(66), line.substring(0, 64));
        }
        return sums;
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
