package io.github.vhdlayers.analysis;

import io.github.vhdlayers.files.DiskExtent;
import io.github.vhdlayers.files.DiskFile;
import io.github.vhdlayers.files.DiskFileSystems;
import io.github.vhdlayers.files.FileExtent;
import io.github.vhdlayers.files.FileKind;
import io.github.vhdlayers.files.FileName;
import io.github.vhdlayers.files.FileStream;
import io.github.vhdlayers.files.FileSystemInfo;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a layer did to a file that is there now. Reads nothing of files of which no sector changed. */
final class FileJudge {
    private final Tallies tallies;
    private final DiskFileSystems now;
    private final @Nullable DiskFileSystems before;
    private final @Nullable FileSystemInfo former;
    private final @Nullable MergedSource below;
    private final FileNames names;
    private final ContentComparison contents;

    FileJudge(
            Tallies tallies,
            DiskFileSystems now,
            @Nullable DiskFileSystems before,
            @Nullable FileSystemInfo former,
            @Nullable MergedSource below,
            FileNames names) {
        this.tallies = tallies;
        this.now = now;
        this.before = before;
        this.former = former;
        this.below = below;
        this.names = names;
        this.contents = new ContentComparison(tallies);
    }

    /** Each content of a file with its status. */
    List<FileOwnership> judge(DiskFile file) throws IOException {
        List<@Nullable FileStream> streams = new ArrayList<>(file.streams());
        if (streams.isEmpty()) {
            streams.add(null);
        }
        List<FileOwnership> all = new ArrayList<>();
        if (!file.name().allocated()) {
            // A name that was in use below is reported as deleted, with what it led to there.
            if (!names.hadIdentity(file.name()) && names.formerAddress(file.name()) == LongTable.ABSENT) {
                for (FileStream stream : streams) {
                    all.add(tallies.of(file, stream, FileStatus.DELETED_NAME, file.problem(), null));
                }
            }
            return all;
        }
        if (file.kind() == FileKind.VIRTUAL || !file.allocated()) {
            for (FileStream stream : streams) {
                all.add(bySectors(file, stream));
            }
            return all;
        }
        Verdict verdict;
        try {
            verdict = verdict(file);
        } catch (IOException e) {
            for (FileStream stream : streams) {
                all.add(tallies.of(file, stream, FileStatus.UNKNOWN, e.getMessage(), null));
            }
            return all;
        }
        for (FileStream stream : streams) {
            all.add(judge(file, stream, verdict));
        }
        return all;
    }

    /**
     * What holds for the whole file.
     *
     * @param status the status of all of it, or null if contents are to be compared
     * @param former the file as it was
     * @param metadataChanged whether its metadata is not what it was
     */
    private record Verdict(@Nullable FileStatus status, @Nullable DiskFile former, boolean metadataChanged) {}

    private Verdict verdict(DiskFile file) throws IOException {
        if (below == null) {
            boolean orphan = tallies.view().chain().missingParent() != null;
            return new Verdict(orphan ? FileStatus.UNKNOWN : FileStatus.NEW, null, false);
        }
        FileName name = file.name();
        long formerAddress = names.formerAddress(name);
        boolean samePath = formerAddress != LongTable.ABSENT;
        boolean sameIdentity = names.hadIdentity(name);
        if (before == null || former == null || !(samePath || sameIdentity)) {
            return new Verdict(FileStatus.NEW, null, false);
        }
        boolean moved = !samePath || formerAddress != name.address();
        boolean touched = MetadataComparison.differs(file, tallies, below);
        boolean unlocated = file.metadata().isEmpty() && !file.path().equals("/");
        if (!moved && !touched && !unlocated && file.streams().stream().noneMatch(contents::isSuspect)) {
            return new Verdict(FileStatus.UNTOUCHED, null, false);
        }
        long address = samePath ? formerAddress : name.address();
        DiskFile old = before.file(
                former,
                new FileName(
                        name.path(), name.kind(), true, address, samePath ? 0 : name.sequence(), name.printsAlike()));
        if (old == null || (!samePath && !isSame(old, file))) {
            return new Verdict(FileStatus.NEW, null, false);
        }
        if (!samePath) {
            names.addRenamed(name);
        }
        boolean changed = touched || moved || (unlocated && !looksTheSame(old, file));
        return new Verdict(null, old, changed);
    }

    private FileOwnership judge(DiskFile file, @Nullable FileStream stream, Verdict verdict) throws IOException {
        FileStatus status = verdict.status();
        if (status == FileStatus.NEW || status == FileStatus.UNKNOWN) {
            return tallies.of(file, stream, status, file.problem(), null);
        }
        boolean main = stream == null || stream.name().isEmpty();
        DiskFile old = verdict.former();
        FileStream oldStream = old == null || stream == null ? null : old.stream(stream.name());
        String problem = file.problem();
        FileStatus found = FileStatus.UNTOUCHED;
        if (old != null) {
            if (!main && oldStream == null) {
                found = FileStatus.NEW;
            } else {
                try {
                    found = compared(file, stream, old, oldStream, main && verdict.metadataChanged());
                } catch (IOException e) {
                    found = FileStatus.UNKNOWN;
                    problem = e.getMessage();
                }
            }
        }
        FileOwnership counted = tallies.of(file, stream, found, problem, null);
        if (found == FileStatus.UNTOUCHED && counted.all().owned() > 0) {
            return new FileOwnership(
                    file, stream, FileStatus.REWRITTEN, counted.content(), counted.metadata(), counted.all(), problem);
        }
        return counted;
    }

    private FileStatus compared(
            DiskFile file,
            @Nullable FileStream stream,
            DiskFile old,
            @Nullable FileStream oldStream,
            boolean metadataChanged)
            throws IOException {
        FileStatus otherwise = metadataChanged ? FileStatus.METADATA_CHANGED : FileStatus.UNTOUCHED;
        if (file.kind() == FileKind.DIRECTORY) {
            // The content of a folder is a list of names, which is metadata of what is in it.
            return stream != null && contents.isSuspect(stream) ? FileStatus.METADATA_CHANGED : otherwise;
        }
        if (stream == null || oldStream == null) {
            boolean same = (stream == null || stream.size() == 0) && (oldStream == null || oldStream.size() == 0);
            return same ? otherwise : FileStatus.CONTENT_CHANGED;
        }
        DiskFileSystems formerSystems = Objects.requireNonNull(before);
        return contents.equal(now, file, stream, formerSystems, old, oldStream)
                ? otherwise
                : FileStatus.CONTENT_CHANGED;
    }

    /** For what is no file, or is deleted since longer: its sectors are all there is to compare. */
    private FileOwnership bySectors(DiskFile file, @Nullable FileStream stream) throws IOException {
        FileOwnership counted = tallies.of(file, stream, FileStatus.UNTOUCHED, file.problem(), null);
        FileStatus status = FileStatus.UNTOUCHED;
        if (counted.content().changed() > 0) {
            status = FileStatus.CONTENT_CHANGED;
        } else if (counted.metadata().changed() > 0) {
            status = FileStatus.METADATA_CHANGED;
        } else if (counted.all().owned() > 0) {
            status = FileStatus.REWRITTEN;
        }
        return new FileOwnership(
                file, stream, status, counted.content(), counted.metadata(), counted.all(), file.problem());
    }

    /** Whether metadata at the same address is of the same file: ext uses inodes again, and does not say so in a name. */
    private static boolean isSame(DiskFile old, DiskFile file) {
        if (!file.fileSystem().type().startsWith("ext")) {
            return true;
        }
        return old.times().created() != null
                ? Objects.equals(old.times().created(), file.times().created())
                : old.size() == file.size()
                        && Objects.equals(old.times().modified(), file.times().modified());
    }

    private static boolean looksTheSame(DiskFile old, DiskFile file) {
        return old.times().equals(file.times()) && old.size() == file.size() && old.links() == file.links();
    }

    /** Whether a piece of a content is stored. */
    static boolean isStored(FileExtent extent) {
        return extent.kind() == FileExtent.Kind.STORED;
    }

    /** A buffer of a size, filled from a disk. */
    static ByteBuffer read(MergedSource disk, DiskExtent extent) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(extent.length()));
        disk.readFully(extent.diskOffset(), bytes);
        return bytes.flip();
    }
}
