package io.github.vhdlayers.samples.tool;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.DiskPartitions;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.export.PartialFile;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.DiskFileSystems;
import io.github.vhdlayers.files.FileStream;
import io.github.vhdlayers.files.FileSystemInfo;
import io.github.vhdlayers.files.FileSystemReader;
import io.github.vhdlayers.files.FileSystemReaders;
import io.github.vhdlayers.files.WalkOptions;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vhd extract}: the content of one file of the disk. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  vhd extract leaf.vhd /letters/offer.txt --as-of 1 -o offer.txt"},
        description = {
            "Writes the content of a file of the disk, to the standard output or a file. PATH is as 'vhd files' prints it: "
                    + "PATH:STREAM for an alternate stream, pN:PATH for a file of partition N.",
            "A deleted file is found if no other has the path; what a layer hides is read with --as-of."
        })
final class ExtractCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Streams streams;

    @Mixin
    private DiskOptions disk = new DiskOptions();

    @Parameters(index = "1", arity = "1", paramLabel = "PATH", description = "the file's path in the disk")
    private String path = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "the file to write, which must not exist (default: the standard output)")
    private @Nullable Path out;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    @Mixin
    private QuietOption quiet = new QuietOption();

    ExtractCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        FileSystemReader reader = FileSystemReaders.find();
        try (VirtualDisk opened = disk.open()) {
            MergedSource view = asOf.of(disk, opened);
            try (DiskFileSystems systems = reader.open(DiskPartitions.known(view), DiskPartitions.read(view))) {
                Found found = find(systems);
                if (found == null) {
                    throw new NoSuchFileException(path + " in " + disk.file());
                }
                if (!found.file().allocated()) {
                    streams.message("warning: " + SafeText.escape(path)
                            + " is deleted: parts of it may be another file's by now");
                }
                try (RandomAccessSource content = systems.content(found.file(), found.stream())) {
                    copy(opened, content);
                }
            }
        }
        return ExitCode.OK;
    }

    /** A content that was found. */
    private record Found(DiskFile file, FileStream stream) {}

    private @Nullable Found find(DiskFileSystems systems) throws IOException {
        long[] passed = new long[1];
        try (ProgressLine progress = quiet.countBesideText(streams, "search")) {
            return find(systems, () -> progress.accept(++passed[0]));
        }
    }

    private @Nullable Found find(DiskFileSystems systems, Runnable passing) throws IOException {
        // What is there comes before what was deleted, wherever it is.
        for (boolean deleted : new boolean[] {false, true}) {
            for (FileSystemInfo system : systems.fileSystems()) {
                Found[] found = new Found[1];
                systems.walk(system, WalkOptions.defaults().withDeleted(deleted), file -> {
                    passing.run();
                    FileStream stream = match(file);
                    if (stream != null) {
                        found[0] = new Found(file, stream);
                    }
                    return stream == null;
                });
                if (found[0] != null) {
                    return found[0];
                }
            }
        }
        return null;
    }

    private @Nullable FileStream match(DiskFile file) {
        for (FileStream stream : file.streams()) {
            String name = file.path() + (stream.name().isEmpty() ? "" : ":" + stream.name());
            if (matches(name) || matches(file.fileSystem().label() + ":" + name)) {
                return stream;
            }
        }
        return null;
    }

    private boolean matches(String name) {
        return name.equals(path) || SafeText.escape(name).equals(path);
    }

    private void copy(VirtualDisk opened, RandomAccessSource content) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        Path target = out;
        if (target == null) {
            try (ProgressLine progress = quiet.lineBesideFile(streams, "extract", content.size())) {
                for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                    streams.out().write(buffer.flip());
                    progress.accept(at);
                }
            }
            return;
        }
        try (PartialFile file = disk.output(opened, target, streams);
                ProgressLine progress = quiet.line(streams, "extract", content.size())) {
            for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                file.write(buffer.flip(), at);
                progress.accept(at);
            }
            file.complete();
        }
    }
}
