package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project that is only a skeleton, with a {@code java} and a {@code mvn} that tell how they were called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../samples/vhd");

    @TempDir
    Path root;

    @TempDir
    Path tools;

    private Path jar = Path.of("");
    private Path built = Path.of("");

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void skeleton() throws IOException {
        for (String file : List.of(
                "pom.xml",
                "LICENSE",
                "vhd-reader/pom.xml",
                "vhd-reader/src/main/java/Reader.java",
                "tsk-vhd-module/pom.xml",
                "tsk-vhd-module/tsk-vhd-module/pom.xml",
                "tsk-vhd-module/tsk-vhd-module/src/main/java/Module.java",
                "vhd-tool/pom.xml",
                "vhd-tool/src/main/java/Tool.java")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
        Files.createDirectories(root.resolve("samples"));
        Files.copy(LAUNCHER, root.resolve("samples/vhd"));
        Files.copy(LAUNCHER.resolveSibling("build.sh"), root.resolve("samples/build.sh"));
        Path launched = root.resolve("vhd-tool/src/main/dist/bin/vhd");
        Files.createDirectories(launched.getParent());
        Files.copy(Path.of("src/main/dist/bin/vhd"), launched);
        jar = root.resolve("vhd-tool/target/vhd-tool.jar");
        built = tools.resolve("built");
        for (String name :
                List.of("dirname", "readlink", "find", "mkdir", "touch", "flock", "cksum", "mv", "rm", "awk")) {
            Path program = Files.exists(Path.of("/usr/bin", name)) ? Path.of("/usr/bin", name) : Path.of("/bin", name);
            if (Files.exists(program)) {
                program(name, "exec " + program + " \"$@\"");
            }
        }
        program("java", "echo \"java $*\"; exit 5");
        program(
                "mvn",
                "echo \"$PWD: mvn $*\"; echo '[INFO] Building VHD Layers reader 0.1.0-SNAPSHOT            [4/12]';"
                        + " echo built >>'" + built + "'; mkdir -p vhd-tool/target; : >'" + jar + "'");
    }

    @Test
    void buildsWhatIsMissingAndOnlyOnce() throws Exception {
        Run first = launch(root.resolve("samples/vhd"), "info", "a b.vhd");
        assertEquals(5, first.code());
        assertTrue(first.out().matches("java( -X\\S+)+ -jar " + jar + " info a b.vhd\n"), first.out());
        assertTrue(
                first.err().contains(root + ": mvn -B -DskipTests -pl vhd-tool,samples/tika-app -am package\n"),
                first.err());
        assertTrue(first.err().contains("vhd: building VHD Layers reader (4 of 12) ...\n"), first.err());
        assertFalse(first.err().contains("[INFO]"), first.err());
        Run second = launch(root.resolve("samples/vhd"), "--help");
        assertEquals("", second.err());
        assertEquals(1, Files.readAllLines(built).size());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        launch(root.resolve("samples/vhd"));
        FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
        Files.setLastModifiedTime(root.resolve("vhd-reader/src/main/java/Reader.java"), later);
        launch(root.resolve("samples/vhd"));
        assertEquals(2, Files.readAllLines(built).size());
    }

    @Test
    void laysOutClassesOnceForEachJarAndJava() throws Exception {
        Path dumps = tools.resolve("dumps");
        String java = "case \"$*\" in\n"
                + "*-Xshare:dump*) echo \"$*\" >>'" + dumps + "'\n"
                + "  for each; do case $each in -XX:SharedArchiveFile=*) echo classes >\"${each#*=}\" ;; esac; done ;;\n"
                + "*) echo \"java $*\" ;;\n"
                + "esac\n";
        program("java", java);
        Path launcher = root.resolve("samples/vhd");
        for (int i = 0; i < 2; i++) {
            Run run = launch(launcher, "info", "a b.vhd");
            assertEquals("", run.err().replaceAll("(?m)^(vhd: building|" + root + ").*\n", ""));
            assertTrue(
                    run.out()
                            .matches("java .* -XX:SharedArchiveFile=\\S+/target/start-\\d+\\.jsa -jar " + jar
                                    + " info a b.vhd\n"),
                    run.out());
            assertEquals(1, Files.readAllLines(dumps).size());
        }
        Files.setLastModifiedTime(jar, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        launch(launcher);
        assertEquals(2, Files.readAllLines(dumps).size());
        program("java", "# another\n" + java);
        launch(launcher);
        assertEquals(3, Files.readAllLines(dumps).size());
        try (var files = Files.list(jar.resolveSibling(""))) {
            assertEquals(
                    List.of("jsa", "jsa"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("start-"))
                            .map(name -> name.substring(name.lastIndexOf('.') + 1))
                            .toList());
        }
    }

    @Test
    void startsWithoutLaidOutClassesWhereTheyCannotBeMade() throws Exception {
        launch(root.resolve("samples/vhd"), "info");
        Run again = launch(root.resolve("samples/vhd"), "info");
        assertTrue(again.out().matches("java( -X\\S+)+ -jar " + jar + " info\n"), again.out());
        assertFalse(again.out().contains("SharedArchiveFile"), again.out());
        Files.delete(tools.resolve("cksum"));
        again = launch(root.resolve("samples/vhd"), "info");
        assertTrue(again.out().matches("java( -X\\S+)+ -jar " + jar + " info\n"), again.out());
        assertEquals("", again.err());
    }

    @Test
    void whatJavaHasToSayIsNeverAmongTheEvidence() throws Exception {
        String out = launch(root.resolve("samples/vhd"), "cat").out();
        assertTrue(out.contains(" -XX:+DisplayVMOutputToStderr "), out);
        assertTrue(out.contains(" -Xlog:disable -Xlog:all=error:stderr "), out);
        assertTrue(
                out.matches(
                        "(?s).* -XX:ErrorFile=/\\S+/vhd-crash-%p\\.log -XX:-CreateCoredumpOnCrash -XX:\\+SuppressFatalErrorMessage .*"),
                out);
    }

    @Test
    void worksThroughLinksFromAnyFolder() throws Exception {
        Path link = root.resolve("first");
        Files.createSymbolicLink(link, root.resolve("samples/vhd"));
        Path relative = root.resolve("second");
        Files.createSymbolicLink(relative, Path.of("first"));
        assertTrue(launch(relative, "x").out().contains(jar + " x"));
    }

    @Test
    void givesJavaACharacterSetWhereThereIsNone() throws Exception {
        program("java", "echo \"$LC_ALL\"");
        assertEquals("C.UTF-8\n", launch(root.resolve("samples/vhd")).out());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Files.delete(tools.resolve("mvn"));
        Run run = launch(root.resolve("samples/vhd"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("vhd: mvn is missing"), run.err());
        Files.delete(tools.resolve("java"));
        run = launch(root.resolve("samples/vhd"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("vhd: java is missing"), run.err());
        assertFalse(Files.exists(built));
    }

    @Test
    void aFailedBuildIsSaidSo() throws Exception {
        program("mvn", "echo 'compilation error'; exit 1");
        Run run = launch(root.resolve("samples/vhd"));
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("compilation error\n"), run.err());
        // Some builds of Maven end with codes for colours and no line feed.
        program("mvn", "printf '[ERROR] no such plug-in\\n\\033[0m\\033[0m'; exit 1");
        assertEquals(1, launch(root.resolve("samples/vhd")).code());
        assertTrue(launch(root.resolve("samples/vhd")).err().contains("[ERROR] no such plug-in\n"));
        assertTrue(run.err().endsWith("vhd: the build failed\n"), run.err());
    }

    private Run launch(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = tools.resolve("out");
        Path err = tools.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(tools.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void program(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        Files.write(file, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
