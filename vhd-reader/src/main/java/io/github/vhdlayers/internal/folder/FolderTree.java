package io.github.vhdlayers.internal.folder;

import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All files in and below some folders, as one listing found them. Symbolic links are not followed, and no file is opened.
 *
 * @param files the regular files, in the order of the folders and by path below each, each once
 * @param problems folders that could not be listed
 * @param cutShort whether there are more files than are listed
 */
public record FolderTree(List<ListedFile> files, List<Unlisted> problems, boolean cutShort) {
    private static final int MOST_PROBLEMS = 1000;

    /**
     * A folder that could not be listed.
     *
     * @param folder which one
     * @param failure what the system said
     */
    public record Unlisted(Path folder, Exception failure) {}

    /** Lists folders. For one thread. */
    private static final class Lister {
        private final int mostFiles;
        private final List<ListedFile> files = new ArrayList<>();
        private final List<Unlisted> problems = new ArrayList<>();
        private boolean cutShort;

        Lister(int mostFiles) {
            this.mostFiles = mostFiles;
        }

        /** Lists a folder that may not be there. */
        void listIfPossible(Path start) {
            try {
                list(start);
            } catch (IOException | SecurityException e) {
                problems.add(new Unlisted(start, e));
            }
        }

        void list(Path start) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(start, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                files.add(new ListedFile(start, attributes, true));
                return;
            }
            Deque<Path> waiting = new ArrayDeque<>(List.of(start));
            while (!waiting.isEmpty() && !cutShort) {
                Path folder = waiting.pop();
                List<Path> below = new ArrayList<>();
                try {
                    list(folder, below);
                } catch (IOException | DirectoryIteratorException | SecurityException e) {
                    if (folder == start && e instanceof IOException io) {
                        throw io;
                    }
                    if (problems.size() < MOST_PROBLEMS) {
                        problems.add(new Unlisted(folder, e));
                    }
                }
                below.sort(null);
                for (int i = below.size() - 1; i >= 0; i--) {
                    waiting.push(below.get(i));
                }
            }
        }

        FolderTree tree() {
            // A folder may be named twice, or be below another one.
            Set<Path> seen = new HashSet<>();
            files.removeIf(file -> !seen.add(file.path().toAbsolutePath().normalize()));
            return new FolderTree(files, problems, cutShort);
        }

        private void list(Path folder, List<Path> below) throws IOException {
            List<ListedFile> found = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (files.size() + found.size() >= mostFiles) {
                        cutShort = true;
                        break;
                    }
                    BasicFileAttributes attributes = attributes(entry);
                    if (attributes == null) {
                        continue;
                    }
                    if (attributes.isDirectory()) {
                        below.add(entry);
                    } else if (attributes.isRegularFile()) {
                        found.add(new ListedFile(entry, attributes, false));
                    }
                }
            } finally {
                // The order of a listing differs between systems; the answer must not.
                found.sort((a, b) -> a.path().compareTo(b.path()));
                files.addAll(found);
            }
        }
    }

    /** What the folder says of an entry, or null if it is there no more: others may be at work in the folder. */
    private static @Nullable BasicFileAttributes attributes(Path entry) throws IOException {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Lists folders and everything below them.
     *
     * @param folders the folders; a file among them is listed like a file of a folder, and a link among them is followed
     * @param mostFiles how many files are listed at most
     * @throws java.nio.file.NoSuchFileException if a named folder does not exist
     * @throws IOException if a named folder cannot be listed
     */
    public static FolderTree of(List<Path> folders, int mostFiles) throws IOException {
        Lister lister = new Lister(mostFiles);
        for (Path folder : folders) {
            lister.list(folder);
        }
        return lister.tree();
    }

    /** The same, with folders that cannot be listed among the problems. */
    public static FolderTree ofThoseThere(List<Path> folders, int mostFiles) {
        Lister lister = new Lister(mostFiles);
        folders.forEach(lister::listIfPossible);
        return lister.tree();
    }

    /**
     * Looks at every file, with several threads.
     *
     * @param look what is done with a file
     * @param progress receives how many files were looked at, and how many there are; may cancel
     * @return what was found of each file, in the order of the files
     * @throws CancellationException if the progress cancelled
     */
    public <T> List<T> look(Function<ListedFile, T> look, Progress progress) {
        AtomicLong done = new AtomicLong();
        return files.parallelStream()
                .map(file -> {
                    T found = look.apply(file);
                    synchronized (done) {
                        long count = done.incrementAndGet();
                        if (!progress.onProgress(count, files.size(), 0)) {
                            throw new CancellationException("cancelled at file " + count + " of " + files.size());
                        }
                    }
                    return found;
                })
                .toList();
    }
}
