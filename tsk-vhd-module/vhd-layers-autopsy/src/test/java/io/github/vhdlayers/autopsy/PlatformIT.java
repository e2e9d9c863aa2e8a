package io.github.vhdlayers.autopsy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openide.modules.SpecificationVersion;

/** What is handed out, in the platform that Autopsy stands on. */
class PlatformIT {
    private static final Path JAR = Path.of(System.getProperty("plugin.jar"));
    private static final Path NBM = Path.of(System.getProperty("plugin.nbm"));
    private static final Path STUBS = Path.of(System.getProperty("tsk.stubs"));
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final List<String> FOUND = List.of(
            "appservices.AutopsyService io.github.vhdlayers.tsk.autopsy.VhdCaseService com.sun.jna.Native"
                    + " com.google.gson.JsonParser",
            "corecomponentinterfaces.DataContentViewer io.github.vhdlayers.tsk.autopsy.OwnershipViewer VHD layers",
            "corecomponentinterfaces.DataSourceProcessor io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor"
                    + " VHD chain (differencing disk) 100",
            "datasourceprocessors.AutoIngestDataSourceProcessor"
                    + " io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor VHD chain (differencing disk) 100",
            "ingest.IngestModuleFactory io.github.vhdlayers.tsk.autopsy.VhdChainsIngestModuleFactory"
                    + " VHD chains in a data source " + System.getProperty("plugin.version"),
            "ingest.IngestModuleFactory io.github.vhdlayers.tsk.autopsy.VhdIngestModuleFactory VHD layers "
                    + System.getProperty("plugin.version"));

    @TempDir
    Path folder;

    @Test
    void anInstalledNbmIsLoadedAndItsServicesWork() throws Exception {
        Platform platform = Platform.layOut(folder, STUBS);
        platform.install(NBM);
        assertEquals(FOUND, platform.start(evidence()));
    }

    @Test
    void theJarAloneWorksAsAPatchOfTheCore() throws Exception {
        Platform platform = Platform.layOut(folder, STUBS);
        platform.patch(JAR);
        assertEquals(FOUND, platform.start(evidence()));
    }

    @Test
    void theJarHasItsDependenciesButNoneOfAutopsys() throws IOException {
        List<String> names = names(JAR);
        assertTrue(names.contains("io/github/vhdlayers/VirtualDisk.class"));
        assertTrue(names.contains("io/github/vhdlayers/tsk/libtsk/LibTsk.class"));
        assertTrue(names.contains("META-INF/LICENSE"));
        List<String> others = names.stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("io/github/vhdlayers/"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void theNbmHasOneJar() throws IOException {
        assertEquals(
                List.of("netbeans/modules/io-github-vhdlayers-autopsy.jar"),
                names(NBM).stream().filter(name -> name.endsWith(".jar")).toList());
        try (ZipFile nbm = new ZipFile(NBM.toFile());
                JarInputStream jar = new JarInputStream(
                        nbm.getInputStream(nbm.getEntry("netbeans/modules/io-github-vhdlayers-autopsy.jar")))) {
            assertNull(jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
        }
    }

    @Test
    void theVersionGrowsWithEveryReleaseAndEveryBuildOfOne() throws IOException {
        String version = manifest().getValue("OpenIDE-Module-Specification-Version");
        assertTrue(version.matches("\\d+\\.\\d+\\.\\d+\\.\\d{8}\\.1\\d{4}"), version);
        String release = System.getProperty("plugin.version").replaceAll("-.*", "");
        SpecificationVersion built = new SpecificationVersion(version);
        assertTrue(built.compareTo(new SpecificationVersion(release)) > 0, version);
        assertTrue(built.compareTo(new SpecificationVersion(release + ".20200101.12359")) > 0, version);
        assertTrue(built.compareTo(new SpecificationVersion(release + ".99991231.10000")) < 0, version);
        String next = release.replaceAll("\\d+$", "") + (Integer.parseInt(release.replaceAll("^.*\\.", "")) + 1);
        assertTrue(built.compareTo(new SpecificationVersion(next)) < 0, version);
    }

    @Test
    void needsTheModuleVersionsThatWereTried() throws IOException {
        String wanted = manifest().getValue("OpenIDE-Module-Module-Dependencies");
        for (Path jar : Platform.jarsOf("org-openide-nodes", "org-openide-util-RELEASE", "org-openide-util-lookup")) {
            try (JarFile module = new JarFile(jar.toFile())) {
                Attributes of = module.getManifest().getMainAttributes();
                String line =
                        of.getValue("OpenIDE-Module") + " > " + of.getValue("OpenIDE-Module-Specification-Version");
                assertTrue(wanted.contains(line), wanted + " lacks " + line);
            }
        }
    }

    private static Attributes manifest() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    @Test
    void everyClassThatTheJarNeedsIsInItOrAutopsyHasIt() {
        String autopsys = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\](jna|gson|org-openide)-[^/\\\\]*\\.jar"))
                .reduce(STUBS.toString(), (all, entry) -> all + File.pathSeparator + entry);
        StringWriter said = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code = jdeps.run(
                new PrintWriter(said),
                new PrintWriter(said),
                "--multi-release",
                "17",
                "--missing-deps",
                "-cp",
                autopsys,
                JAR.toString());
        // Annotations that are not there are passed over by Java.
        List<String> missing = said.toString()
                .lines()
                .filter(line -> line.startsWith(" ") && line.contains("not found"))
                .filter(line -> !line.contains("org.jspecify."))
                .toList();
        assertEquals(List.of(), missing);
        assertEquals(0, code, said.toString());
        assertTrue(said.toString().contains("org.jspecify."), "jdeps looked: " + said);
    }

    @Test
    void noJarContainsAStub() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                ROOT,
                6,
                (file, attributes) -> attributes.isRegularFile()
                        && file.toString().matches(".*[/\\\\]target[/\\\\][^/\\\\]+\\.(jar|nbm)"))) {
            files.filter(file -> !file.toString().contains("tsk-vhd-stubs")).forEach(jars::add);
        }
        assertTrue(jars.size() >= 3, jars.toString());
        for (Path jar : jars) {
            assertFalse(
                    names(jar).stream().anyMatch(name -> name.startsWith("org/sleuthkit/") && name.endsWith(".class")),
                    jar.toString());
        }
    }

    private static Path evidence() {
        return ROOT.resolve("samples/evidence/leaf.vhd").toAbsolutePath().normalize();
    }

    private static List<String> names(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
