package io.github.vhdlayers.samples.stories;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.WalkOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;

/** Prints which files the newest layer created, changed and deleted. */
public final class ChangedFiles {
    private static final Set<FileOwnership.Status> CHANGED =
            Set.of(FileOwnership.Status.NEW, FileOwnership.Status.CONTENT_CHANGED, FileOwnership.Status.DELETED);

    private ChangedFiles() {}

    /** {@code ChangedFiles FILE}. */
    public static void main(String[] args) throws IOException {
        changedFiles(Path.of(args[0]), System.out);
    }

    static void changedFiles(Path file, PrintStream out) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(file)) {
            LayerFilesReport report = LayerFiles.of(disk, 0, FileSystemReaders.find())
                    .scan(WalkOptions.defaults(), ScanOptions.defaults(), (one, systems) -> {
                        if (CHANGED.contains(one.status())) {
                            out.println(one.printedPath() + ": " + one.status());
                        }
                        return true;
                    });
            report.problems().forEach(out::println);
        }
    }
}
