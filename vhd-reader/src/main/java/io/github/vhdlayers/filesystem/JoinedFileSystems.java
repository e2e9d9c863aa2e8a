package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.filesystem.DiskFileSystems.ExtentVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.FileVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.NameVisitor;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file systems of a disk, of which each is read by one of several services. */
final class JoinedFileSystems implements DiskFileSystems {
    private final List<DiskFileSystems> all;
    private final List<Part> parts;
    private final List<FileSystemInfo> infos;
    private final List<VolumeProblem> problems;

    private JoinedFileSystems(List<DiskFileSystems> all, List<Part> parts, List<VolumeProblem> problems) {
        this.all = List.copyOf(all);
        this.parts = List.copyOf(parts);
        this.infos = parts.stream().map(Part::info).toList();
        this.problems = List.copyOf(problems);
    }

    /**
     * A file system.
     *
     * @param info as it is reported here
     * @param systems reads it
     * @param own as that reports it
     */
    private record Part(FileSystemInfo info, DiskFileSystems systems, FileSystemInfo own) {}

    /** Joins what several services found: of the first one all, of the others what it has as a problem. */
    static JoinedFileSystems of(List<DiskFileSystems> all) {
        DiskFileSystems first = all.get(0);
        List<Part> found = new ArrayList<>();
        for (FileSystemInfo info : first.fileSystems()) {
            found.add(new Part(info, first, info));
        }
        List<VolumeProblem> left = new ArrayList<>();
        for (VolumeProblem problem : first.problems()) {
            Part part = JoinedReader.mayBeAnothers(problem) ? another(all, problem) : null;
            if (part == null) {
                left.add(withCause(problem, all));
            } else {
                found.add(part);
            }
        }
        found.sort(Comparator.comparingLong(part -> part.own().diskOffset()));
        List<Part> numbered = new ArrayList<>();
        for (Part part : found) {
            numbered.add(new Part(part.own().withNumber(numbered.size()), part.systems(), part.own()));
        }
        return new JoinedFileSystems(all, numbered, left);
    }

    private static @Nullable Part another(List<DiskFileSystems> all, VolumeProblem problem) {
        for (DiskFileSystems systems : all.subList(1, all.size())) {
            for (FileSystemInfo info : systems.fileSystems()) {
                if (Objects.equals(info.partition(), problem.partition())) {
                    return new Part(info, systems, info);
                }
            }
        }
        return null;
    }

    /** What the first service does not read, with the reason why another one, which does, could not. */
    private static VolumeProblem withCause(VolumeProblem problem, List<DiskFileSystems> all) {
        if (problem.kind() != VolumeProblem.Kind.UNSUPPORTED) {
            return problem;
        }
        for (DiskFileSystems systems : all.subList(1, all.size())) {
            for (VolumeProblem other : systems.problems()) {
                if (other.kind() == VolumeProblem.Kind.UNREADABLE
                        && Objects.equals(other.partition(), problem.partition())) {
                    return new VolumeProblem(
                            problem.partition(), other.kind(), problem.message() + ": " + other.message());
                }
            }
        }
        return problem;
    }

    @Override
    public List<FileSystemInfo> fileSystems() {
        return infos;
    }

    @Override
    public List<VolumeProblem> problems() {
        return problems;
    }

    private Part find(FileSystemInfo fileSystem) {
        for (Part part : parts) {
            if (part.info().equals(fileSystem)) {
                return part;
            }
        }
        throw new IllegalArgumentException(fileSystem + " is of another disk");
    }

    @Override
    public WalkResult walk(FileSystemInfo fileSystem, WalkOptions options, FileVisitor visitor) throws IOException {
        Part part = find(fileSystem);
        return part.systems().walk(part.own(), options, file -> visitor.visit(of(file, part.info())));
    }

    private static DiskFile of(DiskFile file, FileSystemInfo info) {
        return file.fileSystem().equals(info)
                ? file
                : new DiskFile(
                        info,
                        file.name(),
                        file.isRead(),
                        file.allocated(),
                        file.kind(),
                        file.size(),
                        file.links(),
                        file.times(),
                        file.streams(),
                        file.metadata(),
                        file.problem());
    }

    @Override
    public WalkResult walkNames(FileSystemInfo fileSystem, WalkOptions options, NameVisitor visitor)
            throws IOException {
        Part part = find(fileSystem);
        return part.systems().walkNames(part.own(), options, visitor);
    }

    @Override
    public @Nullable DiskFile file(FileSystemInfo fileSystem, FileName name) throws IOException {
        Part part = find(fileSystem);
        DiskFile file = part.systems().file(part.own(), name);
        return file == null ? null : of(file, part.info());
    }

    @Override
    public DiskFile.Details details(DiskFile file) throws IOException {
        Part part = find(file.fileSystem());
        return part.systems().details(of(file, part.own()));
    }

    @Override
    public RandomAccessSource content(DiskFile file, FileStream stream) throws IOException {
        Part part = find(file.fileSystem());
        return part.systems().content(of(file, part.own()), stream);
    }

    @Override
    public void unallocated(FileSystemInfo fileSystem, long diskOffset, long length, ExtentVisitor visitor)
            throws IOException {
        Part part = find(fileSystem);
        part.systems().unallocated(part.own(), diskOffset, length, visitor);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (DiskFileSystems systems : all) {
            try {
                systems.close();
            } catch (IOException e) {
                failed = failed == null ? e : failed;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
