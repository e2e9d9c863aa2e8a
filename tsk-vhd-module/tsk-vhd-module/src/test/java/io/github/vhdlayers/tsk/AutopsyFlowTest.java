package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tsk.autopsy.VhdCaseService;
import io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor;
import io.github.vhdlayers.tsk.autopsy.VhdIngestModuleFactory;
import java.awt.Container;
import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.autopsy.appservices.AutopsyService.AutopsyServiceException;
import org.sleuthkit.autopsy.appservices.AutopsyService.CaseContext;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorCallback;
import org.sleuthkit.autopsy.corecomponentinterfaces.DataSourceProcessorProgressMonitor;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModuleProgress;
import org.sleuthkit.autopsy.ingest.IngestJobContext;
import org.sleuthkit.autopsy.ingest.IngestModule.ProcessResult;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;
import org.sleuthkit.autopsy.ingest.IngestServices;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.Content;
import org.sleuthkit.datamodel.DefaultAddDataSourceCallbacks;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskDataException;

/** What the plug-in does in a case, with stand-ins for as much of Autopsy as it calls. */
class AutopsyFlowTest {
    @TempDir
    static Path shared;

    private static NtfsEvidence evidence;

    @TempDir
    Path folder;

    private SleuthkitCase sleuthkitCase;
    private final VhdDataSourceProcessor processor = new VhdDataSourceProcessor();

    @BeforeAll
    static void makeEvidence() throws IOException {
        String missing = InteropTools.missing(NtfsEvidence.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        evidence = NtfsEvidence.make(shared);
    }

    @BeforeEach
    void makeCase() throws TskCoreException {
        sleuthkitCase = RealCase.make(folder);
        Case.open(sleuthkitCase, folder.resolve("ModuleOutput").toString());
        IngestServices.POSTED.clear();
        IngestServices.CONTENT.clear();
    }

    @AfterEach
    void closeCase() {
        Case.open(null, "");
        sleuthkitCase.close();
    }

    @Test
    void automaticIngestGivesUsDifferencingDisksAlone() throws Exception {
        assertEquals(100, processor.canProcess(evidence.leaf()));
        assertEquals(0, processor.canProcess(evidence.files().get(1)));
        assertEquals(0, processor.canProcess(Files.write(folder.resolve("disk.raw"), new byte[8192])));
        assertEquals(0, processor.canProcess(Files.write(folder.resolve("empty.vhd"), new byte[0])));
        assertEquals(0, processor.canProcess(folder));
        assertEquals(0, processor.canProcess(folder.resolve("not there.avhd")));
    }

    @Test
    void automaticIngestAddsAndAnnotates() throws Exception {
        Done done = process(evidence.leaf(), text -> {});
        assertEquals("NO_ERRORS", done.result());
        assertEquals(List.of(), done.errors());
        Image image = onlyImage();
        assertEquals(image.getId(), done.contents().get(0).getId());
        assertEquals("child.avhd (2 VHD layers)", done.contents().get(0).getName());
        assertEquals("the device", image.getDeviceId());
        // Where this machine has no libtsk, none is tried.
        Set<String> texts = new HashSet<>(done.texts());
        texts.remove("Reading the file systems in a process of its own first");
        assertEquals(
                Set.of(
                        "Adding files",
                        "Annotating files",
                        "Comparing layer 0 with what is below it",
                        "Comparing the files of layer 0 with those below",
                        "Copying the merged disk",
                        "Hashing layer 0",
                        "Hashing layer 1",
                        "Opening the chain"),
                texts);
        assertTrue(done.percents().contains(100), done.percents().toString());
        assertTrue(results(AnnotationTypes.OWNERSHIP, image) > 5);
    }

    @Test
    void addsTheChainAsChosenOnTheWizardsPage() throws Exception {
        JPanel page = processor.getPanel();
        assertFalse(processor.isPanelValid());
        SwingUtilities.invokeAndWait(
                () -> texts(page).get(0).setText(evidence.leaf().toString()));
        boolean[] valid = {false};
        while (!valid[0]) {
            // The parents are looked for in another thread; a page that finds none runs into the build's own limit.
            Thread.sleep(20);
            SwingUtilities.invokeAndWait(() -> valid[0] = processor.isPanelValid());
        }
        Done done = run((monitor, callback) -> processor.run(monitor, callback), text -> {});
        assertEquals("NO_ERRORS", done.result(), done.errors().toString());
        assertEquals("child.avhd (2 VHD layers)", onlyImage().getName());
        assertTrue(results(AnnotationTypes.OWNERSHIP, onlyImage()) > 5);
        processor.reset();
        assertFalse(processor.isPanelValid());
    }

    private static List<JTextField> texts(Container among) {
        return Arrays.stream(among.getComponents())
                .filter(JTextField.class::isInstance)
                .map(JTextField.class::cast)
                .toList();
    }

    @Test
    void aCancelledCopyLeavesNothing() throws Exception {
        Done done = process(evidence.leaf(), text -> {
            if (text.startsWith("Copying")) {
                processor.cancel();
            }
        });
        assertEquals("CRITICAL_ERRORS", done.result());
        assertTrue(done.errors().get(0).startsWith("Cancelled."), done.errors().toString());
        assertEquals(List.of(), sleuthkitCase.getImages());
        assertArrayEquals(new String[0], copies().toFile().list());
    }

    @Test
    void cancellingReportsWhatWasAdded() throws Exception {
        Done done = process(evidence.leaf(), text -> {
            if (text.startsWith("Annotating")) {
                processor.cancel();
            }
        });
        assertEquals("NONCRITICAL_ERRORS", done.result());
        assertEquals(1, done.contents().size());
        assertTrue(
                done.errors().get(0).contains("files were annotated"),
                done.errors().toString());
    }

    @Test
    void aChainWithoutItsParentIsAnErrorThatNamesIt() throws Exception {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Done done = process(Files.copy(evidence.leaf(), alone.resolve("child.avhd")), text -> {});
        assertEquals("CRITICAL_ERRORS", done.result());
        assertTrue(done.errors().get(0).contains("base.vhd"), done.errors().toString());
        assertEquals(List.of(), done.contents());
    }

    @Test
    void reportsToAutopsyEvenWithoutACase() throws Exception {
        Case.open(null, "");
        assertEquals("CRITICAL_ERRORS", process(evidence.leaf(), text -> {}).result());
    }

    @Test
    void annotatesEarlierImagesAndGoesOnAfterACancel() throws Exception {
        provider().add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE);
        assertEquals(ProcessResult.OK, ingest(onlyImage(), 1));
        assertEquals(List.of(), IngestServices.POSTED);
        assertEquals(0, results(AnnotationTypes.OWNERSHIP, onlyImage()));
        assertEquals(ProcessResult.OK, ingest(onlyImage(), Integer.MAX_VALUE));
        long annotated = results(AnnotationTypes.OWNERSHIP, onlyImage());
        assertEquals(1, IngestServices.POSTED.size());
        assertTrue(
                IngestServices.POSTED
                        .get(0)
                        .startsWith("INFO VHD layers child.avhd (2 VHD layers): " + annotated + " of "),
                IngestServices.POSTED.toString());
        assertEquals(
                List.of("VHD layers", "layer 0 child.avhd", "layer 1 base.vhd"),
                IngestServices.CONTENT.stream().map(Content::getName).toList());
        ingest(onlyImage(), Integer.MAX_VALUE);
        assertEquals(3, IngestServices.CONTENT.size());
        assertEquals(annotated, results(AnnotationTypes.OWNERSHIP, onlyImage()));
    }

    @Test
    void theIngestModuleFailsLoudlyWhereTheEvidenceIsGone() throws Exception {
        Path moved = copyOfEvidence();
        provider().add(moved, AddOptions.defaults(), CaseProgress.NONE);
        Files.delete(moved);
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler handler = handler(logged);
        Logger.getLogger("").addHandler(handler);
        try {
            assertEquals(ProcessResult.ERROR, ingest(onlyImage(), Integer.MAX_VALUE));
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertTrue(IngestServices.POSTED.get(0).contains("is not there"), IngestServices.POSTED.toString());
        // With the reason in full, as Autopsy's log has it.
        LogRecord record = logged.stream()
                .filter(each -> each.getLevel().equals(Level.SEVERE))
                .findFirst()
                .orElseThrow();
        assertEquals("The files of child.avhd (2 VHD layers) could not be annotated", record.getMessage());
        assertTrue(String.valueOf(record.getThrown()).contains("is not there"), String.valueOf(record.getThrown()));
    }

    @Test
    void aChildThatAutopsyItselfAddedIsCalledUnreliableOnce() throws Exception {
        Image image = addAsAutopsyDoes(evidence.leaf());
        UnattachedChild child = Objects.requireNonNull(UnattachedChild.of(image));
        assertEquals(
                evidence.chain().sectors()
                        - Arrays.stream(evidence.chain().owners())
                                .filter(owner -> owner == 0)
                                .count()
                        + " of its " + evidence.chain().sectors() + " sectors are not in this file. The disk names its"
                        + " parent base.vhd, which was found: 2 files belong together.",
                child.details());
        assertEquals(ProcessResult.OK, ingest(image, Integer.MAX_VALUE));
        assertEquals(ProcessResult.OK, ingest(image, Integer.MAX_VALUE));
        assertEquals(2, IngestServices.POSTED.size());
        assertTrue(
                IngestServices.POSTED.get(0).startsWith("WARNING VHD layers child.avhd is a differencing disk"),
                IngestServices.POSTED.toString());
        sleuthkitCase.close();
        sleuthkitCase = RealCase.open(folder);
        assertEquals(1, results(AnnotationTypes.UNATTACHED, onlyImage()));
        assertEquals(0, results(AnnotationTypes.OWNERSHIP, onlyImage()));
        AnalysisResult result = onlyImage()
                .getAnalysisResults(AnnotationTypes.of(sleuthkitCase.getBlackboard()).unattached)
                .get(0);
        assertEquals(child.conclusion(), result.getConclusion());
        assertEquals(child.explanation(), result.getJustification());
    }

    @Test
    void anUnattachedChildWithoutItsParentSaysThatToo() throws Exception {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        UnattachedChild child =
                UnattachedChild.of(addAsAutopsyDoes(Files.copy(evidence.leaf(), alone.resolve("child.avhd"))));
        assertTrue(child != null && child.details().endsWith("base.vhd, which was not found beside it."), "" + child);
    }

    @Test
    void otherDisksAreLeftAlone() throws Exception {
        Image image = addAsAutopsyDoes(evidence.files().get(1));
        assertEquals(ProcessResult.OK, ingest(image, Integer.MAX_VALUE));
        assertEquals(List.of(), IngestServices.POSTED);
        assertEquals(0, results(AnnotationTypes.UNATTACHED, image));
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void openingACaseAttachesOrNamesDisksWithoutCopy() throws Exception {
        Path moved = copyOfEvidence();
        provider().add(moved, AddOptions.builder().strategy(Strategy.DIRECT).build(), CaseProgress.NONE);
        reopen();
        new VhdCaseService().openCaseResources(new CaseContext(Case.getCurrentCaseThrows()));
        byte[] first = new byte[4096];
        assertEquals(first.length, onlyImage().read(first, 2048 * 512, first.length));
        assertArrayEquals(evidence.chain().read(2048 * 512, first.length), first);

        Files.delete(moved.resolveSibling("base.vhd"));
        reopen();
        AutopsyServiceException reported = assertThrows(AutopsyServiceException.class, () -> new VhdCaseService()
                .openCaseResources(new CaseContext(Case.getCurrentCaseThrows())));
        String message = String.valueOf(reported.getMessage());
        assertTrue(message.startsWith("child.avhd (2 VHD layers) cannot be read:"), message);
    }

    @Test
    void theCopyOfADataSourceThatIsDeletedGoesWithIt() throws Exception {
        VhdCaseService service = new VhdCaseService();
        Image before = provider()
                .add(evidence.leaf(), AddOptions.defaults(), CaseProgress.NONE)
                .image();
        service.openCaseResources(new CaseContext(Case.getCurrentCaseThrows()));
        Image after = (Image) process(evidence.leaf(), text -> {}).contents().get(0);
        Case.publish(new PropertyChangeEvent("Autopsy", "DATA_SOURCE_ADDED", null, after));
        Case.getCurrentCaseThrows().deleteDataSource(after.getId());
        assertArrayEquals(
                new String[] {"child.avhd.merged.raw"}, copies().toFile().list());
        Case.getCurrentCaseThrows().deleteDataSource(before.getId());
        assertArrayEquals(new String[0], copies().toFile().list());
        service.closeCaseResources(new CaseContext(Case.getCurrentCaseThrows()));
    }

    private static Handler handler(List<LogRecord> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private Path copyOfEvidence() throws IOException {
        Path moved = Files.createDirectories(folder.resolve("evidence"));
        for (Path file : evidence.files()) {
            Files.copy(file, moved.resolve(file.getFileName()));
        }
        return moved.resolve("child.avhd");
    }

    /** What Autopsy's own processor of images does; the Sleuth Kit opens the child, and cannot read most of it. */
    private Image addAsAutopsyDoes(Path file) throws TskCoreException {
        Image image = SleuthkitJNI.addImageToDatabase(
                sleuthkitCase,
                new String[] {file.toString()},
                512,
                "",
                "",
                "",
                "",
                "the device",
                AddOptions.defaults().host());
        try {
            sleuthkitCase
                    .makeAddImageProcess("", true, false, "")
                    .run("the device", image, 0, new DefaultAddDataSourceCallbacks());
        } catch (TskCoreException | TskDataException e) {
            System.out.println("The Sleuth Kit says of the child alone: "
                    + String.valueOf(e.getMessage()).strip());
        }
        return image;
    }

    private record NoSettings() implements IngestModuleIngestJobSettings {
        @Override
        public long getVersionNumber() {
            return 1;
        }
    }

    private ProcessResult ingest(Image image, int questionsUntilCancelled) throws Exception {
        DataSourceIngestModule module = new VhdIngestModuleFactory().createDataSourceIngestModule(new NoSettings());
        module.startUp(new IngestJobContext(questionsUntilCancelled));
        return module.process(image, new DataSourceIngestModuleProgress());
    }

    private long results(String type, Image image) throws Exception {
        AnnotationTypes types = AnnotationTypes.of(sleuthkitCase.getBlackboard());
        int id = (type.equals(AnnotationTypes.OWNERSHIP) ? types.ownership : types.unattached).getTypeID();
        return sleuthkitCase
                .getBlackboard()
                .getAnalysisResultsByType(id, image.getId())
                .size();
    }

    /** What Autopsy received in the end, and on the way. */
    private record Done(
            String result, List<String> errors, List<Content> contents, Set<String> texts, Set<Integer> percents) {}

    private Done process(Path file, Consumer<String> listener) throws InterruptedException {
        return run((monitor, callback) -> processor.process("the device", file, monitor, callback), listener);
    }

    private static Done run(
            BiConsumer<DataSourceProcessorProgressMonitor, DataSourceProcessorCallback> start,
            Consumer<String> listener)
            throws InterruptedException {
        Set<String> texts = new ConcurrentSkipListSet<>();
        Set<Integer> percents = new ConcurrentSkipListSet<>();
        CountDownLatch end = new CountDownLatch(1);
        Done[] done = new Done[1];
        DataSourceProcessorProgressMonitor monitor = new DataSourceProcessorProgressMonitor() {
            @Override
            public void setIndeterminate(boolean indeterminate) {}

            @Override
            public void setProgress(int progress) {
                percents.add(progress);
            }

            @Override
            public void setProgressText(String text) {
                texts.add(text.replaceFirst("Adding files: .*", "Adding files"));
                listener.accept(text);
            }
        };
        DataSourceProcessorCallback callback = new DataSourceProcessorCallback() {
            @Override
            public void done(DataSourceProcessorResult result, List<String> errors, List<Content> contents) {
                done[0] = new Done(result.name(), errors, contents, texts, percents);
                end.countDown();
            }

            @Override
            public void doneEDT(DataSourceProcessorResult result, List<String> errors, List<Content> contents) {}
        };
        start.accept(monitor, callback);
        end.await();
        return done[0];
    }

    private VhdImageProvider provider() {
        return new VhdImageProvider(sleuthkitCase, copies());
    }

    private Path copies() {
        return folder.resolve("ModuleOutput").resolve("VHD Layers");
    }

    private void reopen() throws TskCoreException {
        sleuthkitCase.close();
        sleuthkitCase = RealCase.open(folder);
        Case.open(sleuthkitCase, folder.resolve("ModuleOutput").toString());
    }

    private Image onlyImage() throws TskCoreException {
        assertFalse(sleuthkitCase.getImages().isEmpty());
        return sleuthkitCase.getImages().get(0);
    }
}
