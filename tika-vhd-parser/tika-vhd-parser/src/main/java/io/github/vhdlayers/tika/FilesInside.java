package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.analysis.compare.ScanOptions;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.LayerFiles;
import io.github.vhdlayers.analysis.files.LayerFilesReport;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.internal.analysis.DeletedContent;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * The files of the disk's file systems as embedded documents, where something that reads file systems is on the class path. One
 * file that cannot be read is reported, and ends nothing.
 */
final class FilesInside {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MOST_REASONS = 100;

    private final MergedSource disk;
    private final DiskIdentity identity;
    private final VhdParserConfig config;
    private final Pulse pulse;
    private final Metadata metadata;
    private final FileBudget budget;

    private final Deadline deadline;

    private long given;
    private long leftOut;
    private int reasons;
    private @Nullable SAXException refused;

    FilesInside(
            MergedSource disk,
            DiskIdentity identity,
            VhdParserConfig config,
            Pulse pulse,
            Metadata metadata,
            FileBudget budget) {
        this.disk = disk;
        this.identity = identity;
        this.deadline = Deadline.in(config.getMaxFilesSeconds());
        this.config = config;
        this.pulse = pulse;
        this.metadata = metadata;
        this.budget = budget;
    }

    /**
     * Hands them to the extractor.
     *
     * @param known what the leaf changed, if it was audited before
     * @param counted whether all runs of the disk were counted; what is too much to count is too much to audit
     */
    void give(EmbeddedDocuments embedded, @Nullable LayerChanges known, boolean counted)
            throws SAXException, IOException {
        if (config.filesMode() == VhdParserConfig.Files.NONE) {
            return;
        }
        String limit = counted ? budget.nestedLimit() : "the disk has more runs than are counted";
        if (limit != null) {
            reason("all files are left out: " + limit);
            metadata.set(VhdProperties.FILES_COMPLETE, Boolean.toString(false));
            return;
        }
        FileSystemReader reader;
        try {
            reader = config.reader();
        } catch (NoFileSystemReaderException e) {
            if (e.isInstalled()) {
                reason("files: " + e.getMessage());
            }
            return;
        }
        // In this thread alone: who indexes many disks has other work for the others.
        ScanOptions scan = new ScanOptions(1, (done, total, read) -> {
            try {
                pulse.beat();
            } catch (InterruptedIOException e) {
                throw new UncheckedIOException(e);
            }
            return !deadline.isOver();
        });
        WalkOptions walk =
                WalkOptions.defaults().withDeleted(config.isDeletedFiles()).withMaxDepth(config.getMaxFileDepth());
        LayerFilesReport report;
        try {
            LayerChanges changes = known == null ? LayerChanges.of(disk, 0, scan) : known;
            report = LayerFiles.of(disk, 0, reader).scan(walk, changes, (file, systems) -> {
                pulse.beat();
                FileStream stream = file.stream();
                if (stream != null && isWanted(file)) {
                    one(file, stream, systems, embedded);
                }
                return refused == null && !deadline.isOver();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CancellationException e) {
            // The audit ended before the first file.
            metadata.set(VhdProperties.FILES, Long.toString(0));
            metadata.set(VhdProperties.FILES_COMPLETE, Boolean.toString(false));
            reason("all files are left out: " + deadline.text());
            return;
        }
        if (refused != null) {
            throw refused;
        }
        metadata.set(VhdProperties.FILES_READER, reader.description());
        for (FileSystemInfo system : report.fileSystems()) {
            metadata.add(VhdProperties.FILE_SYSTEM, system.label() + ": " + system.type());
            metadata.add(VhdProperties.FILE_SYSTEM_READER, system.reader());
            metadata.add(VhdProperties.FILE_SYSTEM_STATE, system.state().toString());
        }
        metadata.set(VhdProperties.FILES, Long.toString(given));
        metadata.set(VhdProperties.FILES_LEFT_OUT, Long.toString(leftOut));
        String met = budget.limitMet();
        metadata.set(
                VhdProperties.FILES_COMPLETE, Boolean.toString(report.complete() && met == null && !deadline.isOver()));
        if (deadline.isOver()) {
            reason("further files are left out: " + deadline.text());
        }
        if (met != null) {
            reason("files of disks within the disk are left out: " + met);
        }
        for (String problem : report.problems()) {
            reason(problem);
        }
    }

    private boolean isWanted(FileOwnership file) {
        DiskFile.Kind kind = file.file().kind();
        if (kind != DiskFile.Kind.FILE && kind != DiskFile.Kind.UNKNOWN) {
            return false;
        }
        boolean deleted = !Boolean.TRUE.equals(file.allocated());
        boolean all = config.filesMode() == VhdParserConfig.Files.ALL;
        return (all || file.status().isChange()) && (config.isDeletedFiles() || !deleted);
    }

    private void one(FileOwnership file, FileStream stream, DiskFileSystems systems, EmbeddedDocuments embedded)
            throws IOException {
        String limit = budget.nestedLimit();
        if (limit != null) {
            leaveOut(file, limit);
        } else if (budget.files() >= config.getMaxFiles()) {
            leaveOut(file, "more than " + config.getMaxFiles() + " files");
        } else if (stream.size() > config.getMaxFileBytes()) {
            leaveOut(file, "its " + stream.size() + " bytes are more than " + config.getMaxFileBytes());
        } else if (stream.size() > config.getMaxFilesBytes() - budget.bytes()) {
            leaveOut(file, "with it, more than " + config.getMaxFilesBytes() + " bytes in all");
        } else if (isReused(file, stream, systems)) {
            leaveOut(file, "it is a deleted record, and other files use parts of it by now");
        } else {
            given++;
            budget.take(stream.size());
            boolean several = systems.fileSystems().size() > 1;
            try {
                IOException failure = embedded.give(new EmbeddedDocument(
                        FileInsideMetadata.name(file, several),
                        null,
                        stream.size(),
                        metadata -> FileInsideMetadata.set(file, identity, config.zone(), metadata),
                        () -> open(systems, file, stream)));
                if (failure != null) {
                    reason(file.printedPath() + ": " + failure.getMessage());
                }
            } catch (SAXException e) {
                refused = e;
            }
        }
    }

    private static boolean isReused(FileOwnership file, FileStream stream, DiskFileSystems systems) throws IOException {
        return file.isDeletedName()
                && !DeletedContent.inUse(systems, file.file(), stream).isEmpty();
    }

    private static InputStream open(DiskFileSystems systems, FileOwnership file, FileStream stream) throws IOException {
        RandomAccessSource content = systems.content(file.file(), stream);
        return new BufferedInputStream(RandomAccessSources.inputStream(content), BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                try (content) {
                    super.close();
                }
            }
        };
    }

    private void leaveOut(FileOwnership file, String why) {
        leftOut++;
        reason(file.printedPath() + ": left out: " + why);
    }

    private void reason(String text) {
        if (reasons++ < MOST_REASONS) {
            metadata.add(VhdProperties.FILES_PROBLEM, SafeText.escape(text));
        }
    }
}
