package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import io.github.vhdlayers.tsk.autopsy.VhdChainsIngestModuleFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModule;
import org.sleuthkit.autopsy.ingest.DataSourceIngestModuleProgress;
import org.sleuthkit.autopsy.ingest.IngestJobContext;
import org.sleuthkit.autopsy.ingest.IngestManager;
import org.sleuthkit.autopsy.ingest.IngestModule.ProcessResult;
import org.sleuthkit.autopsy.ingest.IngestModuleIngestJobSettings;
import org.sleuthkit.autopsy.ingest.IngestServices;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.DefaultAddDataSourceCallbacks;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskDataException;

/**
 * The machines of a host that was imaged: one with disks in many pieces and under other names, one with its parent in another folder,
 * one without its parent, a copy of the first, a damaged disk, a deleted one, and a text that begins as a disk does.
 */
class CaseChainsTest extends WithCase {
    private static final ChainsListener NONE = new ChainsListener() {
        @Override
        public boolean onProgress(String task, long done, long total) {
            return true;
        }
    };
    private static final int HOST_BYTES = 96 << 20;
    private static final int PIECE = 8192;

    @TempDir
    static Path shared;

    private static Path hostFile;
    private static NtfsEvidence web;
    private static TestChain db;

    @BeforeAll
    static void makeHost() throws IOException {
        String missing = InteropTools.missing(NtfsEvidence.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        web = NtfsEvidence.make(shared);
        db = chain(0x61, 3);
        TestChain old = chain(0x62, 5);
        hostFile = shared.resolve("host.raw");
        NtfsVolume.format(hostFile, HOST_BYTES);
        byte[] webLeaf = Files.readAllBytes(web.files().get(0));
        byte[] webBase = Files.readAllBytes(web.files().get(1));
        List<Path> dbFiles = db.writeTo(shared.resolve("work"), List.of("db.avhd", "db-base.vhd"));
        List<Path> oldFiles = old.writeTo(shared.resolve("work"), List.of("old.avhd", "old-base.vhd"));
        try (NtfsVolume volume = NtfsVolume.open(hostFile)) {
            volume.folder("/VMs");
            volume.folder("/VMs/web");
            interleaved(volume, "/VMs/web/disk.bin", webLeaf, "/VMs/web/parent.bin", webBase);
            volume.folder("/VMs/db");
            volume.folder("/Parents");
            volume.write("/VMs/db/db.avhd", Files.readAllBytes(dbFiles.get(0)));
            volume.write("/Parents/db-base.vhd", Files.readAllBytes(dbFiles.get(1)));
            volume.write("/VMs/old.avhd", Files.readAllBytes(oldFiles.get(0)));
            volume.folder("/backup");
            volume.write("/backup/disk.bin", webLeaf);
            volume.write("/backup/parent.bin", webBase);
            byte[] broken = Files.readAllBytes(dbFiles.get(1));
            Arrays.fill(broken, 512, 1536, (byte) 0);
            volume.write("/broken.vhd", broken);
            volume.write("/notes.txt", "conectix was a company".repeat(100).getBytes(StandardCharsets.UTF_8));
            volume.write("/gone.vhd", Files.readAllBytes(oldFiles.get(1)));
            volume.delete("/gone.vhd");
        }
    }

    /** Two files that grow in turns, so that both are in many pieces. */
    private static void interleaved(NtfsVolume volume, String one, byte[] first, String two, byte[] second)
            throws IOException {
        volume.write(one, new byte[0]);
        volume.write(two, new byte[0]);
        for (int at = 0; at < Math.max(first.length, second.length); at += PIECE) {
            if (at < first.length) {
                volume.writeAt(one, at, Arrays.copyOfRange(first, at, Math.min(first.length, at + PIECE)));
            }
            if (at < second.length) {
                volume.writeAt(two, at, Arrays.copyOfRange(second, at, Math.min(second.length, at + PIECE)));
            }
        }
    }

    private static TestChain chain(int id, long seed) {
        long bytes = 4 << 20;
        DiskImage.Builder base = DiskImage.dynamic(bytes).uniqueId(id(id, 1)).timestamp(800_000_000);
        base.own(0, 4096, SectorContent.bytes(NtfsEvidence.bytes(seed, 4096 * 512), 0));
        DiskImage parent = base.build();
        DiskImage.Builder child =
                DiskImage.differencing(bytes).parent(parent).uniqueId(id(id, 2)).timestamp(800_600_000);
        child.own(100, 50, SectorContent.bytes(NtfsEvidence.bytes(seed + 1, 50 * 512), 100));
        return TestChain.of(child.build(), parent);
    }

    private static byte[] id(int first, int last) {
        byte[] id = new byte[16];
        Arrays.fill(id, (byte) first);
        id[15] = (byte) last;
        return id;
    }

    @Test
    void eachChainIsADataSourceAndEveryDiskSaysWhatItIs() throws Exception {
        Image host = addHost();
        ChainsReport report = chains().addFrom(host, ChainsOptions.defaults(), NONE);
        assertEquals(
                List.of("db.avhd (2 VHD layers, from host.raw)", "disk.bin (2 VHD layers, from host.raw)"),
                report.added().stream()
                        .map(each -> each.image().getName())
                        .sorted()
                        .toList());
        assertEquals(0, report.unreadableFiles());
        // A disk without a file system is evidence all the same; the Sleuth Kit complains.
        assertEquals(List.of(), report.failures());
        assertEquals(1, report.problems().size(), report.problems().toString());
        assertTrue(
                report.problems().get(0).contains("/VMs/db/db.avhd: "),
                report.problems().get(0));
        assertEquals(roles(), rolesOf(report));
        for (AddedImage added : report.added()) {
            TestChain chain = added.image().getName().startsWith("db") ? db : web.chain();
            assertEquals(sha256(chain.merged()), added.image().getSha256());
            assertArrayEquals(
                    chain.merged(), Files.readAllBytes(Path.of(added.image().getPaths()[0])));
            assertEquals(host.getDeviceId(), added.image().getDeviceId());
            String details = added.image().getAcquisitionDetails();
            assertTrue(details.contains("/img_host.raw/"), details);
        }
        assertWebFiles();
        assertEquals(2, annotatedLayers("disk.bin"));
        for (FoundDiskResult disk : report.disks()) {
            List<AnalysisResult> results = sleuthkitCase
                    .getAbstractFileById(disk.fileId())
                    .getAnalysisResults(AnnotationTypes.of(sleuthkitCase.getBlackboard()).disk);
            assertEquals(1, results.size());
            assertEquals(disk.conclusion(), results.get(0).getConclusion());
        }
        assertTrue(result(report, "/VMs/old.avhd").details().contains("parent missing"), report.toString());
        assertTrue(result(report, "/backup/disk.bin").details().endsWith("/VMs/web/disk.bin"), report.toString());

        // Again, in a case that was closed between: nothing twice.
        reopen();
        ChainsReport again = chains().addFrom(image("host.raw"), ChainsOptions.defaults(), NONE);
        assertEquals(List.of(), again.added());
        assertEquals(roles(), rolesOf(again));
        assertEquals(3, sleuthkitCase.getImages().size());
        int type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).disk.getTypeID();
        assertEquals(
                report.disks().size(),
                sleuthkitCase
                        .getBlackboard()
                        .getAnalysisResultsByType(type, host.getId())
                        .size());
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void withoutACopyTheFilesAreTheSameInAReopenedCase() throws Exception {
        Image host = addHost();
        ChainsReport report = chains().addFrom(host, new ChainsOptions(false, Strategy.DIRECT, true), NONE);
        assertEquals(
                List.of(Strategy.DIRECT, Strategy.DIRECT),
                report.added().stream()
                        .map(each -> each.provenance().strategy())
                        .toList(),
                report.added().stream().map(AddedImage::fallbackReason).toList().toString());
        assertEquals(roles(), rolesOf(report));
        assertWebFiles();
        reopen();
        // Without us nothing is read, and nothing wrong.
        assertThrows(TskCoreException.class, this::assertWebFiles);
        reopen();
        for (Reattached each : provider().reattach()) {
            assertNull(each.problem());
        }
        assertWebFiles();
        Image image = image("disk.bin (2 VHD layers, from host.raw)");
        byte[] all = new byte[(int) image.getSize()];
        assertEquals(all.length, image.read(all, 0, all.length));
        assertEquals(sha256(web.chain().merged()), sha256(all));
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void anUnattachedPlaceholderGivesNoBytes() throws Exception {
        chains().addFrom(addHost(), new ChainsOptions(false, Strategy.DIRECT, false), NONE);
        reopen();
        Image image = image("disk.bin (2 VHD layers, from host.raw)");
        byte[] sector = new byte[512];
        try {
            assertTrue(image.read(sector, 0, sector.length) <= 0);
        } catch (TskCoreException e) {
            assertArrayEquals(new byte[512], sector);
        }
    }

    @Test
    void byChoiceEachCheckpointIsADataSource() throws Exception {
        ChainsReport report = chains().addFrom(addHost(), new ChainsOptions(true, Strategy.COPY, false), NONE);
        assertEquals(
                List.of(
                        "db-base.vhd (1 VHD layer, from host.raw)",
                        "db.avhd (2 VHD layers, from host.raw)",
                        "disk.bin (2 VHD layers, from host.raw)",
                        "parent.bin (1 VHD layer, from host.raw)"),
                report.added().stream()
                        .map(each -> each.image().getName())
                        .sorted()
                        .distinct()
                        .toList());
        assertEquals(DiskRole.ADDED, result(report, "/Parents/db-base.vhd").role());
    }

    @Test
    void aCancelLeavesWhatWasAddedAndTheNextRunGoesOn() throws Exception {
        Image host = addHost();
        List<String> ended = new ArrayList<>();
        ChainsListener cancel = new ChainsListener() {
            @Override
            public boolean onProgress(String task, long done, long total) {
                return !task.startsWith("Copying") || ended.isEmpty();
            }

            @Override
            public void ended(String path, @Nullable Image image) {
                ended.add(path);
            }
        };
        assertThrows(CancellationException.class, () -> chains().addFrom(host, ChainsOptions.defaults(), cancel));
        assertEquals(2, sleuthkitCase.getImages().size());
        ChainsReport report = chains().addFrom(host, ChainsOptions.defaults(), NONE);
        assertEquals(1, report.added().size());
        assertEquals(roles(), rolesOf(report));
        assertEquals(3, sleuthkitCase.getImages().size());
    }

    @Test
    void whatAnotherProgramAddedWithoutParentsIsNamed() throws Exception {
        Image host = addHost();
        Path exported = Files.createDirectories(folder.resolve("Virtual Machine Extractor"));
        Path alone = Files.copy(web.leaf(), exported.resolve("disk.vhd"));
        Image wrong = SleuthkitJNI.addImageToDatabase(
                sleuthkitCase, new String[] {alone.toString()}, 512, "", "", "", "", host.getDeviceId(), null);
        ChainsReport report = chains().addFrom(host, new ChainsOptions(false, Strategy.COPY, false), NONE);
        assertEquals(
                List.of(wrong.getId()),
                report.unattached().stream().map(Image::getId).toList());
        int type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).unattached.getTypeID();
        assertEquals(
                1,
                sleuthkitCase
                        .getBlackboard()
                        .getAnalysisResultsByType(type, wrong.getId())
                        .size());
    }

    @Test
    void aDataSourceWithoutDisksStaysAsItIs() throws Exception {
        Path file = folder.resolve("empty.raw");
        NtfsVolume.format(file, 8 << 20);
        ChainsReport report = chains().addFrom(add(file), ChainsOptions.defaults(), NONE);
        assertEquals(new ChainsReport(List.of(), List.of(), List.of(), List.of(), 0, List.of()), report);
        assertNull(sleuthkitCase.getBlackboard().getArtifactType(AnnotationTypes.DISK));
    }

    /** A child in one volume of the host, its parent in another, and a fixed disk on which Xen left its mark. */
    @Test
    void findsParentsOnOtherVolumesAndDisksOfXen() throws Exception {
        int volumeBytes = 24 << 20;
        int first = 1 << 20;
        List<Path> files = db.writeTo(folder, List.of("db.avhd", "db-base.vhd"));
        DiskImage.Builder fixed = DiskImage.fixed(1 << 20).uniqueId(id(0x63, 1));
        fixed.own(0, 2048, SectorContent.bytes(NtfsEvidence.bytes(7, 1 << 20), 0));
        byte[] marked = Files.readAllBytes(TestChain.of(fixed.build())
                .writeTo(folder, List.of("marked.vhd"))
                .get(0));
        System.arraycopy("v_poison".getBytes(StandardCharsets.US_ASCII), 0, marked, marked.length - 512, 8);
        Path one = folder.resolve("one.raw");
        Path two = folder.resolve("two.raw");
        NtfsVolume.format(one, volumeBytes);
        NtfsVolume.format(two, volumeBytes);
        try (NtfsVolume volume = NtfsVolume.open(one)) {
            volume.write("/db.avhd", Files.readAllBytes(files.get(0)));
            volume.write("/marked.vhd", marked);
        }
        try (NtfsVolume volume = NtfsVolume.open(two)) {
            volume.write("/db-base.vhd", Files.readAllBytes(files.get(1)));
        }
        ByteBuffer disk =
                ByteBuffer.allocate(first + 2 * volumeBytes + (1 << 20)).order(ByteOrder.LITTLE_ENDIAN);
        partition(disk, 0, first, volumeBytes);
        partition(disk, 1, first + volumeBytes, volumeBytes);
        disk.putShort(510, (short) 0xAA55);
        disk.put(first, Files.readAllBytes(one)).put(first + volumeBytes, Files.readAllBytes(two));
        Image host = add(Files.write(folder.resolve("volumes.raw"), disk.array()));

        ChainsReport report = chains().addFrom(host, new ChainsOptions(false, Strategy.COPY, false), NONE);
        assertEquals(List.of(), report.failures());
        assertEquals(
                Map.of("db.avhd", DiskRole.ADDED, "db-base.vhd", DiskRole.PARENT, "marked.vhd", DiskRole.ADDED),
                report.disks().stream()
                        .collect(Collectors.toMap(each -> lastPart(each.path()), FoundDiskResult::role)));
        assertEquals(
                2,
                report.disks().stream()
                        .map(each -> each.path().substring(0, each.path().lastIndexOf('/')))
                        .distinct()
                        .count());
        AddedImage chain = report.added().stream()
                .filter(each -> each.image().getName().startsWith("db.avhd"))
                .findFirst()
                .orElseThrow();
        assertEquals(sha256(db.merged()), chain.image().getSha256());
        assertTrue(
                report.problems().stream().anyMatch(each -> each.contains("marked.vhd") && each.contains("POISONED")),
                report.problems().toString());
    }

    private static void partition(ByteBuffer disk, int number, int start, int bytes) {
        int entry = 446 + 16 * number;
        disk.put(entry + 4, (byte) 7).putInt(entry + 8, start / 512).putInt(entry + 12, bytes / 512);
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void theChainCanBeOpenedFromTheCaseAlone() throws Exception {
        Image host = addHost();
        chains().addFrom(host, new ChainsOptions(false, Strategy.COPY, false), NONE);
        reopen();
        try (VirtualDisk disk = VhdImageProvider.open(image("disk.bin (2 VHD layers, from host.raw)"), List.of())) {
            assertEquals(2, disk.chain().layers().size());
            assertFalse(disk.name().isEmpty());
        }
    }

    @Test
    void asAnIngestModuleItHandsTheChainsOverToAutopsy() throws Exception {
        Image host = addHost();
        Case.open(sleuthkitCase, folder.resolve("ModuleOutput").toString());
        Case.NOTIFIED.clear();
        IngestManager.QUEUED.clear();
        IngestServices.POSTED.clear();
        VhdChainsIngestModuleFactory factory = new VhdChainsIngestModuleFactory();
        assertTrue(factory.hasIngestJobSettingsPanel());
        IngestModuleIngestJobSettings settings = factory.getIngestJobSettingsPanel(
                        factory.getDefaultIngestJobSettings())
                .getSettings();
        assertEquals(factory.getDefaultIngestJobSettings(), settings);

        assertEquals(ProcessResult.OK, ingest(factory, settings, host, 0));
        assertEquals(List.of(), Case.NOTIFIED);
        assertEquals(ProcessResult.OK, ingest(factory, settings, host, Integer.MAX_VALUE));
        String first = "db.avhd (2 VHD layers, from host.raw)";
        String second = "disk.bin (2 VHD layers, from host.raw)";
        assertEquals(
                List.of("adding", "added " + first, "adding", "failed", "adding", "added " + second), Case.NOTIFIED);
        assertEquals(List.of("the context: " + first, "the context: " + second), IngestManager.QUEUED);
        assertEquals(3, IngestServices.POSTED.size(), IngestServices.POSTED.toString());
        assertTrue(IngestServices.POSTED.get(0).contains("Cannot determine file system type"));
        assertEquals(
                "WARNING VHD chains in a data source host.raw: 1 disks without a parent, 2 that cannot be read, 0 left"
                        + " out; see Analysis Results, VHD disk file",
                IngestServices.POSTED.get(1));
        assertEquals(
                "INFO VHD chains in a data source host.raw: 10 disk files found, 2 chains added as data sources",
                IngestServices.POSTED.get(2));
        // The machine's own disk is searched too, by the job that was queued.
        assertEquals(ProcessResult.OK, ingest(factory, settings, image(second), Integer.MAX_VALUE));
        assertEquals(3, IngestServices.POSTED.size());
        assertEquals(3, sleuthkitCase.getImages().size());
        Case.open(null, "");
    }

    private static ProcessResult ingest(
            VhdChainsIngestModuleFactory factory,
            IngestModuleIngestJobSettings settings,
            Image image,
            int questionsUntilCancelled)
            throws Exception {
        DataSourceIngestModule module = factory.createDataSourceIngestModule(settings);
        module.startUp(new IngestJobContext(questionsUntilCancelled));
        return module.process(image, new DataSourceIngestModuleProgress());
    }

    private static Map<String, DiskRole> roles() {
        return new TreeMap<>(Map.of(
                "/VMs/web/disk.bin", DiskRole.ADDED,
                "/VMs/web/parent.bin", DiskRole.PARENT,
                "/VMs/db/db.avhd", DiskRole.ADDED,
                "/Parents/db-base.vhd", DiskRole.PARENT,
                "/VMs/old.avhd", DiskRole.ORPHAN,
                "/backup/disk.bin", DiskRole.TWIN,
                "/backup/parent.bin", DiskRole.TWIN,
                "/broken.vhd", DiskRole.DAMAGED,
                "/notes.txt", DiskRole.DAMAGED,
                "/gone.vhd", DiskRole.DELETED));
    }

    private static Map<String, DiskRole> rolesOf(ChainsReport report) {
        Map<String, DiskRole> roles = new TreeMap<>();
        report.disks().forEach(each -> roles.put(each.path().replaceFirst("^/img_host.raw", ""), each.role()));
        return roles;
    }

    private static FoundDiskResult result(ChainsReport report, String path) {
        return report.disks().stream()
                .filter(each -> each.path().endsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private void assertWebFiles() throws TskCoreException {
        Image image = image("disk.bin (2 VHD layers, from host.raw)");
        Map<String, String> expected = new TreeMap<>();
        web.contents().forEach((name, content) -> expected.put(name, sha256(content)));
        Map<String, String> found = new TreeMap<>();
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere("data_source_obj_id = " + image.getId()
                + " AND type = 0 AND (name LIKE '%.bin' OR name LIKE '%.txt')")) {
            byte[] content = new byte[(int) file.getSize()];
            assertEquals(content.length, file.read(content, 0, content.length));
            found.put(file.getName(), sha256(content));
        }
        assertEquals(expected, found);
    }

    private int annotatedLayers(String name) throws Exception {
        int type = AnnotationTypes.of(sleuthkitCase.getBlackboard()).layer.getTypeID();
        return sleuthkitCase
                .getBlackboard()
                .getDataArtifacts(
                        type, image(name + " (2 VHD layers, from host.raw)").getId())
                .size();
    }

    private Image addHost() throws TskCoreException {
        return add(hostFile);
    }

    private Image add(Path file) throws TskCoreException {
        Image image = SleuthkitJNI.addImageToDatabase(
                sleuthkitCase, new String[] {file.toString()}, 512, "", "", "", "", "the host's device", null);
        try {
            sleuthkitCase
                    .makeAddImageProcess("", true, false, "")
                    .run("the host's device", image, 0, new DefaultAddDataSourceCallbacks());
        } catch (TskDataException e) {
            throw new TskCoreException(String.valueOf(e.getMessage()), e);
        }
        return image;
    }

    private Image image(String name) throws TskCoreException {
        return sleuthkitCase.getImages().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CaseChains chains() {
        return new CaseChains(sleuthkitCase, copies, null);
    }
}
