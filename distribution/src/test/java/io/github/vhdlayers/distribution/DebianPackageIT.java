package io.github.vhdlayers.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The package for Debian: installed by dpkg into a folder, run there, and purged. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "dpkg is a program of Debian")
class DebianPackageIT {
    private static final String PACKAGE = Unpacked.archive(".deb").toString();

    @TempDir
    Path root;

    @BeforeEach
    void demandDpkg() {
        boolean there = Files.isExecutable(Path.of("/usr/bin/dpkg"));
        assertTrue(there || !"required".equals(System.getProperty("interop")), "dpkg is missing");
        assumeTrue(there, "dpkg is missing");
    }

    @Test
    void hasTheFieldsThatDebianAsksFor() throws Exception {
        Unpacked.Run fields = run("dpkg-deb", "--field", PACKAGE);
        assertEquals(0, fields.code(), fields.err());
        for (String field :
                List.of("Package: vhd-layers\n", "Architecture: all\n", "java17-runtime-headless", "Version: 0.1.0")) {
            assertTrue(fields.out().contains(field), field + " in\n" + fields.out());
        }
        Unpacked.Run files = run("dpkg-deb", "--contents", PACKAGE);
        assertFalse(files.out().lines().anyMatch(line -> !line.contains(" root/root ")), files.out());
    }

    @Test
    void isInstalledRunAndPurged() throws Exception {
        boolean isRoot = "0".equals(run("id", "-u").out().strip());
        assumeTrue(isRoot, "only root may install a package");
        Path packages = root.resolve("var/lib/dpkg");
        Files.createDirectories(packages.resolve("updates"));
        Files.createDirectories(packages.resolve("info"));
        Files.createFile(packages.resolve("status"));
        Files.createFile(packages.resolve("available"));

        // The folder has no other package, so neither what this one depends on.
        Unpacked.Run installed = dpkg("--force-depends", "--install", PACKAGE);
        assertEquals(0, installed.code(), installed.err());
        Path program = root.resolve("usr/bin/vhd");
        Path leaf = root.resolve("usr/share/vhd-layers/samples/evidence/leaf.vhd");
        Unpacked.Run info = run(program.toString(), "info", leaf.toString());
        assertEquals(0, info.code(), info.err());
        assertTrue(info.out().contains("3 layers"), info.out());
        for (String link : List.of("usr/share/man/man1/vhd.1", "usr/share/bash-completion/completions/vhd")) {
            assertTrue(Files.isRegularFile(root.resolve(link)), link);
        }

        Unpacked.Run purged = dpkg("--purge", "vhd-layers");
        assertEquals(0, purged.code(), purged.err());
        assertFalse(Files.exists(program, LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(root.resolve("usr")), "what is left below usr");
    }

    private Unpacked.Run dpkg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private Unpacked.Run run(String... command) throws Exception {
        return Unpacked.run(
                root,
                Map.of(
                        "VHD_CACHE",
                        root.resolve("cache").toString(),
                        "PATH",
                        System.getenv("PATH") + ":/usr/sbin:/sbin"),
                List.of(command));
    }
}
