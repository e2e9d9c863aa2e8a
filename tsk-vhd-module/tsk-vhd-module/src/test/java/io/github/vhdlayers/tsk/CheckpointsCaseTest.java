package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SampleCheckpoints;
import io.github.vhdlayers.testkit.volume.NtfsVolume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.AnalysisResult;
import org.sleuthkit.datamodel.BlackboardArtifact;
import org.sleuthkit.datamodel.DataArtifact;
import org.sleuthkit.datamodel.DefaultAddDataSourceCallbacks;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitJNI;

/** A chain of VHDX files of which the leaf was not closed, in a case. */
class CheckpointsCaseTest extends WithCase {
    private static final String NAME = "leaf.avhdx (3 VHD layers)";

    @TempDir
    static Path disks = Path.of("");

    private static Path leaf = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        leaf = SampleCheckpoints.unpack(Path.of("../../samples"), disks).resolve("leaf.avhdx");
    }

    @Test
    void aCopyIsTheMergedDiskAndItsFilesAreAnnotated() throws Exception {
        AddedImage added = provider().add(leaf, AddOptions.defaults(), CaseProgress.NONE);
        assertEquals(Strategy.COPY, added.provenance().strategy());
        assertEquals(CheckpointsTest.sum("leaf.raw"), added.image().getSha256());
        reopen();
        assertChain(image(NAME));
    }

    @Test
    @ExtendWith(SeparateLibrary.class)
    void aDiskThatIsReadDirectlySaysTheSame() throws Exception {
        AddOptions direct = AddOptions.builder().strategy(Strategy.DIRECT).build();
        AddedImage added = provider().add(leaf, direct, CaseProgress.NONE);
        assertNull(added.fallbackReason());
        assertEquals(Strategy.DIRECT, added.provenance().strategy());
        reopen();
        assertNull(provider().reattach().get(0).problem());
        Image image = image(NAME);
        byte[] all = new byte[(int) image.getSize()];
        assertEquals(all.length, image.read(all, 0, all.length));
        assertEquals(CheckpointsTest.sum("leaf.raw"), sha256(all));
        assertChain(image);
    }

    private void assertChain(Image image) throws Exception {
        String details = image.getAcquisitionDetails();
        assertTrue(details.contains(CheckpointsTest.sum("middle.avhdx")), details);
        assertTrue(details.contains("LOG_REPLAYED"), details);
        try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
            AnnotationReport report =
                    new ChainAnnotator(sleuthkitCase, copies, null).annotate(image, disk, CaseProgress.NONE);
            assertEquals(3, report.layersAdded());
            assertEquals(3, report.layerFilesAdded());
            assertLayerFiles(image, disk);
        }
        AnnotationTypes types = AnnotationTypes.of(sleuthkitCase.getBlackboard());
        List<String> layers = new ArrayList<>();
        for (DataArtifact layer :
                sleuthkitCase.getBlackboard().getDataArtifacts(types.layer.getTypeID(), image.getId())) {
            layers.add(layer.getAttributes().toString());
        }
        assertEquals(3, layers.size());
        for (String name : List.of("leaf.avhdx", "middle.avhdx", "base.vhdx")) {
            assertTrue(layers.stream().anyMatch(one -> one.contains(name)), () -> name + ": " + layers);
        }
        assertEquals(
                Map.of(
                        "plan.html", "new in a child",
                        "september.csv", "new in a child",
                        "handbook.txt", "content changed"),
                conclusions(types.ownership, List.of("plan.html", "september.csv", "handbook.txt")));
    }

    private Map<String, String> conclusions(BlackboardArtifact.Type type, List<String> names) throws Exception {
        Map<String, String> conclusions = new TreeMap<>();
        for (String name : names) {
            for (AbstractFile file : sleuthkitCase.findAllFilesWhere("name = '" + name + "'")) {
                for (AnalysisResult result : file.getAnalysisResults(type)) {
                    conclusions.put(name, result.getConclusion());
                }
            }
        }
        return conclusions;
    }

    private void assertLayerFiles(Image image, VirtualDisk disk) throws Exception {
        Map<String, byte[]> found = new TreeMap<>();
        for (AbstractFile file :
                sleuthkitCase.findAllFilesWhere("data_source_obj_id = " + image.getId() + " AND name LIKE 'layer %'")) {
            byte[] content = new byte[(int) file.getSize()];
            assertEquals(content.length, file.read(content, 0, content.length));
            found.put(file.getName(), content);
        }
        assertEquals(
                List.of("layer 0 leaf.avhdx", "layer 1 middle.avhdx", "layer 2 base.vhdx"),
                List.copyOf(found.keySet()));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (long sector = 0; sector < disk.sectors(); sector++) {
            if (disk.ownership().ownerOf(sector).toString().equals("0")) {
                ByteBuffer bytes = ByteBuffer.allocate(512);
                disk.readFully(sector * 512, bytes);
                expected.writeBytes(bytes.array());
            }
        }
        assertArrayEquals(expected.toByteArray(), Objects.requireNonNull(found.get("layer 0 leaf.avhdx")));
    }

    @Test
    void aChainInsideADataSourceIsADataSourceToo() throws Exception {
        String missing = InteropTools.missing(NtfsEvidence.PROGRAMS);
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path host = folder.resolve("host.raw");
        NtfsVolume.format(host, 64 << 20);
        try (NtfsVolume volume = NtfsVolume.open(host)) {
            volume.folder("/VMs");
            for (String name : List.of("leaf.avhdx", "middle.avhdx", "base.vhdx")) {
                volume.write("/VMs/" + name, Files.readAllBytes(leaf.resolveSibling(name)));
            }
            volume.write("/VMs/notes.txt", "vhdxfile".getBytes(StandardCharsets.UTF_8));
        }
        ChainsReport report = new CaseChains(sleuthkitCase, copies, null)
                .addFrom(add(host), ChainsOptions.defaults(), (task, done, total) -> true);
        assertEquals(List.of(), report.failures());
        assertEquals(1, report.added().size());
        Image image = report.added().get(0).image();
        assertEquals("leaf.avhdx (3 VHD layers, from host.raw)", image.getName());
        assertEquals(CheckpointsTest.sum("leaf.raw"), image.getSha256());
        Map<String, String> conclusions = new TreeMap<>();
        report.disks()
                .forEach(disk -> conclusions.put(disk.path().replaceFirst("^/img_host.raw", ""), disk.conclusion()));
        assertEquals(
                List.of("/VMs/base.vhdx", "/VMs/leaf.avhdx", "/VMs/middle.avhdx"), List.copyOf(conclusions.keySet()));
    }

    private Image add(Path file) throws Exception {
        Image image = SleuthkitJNI.addImageToDatabase(
                sleuthkitCase, new String[] {file.toString()}, 512, "", "", "", "", "the host's device", null);
        sleuthkitCase
                .makeAddImageProcess("", true, false, "")
                .run("the host's device", image, 0, new DefaultAddDataSourceCallbacks());
        return image;
    }

    private Image image(String name) throws Exception {
        for (Image image : sleuthkitCase.getImages()) {
            if (image.getName().equals(name)) {
                return image;
            }
        }
        throw new IOException("no image " + name);
    }
}
