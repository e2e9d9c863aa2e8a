package io.github.vhdlayers.autopsy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A NetBeans platform laid out on disk as Autopsy's is, out of the jars of the test's class path, with two stand-in modules. */
final class Platform {
    private static final long TIME_LIMIT_SECONDS = 120;
    private static final List<String> LIB = List.of("bootstrap", "openide-modules", "openide-util");
    private static final List<String> CORE = List.of("core-startup", "filesystems", "asm");

    private final Path root;
    private final Path userFolder;

    private Platform(Path root) {
        this.root = root;
        this.userFolder = root.resolve("user");
    }

    static Platform layOut(Path root, Path stubs) throws IOException {
        Platform platform = new Platform(root);
        for (Path jar : classPath("org-netbeans-", "org-openide-", "asm")) {
            String name = jar.getFileName().toString();
            if (LIB.stream().anyMatch(name::contains)) {
                copy(jar, root.resolve("platform/lib").resolve(name));
            } else if (CORE.stream().anyMatch(name::contains)) {
                copy(jar, root.resolve("platform/core").resolve(name));
            } else {
                copy(jar, root.resolve("platform/modules").resolve(name));
                configure(root.resolve("platform"), codeName(jar), "modules/" + name, true);
            }
        }
        platform.standIns(stubs);
        Files.createDirectories(platform.userFolder);
        return platform;
    }

    Path userFolder() {
        return userFolder;
    }

    /** The platform's own jars with names that begin with this text. */
    static List<Path> jarsOf(String... beginnings) {
        return classPath(beginnings);
    }

    private static List<Path> classPath(String... beginnings) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> Arrays.stream(beginnings)
                        .anyMatch(begin -> String.valueOf(jar.getFileName()).startsWith(begin)))
                .toList();
    }

    /** Autopsy's core and its libraries, as far as we need them. */
    private void standIns(Path stubs) throws IOException {
        Path modules = Files.createDirectories(root.resolve("autopsy/modules"));
        for (Path jar : classPath("jna", "gson")) {
            copy(
                    jar,
                    modules.resolve("ext").resolve(jar.getFileName().toString().replaceAll("-[0-9].*", "") + ".jar"));
        }
        jar(
                modules.resolve("org-sleuthkit-autopsy-corelibs.jar"),
                """
                OpenIDE-Module: org.sleuthkit.autopsy.corelibs/3
                OpenIDE-Module-Specification-Version: 1.5
                OpenIDE-Module-Public-Packages: com.sun.jna.*, com.sun.jna.ptr.*, com.google.gson.*
                Class-Path: ext/jna.jar ext/gson.jar
                """,
                List.of());
        Path probe = Path.of(
                Probe.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        jar(
                modules.resolve("org-sleuthkit-autopsy-core.jar"),
                """
                OpenIDE-Module: org.sleuthkit.autopsy.core/10
                OpenIDE-Module-Specification-Version: 10.25
                OpenIDE-Module-Implementation-Version: 37
                OpenIDE-Module-Public-Packages: org.sleuthkit.**
                OpenIDE-Module-Install: io/github/vhdlayers/autopsy/Probe.class
                OpenIDE-Module-Module-Dependencies: org.openide.nodes > 7.0, org.openide.util > 9.0,\
                 org.openide.util.lookup > 8.0, org.openide.modules > 7.0, org.sleuthkit.autopsy.corelibs/3 > 1.4
                """,
                List.of(stubs.resolve("org"), probe.resolve("io/github/vhdlayers/autopsy/Probe.class")));
        Path cluster = root.resolve("autopsy");
        configure(cluster, "org.sleuthkit.autopsy.corelibs", "modules/org-sleuthkit-autopsy-corelibs.jar", false);
        configure(cluster, "org.sleuthkit.autopsy.core", "modules/org-sleuthkit-autopsy-core.jar", false);
    }

    private static String codeName(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("META-INF/MANIFEST.MF"))) {
            return new Manifest(in)
                    .getMainAttributes()
                    .getValue("OpenIDE-Module")
                    .replaceAll("/.*", "");
        }
    }

    private static void configure(Path cluster, String codeName, String jar, boolean autoload) throws IOException {
        String xml =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE module PUBLIC "-//NetBeans//DTD Module Status 1.0//EN"
                    "http://www.netbeans.org/dtds/module-status-1_0.dtd">
                <module name="%s">
                    <param name="autoload">%s</param>
                    <param name="eager">false</param>
                    %s<param name="jar">%s</param>
                    <param name="reloadable">false</param>
                </module>
                """
                        .formatted(codeName, autoload, autoload ? "" : "<param name=\"enabled\">true</param>", jar);
        Path folder = Files.createDirectories(cluster.resolve("config/Modules"));
        Files.writeString(folder.resolve(codeName.replace('.', '-') + ".xml"), xml);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static void jar(Path jar, String manifest, List<Path> contents) throws IOException {
        StringBuilder lines = new StringBuilder("Manifest-Version: 1.0\n");
        for (String line : manifest.lines().toList()) {
            // A line of a manifest has 72 bytes at most, and goes on after a space.
            lines.append(line.replaceAll("(.{70})(?=.)", "$1\n ")).append('\n');
        }
        Manifest parsed = new Manifest(new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)));
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, parsed)) {
            for (Path content : contents) {
                Path base = base(content);
                try (Stream<Path> files = Files.walk(content)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        zip.putNextEntry(
                                new ZipEntry(base.relativize(file).toString().replace('\\', '/')));
                        Files.copy(file, zip);
                    }
                }
            }
        }
    }

    /** The folder of classes that a file or package is in. */
    private static Path base(Path content) {
        Path folder = content;
        for (Path at = content; at != null; at = at.getParent()) {
            if (String.valueOf(at.getFileName()).endsWith("classes")) {
                folder = at;
            }
        }
        return folder;
    }

    /** Unpacks an NBM as the platform's own plug-in manager does. */
    void install(Path nbm) throws IOException {
        try (ZipFile zip = new ZipFile(nbm.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith("netbeans/") && !entry.isDirectory()) {
                    Path target = userFolder.resolve(entry.getName().substring("netbeans/".length()));
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    /** Puts a jar where the platform looks for patches of Autopsy's core. */
    void patch(Path jar) throws IOException {
        copy(
                jar,
                root.resolve("autopsy/modules/patches/org-sleuthkit-autopsy-core")
                        .resolve(jar.getFileName()));
    }

    /**
     * Starts the platform, and waits until the probe ended it.
     *
     * @return what the probe said, or all that was printed if it said nothing
     */
    List<String> start(Path file) throws IOException, InterruptedException {
        List<String> boot = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("platform/lib"))) {
            files.map(Path::toString).sorted().forEach(boot::add);
        }
        Path output = root.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, boot),
                        "-Djava.awt.headless=true",
                        "-Dnetbeans.home=" + root.resolve("platform"),
                        "-Dnetbeans.dirs=" + root.resolve("autopsy"),
                        "-Dnetbeans.user=" + userFolder,
                        "-Dnetbeans.logger.console=true",
                        "-Dprobe.file=" + file,
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "org.netbeans.Main",
                        "--nogui",
                        "--nosplash",
                        "--userdir",
                        userFolder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        List<String> all = Files.readAllLines(output);
        List<String> said = all.stream()
                .filter(line -> line.startsWith(Probe.MARK))
                .map(line -> line.substring(Probe.MARK.length()))
                .sorted()
                .toList();
        return said.isEmpty() ? all : said;
    }
}
