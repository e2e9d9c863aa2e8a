package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of some folders, listed once for all layers of a chain.
 *
 * <p>Recorded names are never turned into paths: the folders are listed, and the names found are compared with the recorded
 * ones. So there is no name, however made, that leads out of a folder or to a device.
 *
 * <p>For one thread.
 */
final class FolderIndex implements ParentResolver {
    private static final List<String> EXTENSIONS = List.of(".vhd", ".avhd", ".vud", ".vhdx", ".avhdx");
    /** More files than any folder of evidence has; beyond it a folder is not a place to search. */
    private static final int MAX_LISTED = 100_000;

    private final List<Path> folders;
    private final Map<Path, ParentCandidate> seen = new HashMap<>();
    private @Nullable List<Listing> listings;

    /** Where the folders are, by their paths, from when they were listed. */
    private final Map<Path, Path> real = new HashMap<>();

    private record Listing(Path folder, List<Path> files, @Nullable ParentCandidate failure) {}

    FolderIndex(List<Path> folders) {
        // What is listed in the folder "" would have no parent.
        this.folders = folders.stream()
                .map(folder -> folder.toString().isEmpty() ? folder.resolve(".") : folder)
                .toList();
    }

    /** Files of the recorded names, then those with the extensions of the format. */
    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) {
        Set<Path> named = new LinkedHashSet<>();
        List<ParentCandidate> first = new ArrayList<>();
        Set<Path> others = new LinkedHashSet<>();
        for (Listing listing : listings()) {
            if (listing.failure != null) {
                first.add(listing.failure);
                continue;
            }
            for (String name : reference.baseNames()) {
                Path found = find(listing.files, name);
                if (found == null) {
                    String place = listing.folder + File.separator + SafeText.escape(name);
                    first.add(ParentCandidate.refused(place, RejectedParent.Cause.NOT_THERE, "does not exist"));
                } else if (named.add(found)) {
                    first.add(inside(found));
                }
            }
            for (Path file : listing.files) {
                if (hasKnownExtension(file)) {
                    others.add(file);
                }
            }
        }
        others.removeAll(named);
        return () -> new Lazily(first, others.iterator(), this::inside);
    }

    /** All other files, whatever they are called. */
    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
        Set<Path> others = new LinkedHashSet<>();
        for (Listing listing : listings()) {
            others.addAll(listing.files);
        }
        others.removeIf(file -> hasKnownExtension(file) || isNamed(file, reference));
        return () -> new Lazily(List.of(), others.iterator(), this::inside);
    }

    private static boolean isNamed(Path file, ParentReference reference) {
        String name = String.valueOf(file.getFileName());
        return reference.baseNames().stream().anyMatch(name::equalsIgnoreCase);
    }

    private List<Listing> listings() {
        List<Listing> known = listings;
        if (known == null) {
            known = new ArrayList<>();
            for (Path folder : folders) {
                known.add(list(folder));
            }
            listings = known;
        }
        return known;
    }

    private Listing list(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            requireFolder(folder);
            real.put(folder, folder.toRealPath());
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (files.size() == MAX_LISTED) {
                        throw new IOException("it has more than " + MAX_LISTED + " entries");
                    }
                    files.add(entry);
                }
            }
        } catch (IOException | SecurityException | DirectoryIteratorException e) {
            return new Listing(folder, List.of(), unlisted(folder, e));
        }
        // The order of a listing differs between systems; the answer must not.
        files.sort(null);
        return new Listing(folder, files, null);
    }

    /** A pipe in the place of a folder would be waited for. */
    private static void requireFolder(Path folder) throws IOException {
        if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    private static ParentCandidate unlisted(Path folder, Exception failure) {
        Exception cause = failure instanceof DirectoryIteratorException && failure.getCause() instanceof IOException io
                ? io
                : failure;
        return ParentCandidate.unreadable(folder.toString(), "cannot be listed: " + cause, cause);
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

    private ParentCandidate inside(Path file) {
        return seen.computeIfAbsent(file, this::examine);
    }

    /** A file of a folder, unless it is a link that leads elsewhere. */
    private ParentCandidate examine(Path file) {
        Path folder = real.get(file.getParent());
        return ParentCandidate.inFolder(file, target -> folder != null && target.startsWith(folder));
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
