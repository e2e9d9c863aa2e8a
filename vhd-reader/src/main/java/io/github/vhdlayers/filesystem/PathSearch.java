package io.github.vhdlayers.filesystem;

import io.github.vhdlayers.internal.text.PathText;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Finds the file of a path by the names of a file system. */
final class PathSearch {
    private PathSearch() {}

    /** See {@link DiskFileSystems#find}. */
    static @Nullable DiskFile find(DiskFileSystems systems, FileSystemInfo fileSystem, String path) throws IOException {
        AtomicReference<@Nullable FileName> found = new AtomicReference<>();
        WalkResult walked = systems.walkNames(fileSystem, WalkOptions.defaults(), name -> {
            if (name.allocated() && name.path().equals(path)) {
                found.set(name);
            }
            return found.get() == null;
        });
        FileName name = found.get();
        if (name == null) {
            if (!walked.isKnownAbsent(path)) {
                throw new IOException(PathText.escape(path, PathText.Looks.ALONE, false)
                        + " was not found, and not every folder could be read: " + reason(walked));
            }
            return null;
        }
        DiskFile file = systems.file(fileSystem, name);
        if (file == null || !file.isRead()) {
            throw new IOException(name.printedPath() + ": its metadata cannot be read"
                    + (file == null || file.problem() == null ? "" : ": " + file.problem()));
        }
        return file;
    }

    private static String reason(WalkResult walked) {
        if (!walked.problems().isEmpty()) {
            return walked.problems().get(0);
        }
        return walked.unread().isEmpty()
                ? String.valueOf(walked.limit())
                : walked.unread().get(0).reason();
    }
}
