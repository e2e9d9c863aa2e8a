package io.github.vhdlayers.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher for Windows, run by Wine's cmd.exe, with a Java that prints how it was called. Percent signs in arguments and in the
 * archive's folder are not tried: Wine expands what a variable contains a second time, which Windows does not.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Wine runs it")
class WindowsLauncherIT {
    private static final Path FAKE_JAVA = Path.of(System.getProperty("fake.java"));

    @TempDir
    static Path folder;

    private static Path launcher = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        boolean there =
                Stream.of("/usr/bin/wine", "/usr/lib/wine/wine64").anyMatch(name -> Files.isExecutable(Path.of(name)));
        assertTrue(there || !"required".equals(System.getProperty("interop")), "wine is missing");
        assumeTrue(there, "wine is missing");
        Path unusual = Files.createDirectories(folder.resolve("R&D (new)^!"));
        launcher = Unpacked.into(unusual).home().resolve("bin/vhd.cmd");
        for (String home : List.of("java 17/bin", "Program Files/Autopsy-4.22.1/jre/bin", "path")) {
            Path java = Files.createDirectories(folder.resolve(home)).resolve("java.exe");
            Files.copy(FAKE_JAVA.resolve("java.exe"), java);
        }
        run("ver", Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info leaf.vhd",
                "info \"C:\\my case\\leaf.vhd\"",
                "info \"R&D.vhd\" \"50 ^done^ (1).vhd\" wow!.vhd",
                "info \\\\server\\share\\leaf.vhd",
                "info \"\\\\?\\C:\\vm\\leaf.avhd\"",
                "extract leaf.vhd \"/a \\\"b\\\".txt\"",
                "scan . --json",
                ""
            })
    void passesArgumentsAsTheyAreTyped(String arguments) throws Exception {
        Unpacked.Run run = run("\"" + windows(launcher) + "\" " + arguments, javaHome());
        assertEquals(0, run.code(), run.err());
        String jar = windows(launcher.resolveSibling("")) + "\\..\\lib\\vhd-tool.jar";
        assertTrue(run.out().strip().endsWith(("-jar \"" + jar + "\" " + arguments).strip()), run.out());
        assertTrue(run.out().contains(" -Xlog:all=error:stderr "), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "files leaf.vhd, true",
        "files \"R&D (new) !x!.vhd\" --all, true",
        "files leaf.vhd --path \"/a \\\"b\\\" c\", true",
        "files leaf.vhd --hash sha256, false",
        "files leaf.vhd --hash=md5, false",
        "files --known known.txt \"R&D.vhd\", false",
        "info files, false",
        "filesystem, false",
    })
    void compilesQuicklyForFilesUnlessHashesAreTaken(String arguments, boolean isQuick) throws Exception {
        Unpacked.Run run = run("\"" + windows(launcher) + "\" " + arguments, javaHome());
        assertTrue(run.out().strip().endsWith(arguments), run.out() + run.err());
        assertEquals(isQuick, run.out().contains(" -XX:TieredStopAtLevel=1 "), run.out());
        assertEquals(!isQuick, run.out().contains(" -XX:CompileThresholdScaling=5 "), run.out());
    }

    @Test
    void returnsTheExitCodeOfJava() throws Exception {
        for (int code : new int[] {0, 2, 5, 10}) {
            Map<String, String> environment =
                    Map.of("JAVA_HOME", windows(folder.resolve("java 17")), "FAKE_JAVA_CODE", Integer.toString(code));
            Unpacked.Run run = runThatStartsJava("\"" + windows(launcher) + "\" info x", environment);
            assertEquals(code, run.code(), run.out() + run.err());
        }
    }

    /** Wine now and then ends a program before it begins: then the exit code is not that of Java, and the run is made again. */
    private static Unpacked.Run runThatStartsJava(String line, Map<String, String> environment) throws Exception {
        Unpacked.Run run = run(line, environment);
        for (int again = 0; again < 2 && !run.out().contains("java.exe"); again++) {
            run = run(line, environment);
        }
        assertTrue(run.out().contains("java.exe"), run.out() + run.err());
        return run;
    }

    @Test
    void findsTheJavaOfThePathThenAutopsys() throws Exception {
        Unpacked.Run onPath = run(
                "set \"PATH=" + windows(folder.resolve("path")) + ";%PATH%\"\r\n\"" + windows(launcher) + "\" info",
                Map.of());
        assertTrue(onPath.out().startsWith("\"" + windows(folder.resolve("path")) + "\\java.exe\""), onPath.out());
        Unpacked.Run autopsys = run(
                "set \"ProgramFiles=" + windows(folder.resolve("Program Files")) + "\"\r\n\"" + windows(launcher)
                        + "\" info",
                Map.of());
        assertTrue(autopsys.out().contains("\\Autopsy-4.22.1\\jre\\bin\\java.exe\""), autopsys.out() + autopsys.err());
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        Unpacked.Run run = run("set \"ProgramFiles=C:\\none\"\r\n\"" + windows(launcher) + "\" info", Map.of());
        assertEquals(1, run.code(), run.out());
        assertTrue(run.err().contains("vhd: java is missing"), run.err());
    }

    private static Map<String, String> javaHome() {
        return Map.of("JAVA_HOME", windows(folder.resolve("java 17")));
    }

    /**
     * Runs lines of a batch file, where a percent sign is written twice. The launcher comes last and without "call", which would
     * read the line a second time: its exit code is that of the batch file.
     */
    private static Unpacked.Run run(String line, Map<String, String> environment) throws Exception {
        Path batch = folder.resolve("run.bat");
        String doubled = line.replace("%", "%%").replace("%%PATH%%", "%PATH%");
        Files.writeString(batch, "@echo off\r\n" + doubled + "\r\n", StandardCharsets.UTF_8);
        Map<String, String> all = new HashMap<>(environment);
        all.put("WINEPREFIX", folder.resolve("wine").toString());
        all.put("WINEDEBUG", "-all");
        all.putIfAbsent("JAVA_HOME", "");
        return Unpacked.run(folder, all, List.of("wine", "cmd", "/c", windows(batch)));
    }

    /** The name that Wine gives a file. */
    private static String windows(Path path) {
        return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
    }
}
