package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a path leads to in one view of a disk. */
public final class FileSearch {
    /** Enough to show that a path is not one file's; a hostile folder has a million entries of one name. */
    private static final int MOST = 20;

    private final DiskFileSystems systems;
    private final PathQuery query;
    private final Runnable passing;
    private @Nullable String doubt;

    public FileSearch(DiskFileSystems systems, PathQuery query, Runnable passing) {
        this.systems = systems;
        this.query = query;
        this.passing = passing;
    }

    /** The contents of names that are in use. */
    public List<FoundContent> living() throws IOException {
        List<FoundContent> found = new ArrayList<>();
        for (FileSystemInfo system : systems.fileSystems()) {
            if (query.isIn(system)) {
                List<FileName> names = new ArrayList<>();
                WalkResult result = systems.walkNames(system, WalkOptions.defaults(), name -> {
                    passing.run();
                    if (name.allocated() && !query.streamsOf(name).isEmpty()) {
                        names.add(name);
                    }
                    return names.size() < MOST;
                });
                note(system, result);
                for (FileName name : names) {
                    DiskFile file = systems.file(system, name);
                    if (file == null) {
                        throw new IOException(name.printedPath() + ": its metadata cannot be read");
                    }
                    add(file, found);
                }
            }
        }
        for (VolumeProblem problem : systems.problems()) {
            if (problem.mayHaveFiles() && doubt == null) {
                doubt = problem.message();
            }
        }
        return best(found);
    }

    /** The contents that deleted names lead to. */
    public List<FoundContent> deleted() throws IOException {
        List<FoundContent> found = new ArrayList<>();
        for (FileSystemInfo system : systems.fileSystems()) {
            if (query.isIn(system)) {
                systems.walk(system, WalkOptions.defaults().withDeleted(true), file -> {
                    passing.run();
                    if (!file.name().allocated()) {
                        add(file, found);
                    }
                    return found.size() < MOST;
                });
            }
        }
        return best(found);
    }

    /** Why the path may be there although it was not found, or null if it is not there. */
    public @Nullable String doubt() {
        return doubt;
    }

    private void note(FileSystemInfo system, WalkResult result) {
        boolean absent = query.targets().isEmpty()
                ? result.isComplete()
                : query.targets().stream().allMatch(target -> result.isKnownAbsent(target.path()));
        if (!absent && doubt == null) {
            doubt = system.label() + ": "
                    + (result.problems().isEmpty()
                            ? String.valueOf(result.limit())
                            : result.problems().get(0));
        }
    }

    private void add(DiskFile file, List<FoundContent> found) {
        for (String name : query.streamsOf(file.name())) {
            FileStream stream = file.stream(name);
            if (stream == null && !name.isEmpty()) {
                continue;
            }
            FoundContent content = new FoundContent(file, stream, query.rankOf(file.name(), name));
            if (found.stream().noneMatch(content::isSameAs)) {
                found.add(content);
            }
        }
    }

    private static List<FoundContent> best(List<FoundContent> found) {
        int best = found.stream().mapToInt(FoundContent::rank).min().orElse(0);
        return found.stream().filter(content -> content.rank() == best).toList();
    }
}
