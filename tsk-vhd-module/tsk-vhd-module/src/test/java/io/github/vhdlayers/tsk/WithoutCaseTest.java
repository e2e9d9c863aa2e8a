package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.TestJava;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.TskCoreException;

/** What of the provider needs no datamodel. */
class WithoutCaseTest {
    private static final long SECTORS = 16_384;

    @TempDir
    Path folder;

    @Test
    void copiesAreNumberedAndEqualTheOracle() throws IOException, TskCoreException {
        TestChain chain = chain();
        Path leaf = chain.writeTo(folder).get(0);
        Path copies = folder.resolve("case").resolve("copies");
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            CaseCopy.Written first =
                    CaseCopy.write(disk, null, String.valueOf(leaf.getFileName()), copies, Set::of, CaseProgress.NONE);
            CaseCopy.Written second =
                    CaseCopy.write(disk, null, String.valueOf(leaf.getFileName()), copies, Set::of, CaseProgress.NONE);
            assertEquals(copies.resolve("leaf.vhd.merged.raw"), first.file());
            assertEquals(copies.resolve("leaf.vhd-2.merged.raw"), second.file());
            assertEquals(first.sha256(), second.sha256());
            assertArrayEquals(chain.merged(), Files.readAllBytes(first.file()));
        }
    }

    @Test
    void leavesNoHalfCopyWhenKilled() throws Exception {
        TestChain chain = chain();
        Path leaf = chain.writeTo(folder).get(0);
        for (String part : List.of("0", "0.5", "1")) {
            Path copies = folder.resolve("killed at " + part);
            assertEquals(KilledCopy.EXIT, copyInAnotherProgram(leaf, copies, part));
            assertEquals(List.of("leaf.vhd.merged.raw.partial"), names(copies));
            try (VirtualDisk disk = VirtualDisk.open(leaf)) {
                CaseCopy.write(disk, null, String.valueOf(leaf.getFileName()), copies, Set::of, CaseProgress.NONE);
            }
            assertEquals(List.of("leaf.vhd.merged.raw"), names(copies));
            assertArrayEquals(chain.merged(), Files.readAllBytes(copies.resolve("leaf.vhd.merged.raw")));
        }
    }

    @Test
    void removesBothNamesOfAKilledCopy() throws IOException, TskCoreException {
        Path leaf = chain().writeTo(folder).get(0);
        Path copies = folder.resolve("copies");
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            Path whole = CaseCopy.write(
                            disk, null, String.valueOf(leaf.getFileName()), copies, Set::of, CaseProgress.NONE)
                    .file();
            Files.createLink(copies.resolve(whole.getFileName() + ".partial"), whole);
            CaseCopy.write(disk, null, String.valueOf(leaf.getFileName()), copies, Set::of, CaseProgress.NONE);
        }
        assertEquals(List.of("leaf.vhd-2.merged.raw", "leaf.vhd.merged.raw"), names(copies));
    }

    @Test
    void aCopyThatCannotBeWrittenToItsEndLeavesNothing() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "no shell");
        Path leaf = chain().writeTo(folder).get(0);
        Path copies = folder.resolve("copies");
        // The system lets the program write no byte behind this many blocks of 512 bytes, as if the disk were full.
        assertEquals(1, copyInAnotherProgram(leaf, copies, "2", "/bin/sh", "-c", "ulimit -f 9000; exec \"$0\" \"$@\""));
        String said = Files.readString(folder.resolve("said"));
        assertTrue(said.contains("leaf.vhd.merged.raw.partial: cannot be written"), said);
        assertEquals(List.of(), names(copies));
    }

    @Test
    void evidenceThatIsCutOffWhileItIsCopiedLeavesNothing() throws IOException {
        List<Path> files = chain().writeTo(folder);
        Path copies = folder.resolve("copies");
        CaseProgress cut = (task, done, total) -> {
            try (FileChannel channel = FileChannel.open(files.get(1), StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        };
        try (VirtualDisk disk = VirtualDisk.open(files.get(0))) {
            assertThrows(
                    IOException.class,
                    () -> CaseCopy.write(disk, null, String.valueOf(files.get(0).getFileName()), copies, Set::of, cut));
        }
        assertEquals(List.of(), names(copies));
    }

    private int copyInAnotherProgram(Path leaf, Path copies, String part, String... before)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(TestJava.command());
        command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledCopy.class.getName(), leaf.toString(), copies.toString(), part));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start()
                .waitFor();
    }

    private static List<String> names(Path copies) {
        String[] names = copies.toFile().list();
        return names == null ? List.of() : Arrays.stream(names).sorted().toList();
    }

    @Test
    void theVersionIsTheBuilds() {
        assertTrue(VhdImageProvider.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"), VhdImageProvider.version());
    }

    @Test
    void theEstimateCountsWhatSomebodyOwns() throws IOException {
        Path leaf = chain().writeTo(folder).get(0);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            CopyEstimate estimate = CopyEstimate.of(disk, folder.resolve("not").resolve("there"));
            assertEquals(SECTORS * 512, estimate.diskBytes());
            assertEquals(110 * 512, estimate.atMostBytes());
            assertTrue(estimate.fits());
            assertFalse(new CopyEstimate(10, 5, 4).fits());
            assertTrue(new CopyEstimate(10, 5, -1).fits());
        }
    }

    @Test
    void whatIsUnknownIsRefusedWithItsRanges() throws IOException {
        Path leaf = chain().writeTo(folder).get(0);
        Files.delete(folder.resolve("base.vhd"));
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            ReadableCheck.Unknown unknown = ReadableCheck.unknown(disk);
            assertEquals(SECTORS - 20, unknown.sectors());
            assertEquals(List.of("0 to 39", "60 to 16383"), unknown.ranges());
            ParentException refused =
                    assertThrows(ParentException.class, () -> ReadableCheck.requireKnown(disk, unknown));
            assertTrue(refused.getMessage().contains("which is missing"), refused.getMessage());
        }
    }

    @Test
    void aFileThatWasCutOffIsRefusedBeforeAnyDataIsRead() throws IOException {
        List<Path> files = chain().writeTo(folder);
        Path base = files.get(1);
        try (FileChannel channel = FileChannel.open(base, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(base) - 512 - 3996 * 512);
        }
        try (VirtualDisk disk = VirtualDisk.open(files.get(0))) {
            assertThrows(CorruptVhdException.class, () -> {
                ReadableCheck.requireKnown(disk, ReadableCheck.unknown(disk));
                CaseCopy.write(
                        disk,
                        null,
                        String.valueOf(files.get(0).getFileName()),
                        folder.resolve("copies"),
                        Set::of,
                        CaseProgress.NONE);
            });
        }
        String[] left = folder.resolve("copies").toFile().list();
        assertTrue(left == null || left.length == 0);
    }

    @Test
    void provenanceComesBackAsItWasAndKeepsWhatOthersWrote() throws IOException {
        Path leaf = chain().writeTo(folder).get(0);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            Provenance provenance = Provenance.of(
                    Strategy.DIRECT,
                    new FolderFiles(leaf, List.of()),
                    disk,
                    LayerHashes.of(disk, CaseProgress.NONE),
                    (byte) 0xFE,
                    3);
            assertEquals(0xFE, provenance.orphanFill());
            String merged = provenance.merge("{\"imagePassword\":\"secret\",\"vhdLayers\":1}");
            assertTrue(merged.contains("\"imagePassword\":\"secret\""), merged);
            assertEquals(provenance, Provenance.parse(merged));
            assertEquals(provenance, Provenance.parse(provenance.merge("no JSON")));
            Provenance copied = provenance.copied("/case/x.raw", "00ff");
            assertEquals(copied, Provenance.parse(copied.merge(merged)));
            assertNotNull(provenance.leaf().sha256());
            String text =
                    AcquisitionText.of(copied, disk, disk.findings(), ReadableCheck.unknown(disk), "it is Tuesday");
            assertTrue(text.contains("Not direct, because it is Tuesday"), text);
            assertTrue(text.contains("Layer 1 is the parent of 0: id matches"), text);
        }
    }

    @Test
    void sectorsOfADamagedFileAreNotCounted() throws IOException {
        Path leaf = chain().writeTo(folder).get(0);
        Files.delete(folder.resolve("base.vhd"));
        byte[] bytes = Files.readAllBytes(leaf);
        int table = (int) ByteBuffer.wrap(bytes).getLong(512 + 16);
        Files.write(leaf, ByteBuffer.wrap(bytes).putInt(table, 1).array());
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            ReadableCheck.Unknown unknown = ReadableCheck.unknown(disk);
            assertTrue(unknown.isDamaged());
            Provenance provenance = Provenance.of(
                    Strategy.COPY, new FolderFiles(leaf, List.of()), disk, List.of(), (byte) 0xFE, unknown.sectors());
            assertNull(provenance.leaf().ownedSectors());
            assertEquals(provenance, Provenance.parse(provenance.merge(null)));
            String text = AcquisitionText.of(provenance, disk, disk.findings(), unknown, null);
            assertTrue(text.contains("owns an unknown number of sectors"), text);
            assertTrue(text.contains("INCOMPLETE: a parent is missing, and a file is damaged. By"), text);
        }
        String details = UnattachedChild.details(leaf);
        assertTrue(
                details.startsWith(
                        "How many of its 16384 sectors are in this file is not known, because it is damaged."),
                details);
    }

    @Test
    void settingsThatAreNotOursAreNoProvenance() {
        assertNull(Provenance.parse(null));
        assertNull(Provenance.parse(""));
        assertNull(Provenance.parse("ewfacquire -v"));
        assertNull(Provenance.parse("[1]"));
        assertNull(Provenance.parse("{\"imagePassword\":\"x\"}"));
        assertNull(Provenance.parse("{\"vhdLayers\":{\"layers\":[]}}"));
        assertNull(Provenance.parse("{\"vhdLayers\":{\"layers\":[{\"index\":\"one\"}]}}"));
    }

    @Test
    void theLibraryThatIsLoadedIsFoundAndTwoAreRefused() throws IOException {
        String line = "7f00-7f01 r-xp 00000000 fe:00 12 %s";
        String one = String.format(line, "                    /opt/a b/libtsk.so.22");
        String other = String.format(line, "/usr/lib/libtsk.so.19");
        String binding = String.format(line, "/tmp/libtsk_jni_root.so");
        assertEquals("/opt/a b/libtsk.so.22", LoadedLibrary.path(List.of(one, binding, one, "7f00 0")));
        assertThrows(DirectUnavailableException.class, () -> LoadedLibrary.path(List.of(binding)));
        assertThrows(DirectUnavailableException.class, () -> LoadedLibrary.path(List.of(one, other)));
    }

    private static TestChain chain() {
        DiskImage base = DiskImage.dynamic(SECTORS * 512)
                .layout(Layout.COMPACT)
                .own(0, 100, SectorContent.pattern(1))
                .build();
        DiskImage leaf = DiskImage.differencing(SECTORS * 512)
                .parent(base)
                .own(40, 20, SectorContent.pattern(2))
                .build();
        DiskImage more =
                base.toBuilder().own(9000, 10, SectorContent.pattern(3)).build();
        return TestChain.of(leaf.toBuilder().parent(more).build(), more);
    }
}
