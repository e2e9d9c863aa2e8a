package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.internal.file.ResidueRegion;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a VHDX file holds and its disk does not show, and what every byte of it is for. */
class VhdxResidueTest {
    private static final int MIB = 1 << 20;
    private static final VhdxImage BASE =
            VhdxImage.dynamic(4 * MIB).block(0, VhdxImage.FULL).build();
    private static final VhdxImage CHILD = VhdxImage.differencing(4 * MIB - 4096)
            .seed(3)
            .parent(BASE, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(8, 8)
            .noiseUnderClearBits()
            .anchored(1, VhdxImage.UNMAPPED)
            .block(3, VhdxImage.FULL)
            .log(VhdxLogRecipe.dirty(5, VhdxLogRecipe.Entry.of(9, 0, VhdxLogRecipe.Change.wrong("table", 0, 4096)))
                    .clean())
            .build();

    private static ResidueReport report(VhdxImage image, Consumer<byte[]> change) throws IOException {
        byte[] file = image.toBytes();
        change.accept(file);
        try (VirtualDisk disk =
                VhdxDisks.open(List.of(VhdxImage.fixChecksums(file), BASE.toBytes()), VhdOptions.defaults())) {
            return ResidueReport.of(disk.chain().leaf().file(), Limits.defaults(), Progress.NONE);
        }
    }

    @Test
    void findsWhatIsLeftInEveryStructure() throws IOException {
        ResidueReport report = report(CHILD, file -> {
            file[0x10000 + 32]++;
            file[0x10000 + 5000] = 1;
            file[2 * MIB + 0x30000] = 1;
        });
        assertEquals(
                List.of(
                        FindingCode.SLACK,
                        FindingCode.STRUCTURE_PADDING,
                        FindingCode.OTHER_SECTORS,
                        FindingCode.TRIMMED_DATA,
                        FindingCode.OLD_LOG_ENTRIES,
                        FindingCode.FORMER_HEADER,
                        FindingCode.METADATA_SLACK),
                VhdxDisks.codes(report.findings()));
        ResidueRegion others = first(report, ResidueRegion.Kind.OTHER_SECTORS);
        assertEquals(0, others.virtualSector());
        assertEquals(8 * 512, others.length());
        ResidueRegion trimmed = first(report, ResidueRegion.Kind.TRIMMED);
        assertEquals(1, trimmed.block());
        assertEquals(2048, trimmed.virtualSector());
        assertEquals(MIB, trimmed.length());
        assertEquals(4096, first(report, ResidueRegion.Kind.PAST_DISK_END).length());
    }

    @Test
    void aTidyFileHasNone() throws IOException {
        assertEquals(List.of(), report(BASE, file -> {}).regions());
    }

    @Test
    void everyByteOfTheFileIsForSomething() throws IOException {
        try (VirtualDisk disk = VhdxDisks.open(List.of(CHILD.toBytes(), BASE.toBytes()), VhdOptions.defaults())) {
            long covered = 0;
            List<FileRegion.Kind> kinds = new ArrayList<>();
            for (FileRegion region : FileExamination.of(disk.chain().leaf().file(), Limits.defaults())
                    .regions()) {
                assertEquals(covered, region.fileOffset());
                covered = region.end();
                kinds.add(region.kind());
            }
            assertEquals(CHILD.toBytes().length, covered);
            assertTrue(
                    kinds.containsAll(List.of(
                            FileRegion.Kind.HEADER_SECTION,
                            FileRegion.Kind.LOG,
                            FileRegion.Kind.METADATA,
                            FileRegion.Kind.TABLE,
                            FileRegion.Kind.SECTOR_BITMAP,
                            FileRegion.Kind.BLOCK)),
                    kinds::toString);
        }
    }

    private static ResidueRegion first(ResidueReport report, ResidueRegion.Kind kind) {
        return report.regions().stream()
                .filter(region -> region.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
