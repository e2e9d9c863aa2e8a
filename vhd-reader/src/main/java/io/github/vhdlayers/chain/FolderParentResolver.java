package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectionCause;
import io.github.vhdlayers.diag.SafeText;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for parents in given folders.
 *
 * <p>Recorded names are never turned into paths: the folder is listed, and the names found are compared with the recorded
 * ones. So there is no name, however made, that leads out of the folder or to a device.
 */
final class FolderParentResolver implements ParentResolver {
    private static final List<String> EXTENSIONS = List.of(".vhd", ".avhd", ".vud");
    /** More files than any folder of evidence has; beyond it a folder is not a place to search. */
    private static final int MAX_LISTED = 100_000;

    private final List<Path> folders;

    FolderParentResolver(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) {
        List<String> names = reference.baseNames();
        List<ParentCandidate> first = new ArrayList<>();
        Set<Path> named = new LinkedHashSet<>();
        List<Path> others = new ArrayList<>();
        for (Path folder : folders) {
            try {
                List<Path> files = list(folder);
                for (String name : names) {
                    offerNamed(folder, name, files, named, first);
                }
                for (Path file : files) {
                    if (hasKnownExtension(file)) {
                        others.add(file);
                    }
                }
            } catch (IOException | DirectoryIteratorException | SecurityException e) {
                first.add(ParentCandidate.refused(
                        folder.toString(), RejectionCause.UNREADABLE, "cannot be listed: " + e));
            }
        }
        others.removeAll(named);
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < first.size() + others.size();
            }

            @Override
            public ParentCandidate next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                // The others are looked at one by one: most often none of them is asked for.
                int number = next++;
                return number < first.size() ? first.get(number) : inside(others.get(number - first.size()));
            }
        };
    }

    private static void offerNamed(
            Path folder, String name, List<Path> files, Set<Path> named, List<ParentCandidate> offered) {
        Path found = find(files, name);
        if (found == null) {
            String place = folder + File.separator + SafeText.escape(name);
            offered.add(ParentCandidate.refused(place, RejectionCause.NOT_THERE, "does not exist"));
        } else if (named.add(found)) {
            offered.add(inside(found));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (files.size() == MAX_LISTED) {
                    throw new IOException("it has more than " + MAX_LISTED + " entries");
                }
                files.add(entry);
            }
        }
        // The order of a listing differs between systems; the answer must not.
        files.sort(null);
        return files;
    }

    private static @Nullable Path find(List<Path> files, String name) {
        Path differentCase = null;
        for (Path file : files) {
            String candidate = String.valueOf(file.getFileName());
            if (candidate.equals(name)) {
                return file;
            }
            if (differentCase == null && candidate.equalsIgnoreCase(name)) {
                differentCase = file;
            }
        }
        return differentCase;
    }

    /** A file of a folder, unless it is a link that leads elsewhere. */
    private static ParentCandidate inside(Path file) {
        try {
            if (Files.isSymbolicLink(file)) {
                Path folder = file.toAbsolutePath().getParent();
                if (folder == null || !file.toRealPath().startsWith(folder.toRealPath())) {
                    return ParentCandidate.refused(
                            file.toString(), RejectionCause.OUTSIDE_FOLDER, "is a symbolic link out of the folder");
                }
            }
            return ParentCandidate.ofPath(file);
        } catch (IOException | SecurityException e) {
            return ParentCandidate.refused(file.toString(), RejectionCause.UNREADABLE, "cannot be examined: " + e);
        }
    }

    private static boolean hasKnownExtension(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (String extension : EXTENSIONS) {
            if (name.endsWith(extension)) {
                return true;
            }
        }
        return false;
    }
}
