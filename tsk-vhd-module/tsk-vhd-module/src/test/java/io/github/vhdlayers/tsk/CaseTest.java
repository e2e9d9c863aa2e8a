package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestJava;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.BlackboardArtifact;
import org.sleuthkit.datamodel.BlackboardAttribute;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.Score;
import org.sleuthkit.datamodel.SleuthkitCaseAdminUtil;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;

/** The whole way, on the Sleuth Kit's own datamodel where there is one, and on its stand-ins. */
class CaseTest extends WithCase {
    /** The datamodel's type of a file that is unallocated space. */
    private static final int UNALLOCATED_BLOCKS = 4;

    @TempDir
    static Path shared;

    private static NtfsEvidence evidence;

    @BeforeAll
    static void makeEvidence() throws IOException {
        String missing = InteropTools.missing(NtfsEvidence.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        evidence = NtfsEvidence.make(shared);
        System.out.println("Datamodel of The Sleuth Kit: " + SleuthkitJNI.getVersion());
    }

    @Test
    void aCopyHasTheChainsFilesAndItsProvenance() throws Exception {
        AddedImage added = provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        assertEquals(Strategy.COPY, added.provenance().strategy());
        assertEquals(List.of(), added.problems());
        Path copy = copies.resolve("child.avhd.merged.raw");
        assertArrayEquals(evidence.chain().merged(), Files.readAllBytes(copy));
        assertEquals(sha256(evidence.chain().merged()), added.image().getSha256());
        assertContents(added.image());

        reopen();
        Image image = onlyImage();
        assertEquals("child.avhd (2 VHD layers)", image.getName());
        String details = image.getAcquisitionDetails();
        assertTrue(details.contains(sha256(Files.readAllBytes(evidence.files().get(1)))), details);
        assertTrue(details.contains("id matches"), details);
        Provenance provenance = VhdImageProvider.provenance(image);
        assertNotNull(provenance);
        assertEquals(evidence.leaf().toString(), provenance.leaf().path());
        assertContents(image);
    }

    @Test
    void theDataSourceAndItsHostHaveTheChainsName() throws Exception {
        AddedImage first = provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        assertEquals("child.avhd (2 VHD layers)", first.image().getName());
        assertEquals("child.avhd (2 VHD layers) Host", first.image().getHost().getName());
        AddedImage second = provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        assertEquals("child.avhd (2 VHD layers)", second.image().getName());
        // Another data source, so another machine as far as is known.
        assertEquals(
                "child.avhd (2 VHD layers) Host 2", second.image().getHost().getName());
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void aDiskThatIsReadDirectlyHasTheSameNames() throws Exception {
        AddedImage added = addDirect();
        assertEquals("child.avhd (2 VHD layers)", added.image().getName());
        assertEquals("child.avhd (2 VHD layers) Host", added.image().getHost().getName());
    }

    @Test
    void aFileThatAnotherModuleFlaggedStaysFlagged() throws Exception {
        Image image = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        AbstractFile file = sleuthkitCase
                .findAllFilesWhere("data_source_obj_id = " + image.getId() + " AND name = 'photo.bin'")
                .get(0);
        BlackboardArtifact.Type type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).unattached;
        BoardTransaction.post(sleuthkitCase, null, List.of(file), (flagged, transaction) -> sleuthkitCase
                .getBlackboard()
                .newAnalysisResult(
                        type,
                        flagged.getId(),
                        image.getId(),
                        Score.SCORE_LIKELY_NOTABLE,
                        "",
                        "",
                        "",
                        List.of(),
                        transaction)
                .getAnalysisResult());
        try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
            new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE);
        }
        AbstractFile after = sleuthkitCase.getAbstractFileById(file.getId());
        assertEquals(
                1,
                after.getAnalysisResults(AnnotationTypes.of(sleuthkitCase.getBlackboard()).ownership)
                        .size());
        assertEquals(0, Score.SCORE_LIKELY_NOTABLE.compareTo(after.getAggregateScore()));
    }

    @Test
    void unallocatedSpaceAndTimeZoneAreThoseOfTheRawImage() throws Exception {
        Path raw = Files.write(folder.resolve("merged.raw"), evidence.chain().merged());
        String zone = "Asia/Kolkata";
        Image stock = RealCase.addRaw(sleuthkitCase, raw, zone);
        Image image = provider()
                .add(evidence.leaf(), AddOptions.builder().timeZone(zone).build(), CaseProgress.NONE)
                .image();
        List<Long> sizes = unallocated(stock);
        assertFalse(sizes.isEmpty());
        assertEquals(sizes, unallocated(image));
        reopen();
        for (Image each : sleuthkitCase.getImages()) {
            assertEquals(zone, each.getTimeZone());
        }
    }

    private List<Long> unallocated(Image image) throws TskCoreException {
        return sleuthkitCase
                .findAllFilesWhere("data_source_obj_id = " + image.getId() + " AND type = " + UNALLOCATED_BLOCKS)
                .stream()
                .map(AbstractFile::getSize)
                .sorted()
                .toList();
    }

    @Test
    void theCopyOfACaseThatWasMovedIsFoundInItsOwnFolder() throws Exception {
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        sleuthkitCase.close();
        Path old = copies;
        Path moved = Files.createDirectories(folder.resolve("moved"));
        RealCase.move(folder, moved);
        copies = moved.resolve("VHD Layers");
        Files.move(old, copies);
        sleuthkitCase = RealCase.open(moved);
        // What happens without us: every read fails.
        assertThrows(TskCoreException.class, () -> contents(onlyImage()));
        sleuthkitCase.close();
        sleuthkitCase = RealCase.open(moved);
        assertNull(provider().reattach().get(0).problem());
        assertEquals(
                copies.resolve("child.avhd.merged.raw").toString(), onlyImage().getPaths()[0]);
        assertContents(onlyImage());
        assertEquals(List.of(), provider().reattach());
    }

    @Test
    void aCopiedCaseReadsTheCopyBesideIt() throws Exception {
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        sleuthkitCase.close();
        Path second = Files.createDirectories(folder.resolve("second").resolve("VHD Layers"));
        Path own = Files.copy(copies.resolve("child.avhd.merged.raw"), second.resolve("child.avhd.merged.raw"));
        copies = second;
        sleuthkitCase = RealCase.open(folder);
        assertNull(provider().reattach().get(0).problem());
        assertEquals(own.toString(), onlyImage().getPaths()[0]);
    }

    @Test
    void aCopyOfAnotherSizeIsNotTaken() throws Exception {
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        sleuthkitCase.close();
        Path copy = copies.resolve("child.avhd.merged.raw");
        copies = Files.createDirectories(folder.resolve("moved"));
        Files.write(copies.resolve("child.avhd.merged.raw"), new byte[512]);
        Files.delete(copy);
        sleuthkitCase = RealCase.open(folder);
        String problem = String.valueOf(provider().reattach().get(0).problem());
        assertTrue(problem.startsWith("its copy of 26214400 bytes is neither " + copy + " nor "), problem);
        assertEquals(copy.toString(), onlyImage().getPaths()[0]);
    }

    @Test
    void copiesOfDataSourcesThatWereDeletedDoNotPileUp() throws Exception {
        Path copy = copies.resolve("child.avhd.merged.raw");
        for (int time = 0; time < 3; time++) {
            Image image = provider()
                    .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                    .image();
            assertEquals(copy.toString(), image.getPaths()[0]);
            SleuthkitCaseAdminUtil.deleteDataSource(sleuthkitCase, image.getId());
            if (time == 0) {
                // As after a program that did not hear of it.
                Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            } else {
                assertEquals(List.of(copy), provider().removeLeftovers(image.getId(), copy.toString()));
            }
        }
        assertArrayEquals(new String[0], copies.toFile().list());
    }

    @Test
    void aCopyThatADataSourceHasStays() throws Exception {
        Image image = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        Path copy = copies.resolve("child.avhd.merged.raw");
        Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Image second = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        assertEquals(copies.resolve("child.avhd-2.merged.raw").toString(), second.getPaths()[0]);
        assertEquals(List.of(), provider().removeLeftovers(image.getId() + 1000, copy.toString()));
        assertContents(image);
    }

    @Test
    void showingAFileWritesNothing() throws Exception {
        Image image = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere("data_source_obj_id = " + image.getId())) {
            assertNull(FileAnnotation.of(file));
        }
        assertNull(sleuthkitCase.getBlackboard().getArtifactType(AnnotationTypes.OWNERSHIP));
    }

    @Test
    void twoAnnotatorsAtOnceWriteOnce() throws Exception {
        Image image = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        List<AnnotationReport> reports = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(() -> {
                try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                    reports.add(
                            new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE));
                } catch (Exception e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(0, Math.min(reports.get(0).filesAnnotated(), reports.get(1).filesAnnotated()));
        assertEquals(2, reports.get(0).layersAdded() + reports.get(1).layersAdded());
        assertEquals(2, reports.get(0).layerFilesAdded() + reports.get(1).layerFilesAdded());
        int type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).ownership.getTypeID();
        assertEquals(
                reports.get(0).filesAnnotated() + reports.get(1).filesAnnotated(),
                sleuthkitCase
                        .getBlackboard()
                        .getAnalysisResultsByType(type, image.getId())
                        .size());
    }

    @Test
    void noResultHasAColumnThatIsForProgramsAlone() throws Exception {
        Image image = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
            new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE);
        }
        int type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).ownership.getTypeID();
        for (AnalysisResult result : sleuthkitCase.getBlackboard().getAnalysisResultsByType(type, image.getId())) {
            for (BlackboardAttribute attribute : result.getAttributes()) {
                assertFalse(String.valueOf(attribute.getValueString()).startsWith("{"), attribute.toString());
            }
            AbstractFile file = sleuthkitCase.getAbstractFileById(result.getObjectID());
            String details = String.valueOf(
                    Objects.requireNonNull(FileAnnotation.of(file)).details());
            assertTrue(details.startsWith("{\"status\":"), details);
        }
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void withoutACopyTheFilesAreTheSame() throws Exception {
        AddedImage added = addDirect();
        assertFalse(Files.exists(copies));
        assertContents(added.image());
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void aReopenedCaseReadsNothingUntilReattachedThenEverything() throws Exception {
        addDirect();
        reopen();
        assertThrows(TskCoreException.class, () -> contents(onlyImage()));
        reopen();
        List<Reattached> reattached = provider().reattach();
        assertEquals(1, reattached.size());
        assertNull(reattached.get(0).problem());
        assertContents(onlyImage());
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void reattachingChecksTheId() throws Exception {
        Path moved = Files.createDirectories(folder.resolve("evidence"));
        for (Path file : evidence.files()) {
            Files.copy(file, moved.resolve(file.getFileName()));
        }
        provider().add(moved.resolve("child.avhd"), direct(), CaseProgress.NONE);
        sleuthkitCase.close();
        Files.delete(moved.resolve("base.vhd"));
        sleuthkitCase = RealCase.open(folder);
        List<Reattached> reattached = provider().reattach();
        String problem = reattached.get(0).problem();
        assertTrue(problem != null && problem.contains("parent missing"), problem);
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void movedEvidenceIsFoundInTheFolderGiven() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Path moved = Files.createDirectories(folder.resolve("moved"));
        for (Path file : evidence.files()) {
            Files.copy(file, old.resolve(file.getFileName()));
        }
        Image image = provider()
                .add(old.resolve("child.avhd"), direct(), CaseProgress.NONE)
                .image();
        reopen();
        for (Path file : evidence.files()) {
            Files.move(old.resolve(file.getFileName()), moved.resolve(file.getFileName()));
        }
        assertNotNull(provider().reattach().get(0).problem());
        sleuthkitCase.setImagePaths(
                image.getId(), List.of(moved.resolve("child.avhd").toString()));
        reopen();
        assertNull(provider().reattach().get(0).problem());
        assertContents(onlyImage());
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void aConvertedImageNeedsNeitherTheEvidenceNorUs() throws Exception {
        addDirect();
        reopen();
        Path copy = provider().convertToCopy(onlyImage(), CaseProgress.NONE);
        assertArrayEquals(evidence.chain().merged(), Files.readAllBytes(copy));
        reopen();
        assertEquals(List.of(), provider().reattach());
        assertEquals(copy.toString(), onlyImage().getPaths()[0]);
        assertContents(onlyImage());
    }

    @Test
    void aMissingParentIsRefusedAndLeavesTheCaseAsItWas() throws Exception {
        Path orphan = orphan();
        ParentException refused = assertThrows(
                ParentException.class, () -> provider().add(orphan, AddOptions.defaults(), CaseProgress.NONE));
        assertTrue(refused.getMessage().contains("base.vhd"), refused.getMessage());
        assertEquals(List.of(), sleuthkitCase.getImages());
        assertFalse(Files.exists(copies));
    }

    @Test
    void anOrphanIsCopiedWithTheChosenByteAndSaysSo() throws Exception {
        Path orphan = orphan();
        AddOptions options = AddOptions.builder()
                .orphanFill((byte) 0xE7)
                .strategy(Strategy.DIRECT)
                .build();
        AddedImage added = provider().add(orphan, options, CaseProgress.NONE);
        assertEquals(Strategy.COPY, added.provenance().strategy());
        assertEquals("a parent is missing", added.fallbackReason());
        reopen();
        assertEquals(
                "child.avhd (1 VHD layer, INCOMPLETE: parent missing, unknown parts filled with 0xe7)",
                onlyImage().getName());
        assertTrue(onlyImage().getAcquisitionDetails().contains("0xe7"));
        byte[] copy = Files.readAllBytes(copies.resolve("child.avhd.merged.raw"));
        for (int sector = 0; sector < copy.length / 512; sector += 7) {
            int owner = evidence.chain().withoutParents(1).owner(sector);
            assertEquals(owner == 0 ? evidence.chain().read(sector * 512L, 1)[0] : (byte) 0xE7, copy[sector * 512]);
        }
    }

    @Test
    void aCancelledCopyLeavesNothingBehind() throws Exception {
        CaseProgress cancel = (task, done, total) -> !task.startsWith("Copying") || done < total / 2;
        assertThrows(CancellationException.class, () -> provider().add(evidence.leaf(), AddOptions.defaults(), cancel));
        assertEquals(List.of(), sleuthkitCase.getImages());
        assertArrayEquals(new String[0], copies.toFile().list());
    }

    @Test
    void aKilledCopyHasNoFinalNameAndTheNextCopyRemovesIt() throws Exception {
        List<String> command = TestJava.command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledCopy.class.getName()));
        command.addAll(List.of(evidence.leaf().toString(), copies.toString(), "0.5"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(KilledCopy.EXIT, process.waitFor());
        assertArrayEquals(
                new String[] {"child.avhd.merged.raw.partial"}, copies.toFile().list());
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        assertArrayEquals(
                new String[] {"child.avhd.merged.raw"}, copies.toFile().list());
    }

    @Test
    void keepsNoCopyOfACaseThatWasClosed() throws Exception {
        CaseProgress close = (task, done, total) -> {
            if (task.startsWith("Copying") && done > total / 2) {
                sleuthkitCase.close();
            }
            return true;
        };
        assertThrows(Exception.class, () -> provider().add(evidence.leaf(), AddOptions.defaults(), close));
        assertArrayEquals(new String[0], copies.toFile().list());
        sleuthkitCase = RealCase.open(folder);
        assertEquals(List.of(), sleuthkitCase.getImages());
    }

    @Test
    void cancellingWhileFilesAreAddedIsSaidByTheName() throws Exception {
        CaseProgress cancel = (task, done, total) -> !task.startsWith("Adding");
        assertThrows(CancellationException.class, () -> provider().add(evidence.leaf(), AddOptions.defaults(), cancel));
        reopen();
        assertTrue(onlyImage().getName().contains("INCOMPLETE"));
    }

    @Test
    void filesSayWhichLayerTheyComeFromAndSayItOnce() throws Exception {
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        reopen();
        assertAnnotated();
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void filesOfADiskThatWasNotCopiedSayTheSame() throws Exception {
        addDirect();
        assertAnnotated();
    }

    private void assertAnnotated() throws Exception {
        Image image = onlyImage();
        try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
            ChainAnnotator annotator = new ChainAnnotator(sleuthkitCase, copies, null);
            AnnotationReport report = annotator.annotate(image, disk, CaseProgress.NONE);
            assertEquals(2, report.layersAdded());
            assertEquals(2, report.layerFilesAdded());
            assertEquals(0, annotator.annotate(image, disk, CaseProgress.NONE).filesAnnotated());
            AnnotationReport again = annotator.annotate(image, disk, CaseProgress.NONE);
            assertEquals(
                    new AnnotationReport(
                            0, 0, report.filesSeen(), 0, report.filesUnclear(), report.complete(), report.problems()),
                    again);
            // More pieces than are allowed: then a table beside the case.
            new ChainAnnotator(sleuthkitCase, copies, null, 2).annotate(image, disk, CaseProgress.NONE);
            assertTrue(Files.readString(copies.resolve("ownership of image " + image.getId() + " layer 0.csv"))
                    .startsWith("first_sector,sector_count\n"));
        }
        Map<String, String> conclusions = new TreeMap<>();
        Map<String, String> figures = new TreeMap<>();
        BlackboardArtifact.Type type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).ownership;
        for (AbstractFile file :
                sleuthkitCase.findAllFilesWhere("name LIKE '%.bin' OR name LIKE '%.txt' OR name = '$MFT'")) {
            for (AnalysisResult result : file.getAnalysisResults(type)) {
                conclusions.put(file.getName(), result.getConclusion());
                figures.put(file.getName(), result.getJustification());
                assertEquals(0, Score.SCORE_UNKNOWN.compareTo(result.getScore()));
            }
        }
        assertEquals(
                Map.of(
                        "$MFT", "content changed",
                        "again.bin", "stored again, equal",
                        "new.bin", "new in a child",
                        "note.txt", "content changed",
                        "photo.bin", "content changed",
                        "untouched.bin", "untouched, sectors of its metadata stored again"),
                conclusions);
        // 5,000 bytes at 40,960 are pages 10 and 11 of the file; their sectors all differ but for the end of the last.
        assertFigures(
                figures,
                "photo.bin",
                "content; content 586 sectors: layer 0 16 (10 changed), layer 1 570; slack 6 sectors: layer 1 6;");
        assertFigures(figures, "new.bin", "made in layer 0; content 391 sectors: layer 0 391 (");
        assertFigures(figures, "again.bin", "content 128 sectors: layer 0 128;");
        assertLayerFiles(image);
    }

    private static void assertFigures(Map<String, String> figures, String name, String beginning) {
        String found = String.valueOf(figures.get(name));
        assertTrue(found.startsWith(beginning), found);
    }

    private void assertLayerFiles(Image image) throws TskCoreException {
        Map<String, byte[]> found = new TreeMap<>();
        for (AbstractFile file :
                sleuthkitCase.findAllFilesWhere("data_source_obj_id = " + image.getId() + " AND name LIKE 'layer %'")) {
            byte[] content = new byte[(int) file.getSize()];
            assertEquals(content.length, file.read(content, 0, content.length));
            found.put(file.getName(), content);
        }
        assertEquals(List.of("layer 0 child.avhd", "layer 1 base.vhd"), List.copyOf(found.keySet()));
        for (int layer = 0; layer < 2; layer++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (long sector = 0; sector < evidence.chain().sectors(); sector++) {
                if (evidence.chain().owner(sector) == layer) {
                    expected.writeBytes(evidence.chain().read(sector * 512, 512));
                }
            }
            assertArrayEquals(
                    expected.toByteArray(), List.copyOf(found.values()).get(layer));
        }
    }

    private AddedImage addDirect() throws Exception {
        AddedImage added = provider().add(evidence.leaf(), direct(), CaseProgress.NONE);
        assertNull(added.fallbackReason());
        assertEquals(Strategy.DIRECT, added.provenance().strategy());
        return added;
    }

    private static AddOptions direct() {
        return AddOptions.builder().strategy(Strategy.DIRECT).build();
    }

    private Path orphan() throws IOException {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        return Files.copy(evidence.leaf(), alone.resolve("child.avhd"));
    }

    private Image onlyImage() throws TskCoreException {
        List<Image> images = sleuthkitCase.getImages();
        assertEquals(1, images.size());
        return images.get(0);
    }

    private void assertContents(Image image) throws TskCoreException {
        Map<String, String> expected = new TreeMap<>();
        evidence.contents().forEach((name, content) -> expected.put(name, sha256(content)));
        assertEquals(expected, contents(image));
    }

    private Map<String, String> contents(Image image) throws TskCoreException {
        Map<String, String> found = new TreeMap<>();
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere(
                "data_source_obj_id = " + image.getId() + " AND (name LIKE '%.bin' OR name LIKE '%.txt')")) {
            byte[] content = new byte[(int) file.getSize()];
            int count = content.length == 0 ? 0 : file.read(content, 0, content.length);
            assertEquals(content.length, count, file.getName());
            found.put(file.getName(), sha256(content));
        }
        return found;
    }
}
