package io.github.vhdlayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings say which layer they are about, also where files of a chain have one name. */
class FindingLayersTest {
    private static final int VERSION = 12;

    @TempDir
    Path machine = Path.of("unset");

    @TempDir
    Path backup = Path.of("unset");

    @Test
    void filesOfOneNameAreDistinguished() throws IOException {
        DiskImage base =
                DiskImage.dynamic(1 << 20).own(0, 64, SectorContent.pattern(1)).build();
        DiskImage child = DiskImage.differencing(1 << 20)
                .parent(base)
                .parentName("disk.vhd")
                .relativeLocator(".\\disk.vhd")
                .own(8, 4, SectorContent.pattern(2))
                .build();
        byte[] bytes = base.toBytes();
        bytes[VERSION]++; // in the copy of the footer at the start
        Files.write(backup.resolve("disk.vhd"), bytes);
        Path leaf = child.writeTo(machine.resolve("disk.vhd"));
        VhdOptions options = VhdOptions.builder().parentFolders(List.of(backup)).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            List<Finding> all = new ArrayList<>(disk.findings());
            all.addAll(disk.examineBlocks());
            List<Finding> ofFooter = all.stream()
                    .filter(finding -> finding.code().name().startsWith("FOOTER_COP"))
                    .toList();
            assertEquals(FindingCode.FOOTER_COPY_DAMAGED, ofFooter.get(0).code());
            for (Finding finding : ofFooter) {
                assertEquals(1, finding.layer());
                assertEquals("disk.vhd (layer 1)", finding.place());
                assertTrue(finding.toString().contains(" disk.vhd (layer 1): "), finding.toString());
            }
            for (Finding finding : all) {
                assertEquals(ofFooter.contains(finding) ? 1 : 0, finding.layer(), finding.toString());
            }
        }
    }
}
