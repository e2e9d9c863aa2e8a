package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.HostileDisks;
import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link HostileVhdxFilesTest} runs in a process with a small heap: opens every file of a folder, each without a parent. */
final class HostileVhdxFiles {
    private HostileVhdxFiles() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(args[0]), "*.img")) {
            for (Path file : files) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                String answer = use(file);
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                out.println(nanos / 1_000_000 + " ms " + file.getFileName() + " " + answer);
            }
        }
        out.println("done");
    }

    private static String use(Path file) throws IOException {
        VhdOptions options = VhdOptions.builder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .parentResolver(reference -> List.of())
                .build();
        try (VirtualDisk disk = VirtualDisk.open(RandomAccessSources.ofPath(file), options)) {
            return HostileDisks.use(disk);
        } catch (VhdException e) {
            return e.code().name();
        }
    }
}
