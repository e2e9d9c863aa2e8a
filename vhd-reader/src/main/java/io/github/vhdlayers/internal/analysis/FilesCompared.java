package io.github.vhdlayers.internal.analysis;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.internal.files.ContentComparison;
import io.github.vhdlayers.internal.files.FileContents;
import io.github.vhdlayers.internal.files.FileIdentification;
import io.github.vhdlayers.internal.files.FileNames;
import io.github.vhdlayers.internal.files.Former;
import io.github.vhdlayers.internal.files.MetadataComparison;
import io.github.vhdlayers.internal.files.OpenFiles;
import io.github.vhdlayers.internal.files.PlacesOfFile;
import io.github.vhdlayers.internal.files.RunProblems;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One go through the files of two disks. */
final class FilesCompared {
    private static final long SECTOR = 512;

    private final DifferingSectors sectors;
    private final ContentComparison contents;
    private final Side a;
    private final Side b;
    private final WalkOptions walk;
    private final FileComparison.Visitor visitor;

    private final Map<FileDifferenceKind, @Nullable Long> counts = new EnumMap<>(FileDifferenceKind.class);
    private final RunProblems problems = new RunProblems();

    /** One of the two disks, and its open file systems. */
    record Side(RandomAccessData disk, OpenFiles files) {
        DiskFileSystems systems() {
            return files.systems();
        }
    }

    FilesCompared(DifferingSectors sectors, Side a, Side b, WalkOptions walk, FileComparison.Visitor visitor) {
        this.sectors = sectors;
        this.contents = new ContentComparison(sectors);
        this.a = a;
        this.b = b;
        this.walk = walk.withOrphans(false).withDeleted(false);
        this.visitor = visitor;
    }

    FileComparisonReport all() throws IOException {
        note(a, "A: ");
        note(b, "B: ");
        List<FileSystemInfo> left = new ArrayList<>(a.systems().fileSystems());
        for (FileSystemInfo onB : b.systems().fileSystems()) {
            FileSystemInfo onA = OpenFiles.at(left, onB.diskOffset());
            left.remove(onA);
            if (onA == null) {
                alone(onB, false);
            } else if (mayDiffer(onA) || mayDiffer(onB)) {
                new Pair(onA, onB).compare();
            }
        }
        for (FileSystemInfo onA : left) {
            alone(onA, true);
        }
        return new FileComparisonReport(
                a.systems().fileSystems(),
                b.systems().fileSystems(),
                counts,
                problems.texts(),
                problems.limit(),
                problems.isComplete());
    }

    /** Whether any sector of a file system may differ; its reader takes nothing from elsewhere. */
    private boolean mayDiffer(FileSystemInfo system) {
        boolean isPartition = system.partition() != null;
        return (isPartition && mayDiffer(system.partition()))
                || sectors.isSuspect(system.diskOffset(), system.length());
    }

    private boolean mayDiffer(@Nullable Partition partition) {
        return partition == null
                ? sectors.isAnySuspect()
                : sectors.isSuspect(partition.firstSector() * SECTOR, partition.sectorCount() * SECTOR);
    }

    /** Notes volumes of which nothing is known, unless the other disk has the very same. */
    private void note(Side side, String where) {
        for (VolumeProblem problem : side.systems().problems()) {
            if (problem.mayHaveFiles() && mayDiffer(problem.partition())) {
                problems.add(where + RunProblems.text(problem));
            }
        }
        if (!side.files().isTableWhole()) {
            problems.add(where + "the partition table cannot be read whole, so there may be other volumes");
        }
    }

    private void report(
            FileDifferenceKind kind,
            @Nullable DiskFile onA,
            @Nullable DiskFile onB,
            String stream,
            @Nullable String problem)
            throws IOException {
        Long count = counts.get(kind);
        counts.put(kind, count == null ? 1 : count + 1);
        problems.requireKnown(kind != FileDifferenceKind.UNKNOWN);
        visitor.visit(new FileDifference(kind, onA, onB, stream, problem));
    }

    /** Reports a file that one of the disks alone has, or may have: each of its contents. */
    private void reportAlone(FileDifferenceKind kind, DiskFile file, boolean isOfA, @Nullable String problem)
            throws IOException {
        List<String> streams = FileContents.of(file).stream()
                .map(stream -> stream == null ? "" : stream.name())
                .toList();
        String why = problem == null ? file.problem() : problem;
        for (String stream : streams) {
            report(kind, isOfA ? file : null, isOfA ? null : file, stream, why);
        }
    }

    /** All files of a file system that the other disk does not have, or of which it is not known whether it has it. */
    private void alone(FileSystemInfo system, boolean isOfA) throws IOException {
        Side side = isOfA ? a : b;
        Side other = isOfA ? b : a;
        FileDifferenceKind kind = isOfA ? FileDifferenceKind.ONLY_A : FileDifferenceKind.ONLY_B;
        String why = other.files().mayBeAt(system.diskOffset());
        WalkResult result = side.systems().walk(system, walk, file -> {
            boolean isKnown = why == null && file.isRead() && file.allocated();
            reportAlone(isKnown ? kind : FileDifferenceKind.UNKNOWN, file, isOfA, why);
            return true;
        });
        problems.add(system, result, isOfA ? "A: " : "B: ");
    }

    /** A file system that both disks have at the same place. */
    private final class Pair {
        private final FileSystemInfo onA;
        private final FileSystemInfo onB;
        private final FileNames names;
        private final boolean sameVolume;

        Pair(FileSystemInfo onA, FileSystemInfo onB) {
            this.onA = onA;
            this.onB = onB;
            this.names = new FileNames(onB.family(), false);
            this.sameVolume = Boolean.TRUE.equals(OpenFiles.isSameVolume(onA, onB));
        }

        void compare() throws IOException {
            WalkResult namesOfA = a.systems().walkNames(onA, walk, name -> {
                names.addFormer(name);
                return true;
            });
            problems.add(onA, namesOfA, "A: ");
            Former former = Former.present(a.systems(), onA, namesOfA, names::isFormerFolder, false);
            FileIdentification identities = new FileIdentification(b.systems(), former, names);
            WalkResult filesOfB = b.systems().walk(onB, walk, file -> {
                if (file.name().allocated()) {
                    names.addPresent(file.name());
                    judge(file, identities);
                }
                return true;
            });
            problems.add(onB, filesOfB, "B: ");
            onlyOnA(Former.present(b.systems(), onB, filesOfB, names::isPresentFolder, false));
        }

        private void judge(DiskFile file, FileIdentification identities) throws IOException {
            if (!file.isRead() || !file.allocated()) {
                String why = file.problem() == null ? "its name is in use and its metadata is not" : file.problem();
                reportAlone(FileDifferenceKind.UNKNOWN, file, false, why);
                return;
            }
            FileIdentification.Found found = identities.find(file);
            if (found.absence() != null) {
                boolean isNew = found.absence() == FileIdentification.Absence.NEW;
                reportAlone(isNew ? FileDifferenceKind.ONLY_B : FileDifferenceKind.UNKNOWN, file, false, found.why());
                return;
            }
            boolean inPlace = sameVolume && found.address() == file.name().address();
            if (inPlace && PlacesOfFile.areUnchanged(file, onA, sectors)) {
                return;
            }
            try {
                DiskFile old = identities.open(found, file);
                if (old == null || !old.isRead() || !old.allocated()) {
                    String cause = old == null ? null : old.problem();
                    reportAlone(
                            FileDifferenceKind.UNKNOWN,
                            file,
                            false,
                            "that of A cannot be read" + (cause == null ? "" : ": " + cause));
                } else {
                    compare(old, file);
                }
            } catch (IOException e) {
                reportAlone(FileDifferenceKind.UNKNOWN, file, false, e.getMessage());
            }
        }

        private void compare(DiskFile one, DiskFile other) throws IOException {
            Set<String> streams = new LinkedHashSet<>();
            streams.add("");
            one.streams().forEach(stream -> streams.add(stream.name()));
            other.streams().forEach(stream -> streams.add(stream.name()));
            for (String name : streams) {
                FileDifferenceKind kind;
                String problem = other.problem() == null ? one.problem() : other.problem();
                try {
                    kind = compare(one, other, name);
                } catch (IOException e) {
                    kind = FileDifferenceKind.UNKNOWN;
                    problem = e.getMessage();
                }
                if (kind != null) {
                    report(kind, one, other, name, problem);
                }
            }
        }

        /** How a content differs, or null if it does not. */
        private @Nullable FileDifferenceKind compare(DiskFile one, DiskFile other, String name) throws IOException {
            boolean main = name.isEmpty();
            boolean folder = main && other.kind() == DiskFile.Kind.DIRECTORY;
            FileStream first = one.stream(name);
            FileStream second = other.stream(name);
            if (!main && (first == null || second == null)) {
                boolean isKnown = first == null ? one.problem() == null : other.problem() == null;
                FileDifferenceKind alone = first == null ? FileDifferenceKind.ONLY_B : FileDifferenceKind.ONLY_A;
                return isKnown ? alone : FileDifferenceKind.UNKNOWN;
            }
            if (!isEqual(one, first, other, second)) {
                // The content of a folder is a list of names, which is metadata of what is in it.
                return folder ? FileDifferenceKind.METADATA_DIFFERS : FileDifferenceKind.CONTENT_DIFFERS;
            }
            return main && metadataDiffers(one, other) ? FileDifferenceKind.METADATA_DIFFERS : null;
        }

        private boolean isEqual(DiskFile one, @Nullable FileStream first, DiskFile other, @Nullable FileStream second)
                throws IOException {
            if (first != null && second != null) {
                return contents.equal(b.systems(), other, second, a.systems(), one, first);
            }
            String unread = first == null ? one.problem() : null;
            if (unread == null && second == null) {
                unread = other.problem();
            }
            if (unread != null) {
                throw new IOException(unread);
            }
            return (first == null || first.size() == 0) && (second == null || second.size() == 0);
        }

        /** Bytes of metadata mean the same only within one volume; otherwise what they record is compared. */
        private boolean metadataDiffers(DiskFile one, DiskFile other) throws IOException {
            boolean located = !one.metadata().isEmpty() && !other.metadata().isEmpty();
            return (sameVolume && located)
                    ? MetadataComparison.differs(other, one, sectors, b.disk(), a.disk())
                    : !MetadataComparison.looksTheSame(one, other);
        }

        private void onlyOnA(Former present) throws IOException {
            WalkResult result = a.systems().walkNames(onA, walk, name -> {
                if (names.isGone(name) && !name.path().equals("/")) {
                    onlyOnA(name, present);
                }
                return true;
            });
            problems.add(onA, result, "A: ");
        }

        private void onlyOnA(FileName name, Former present) throws IOException {
            if (present.mayHold(name.path())) {
                String why = "whether B has it is not known: " + present.why(name.path());
                reportAlone(FileDifferenceKind.UNKNOWN, DiskFile.ofName(onA, name, why), true, why);
                return;
            }
            DiskFile file;
            try {
                file = a.systems().file(onA, name);
            } catch (IOException e) {
                file = DiskFile.ofName(onA, name, e.getMessage());
            }
            if (file == null) {
                file = DiskFile.ofName(onA, name, "its metadata cannot be read");
            }
            reportAlone(
                    file.isRead() ? FileDifferenceKind.ONLY_A : FileDifferenceKind.UNKNOWN, file, true, file.problem());
        }
    }
}
