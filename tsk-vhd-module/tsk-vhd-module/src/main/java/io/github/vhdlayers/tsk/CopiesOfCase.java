package io.github.vhdlayers.tsk;

import io.github.vhdlayers.internal.text.LastPart;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * The raw copies in a case's folder, and which data sources they belong to. A case records the whole path of a copy, which is another
 * when the case's folder was moved; so a copy is known by its name in that folder.
 */
final class CopiesOfCase {
    private final SleuthkitCase sleuthkitCase;
    private final Path folder;

    CopiesOfCase(SleuthkitCase sleuthkitCase, Path folder) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
    }

    /**
     * Names to the case the copy in its own folder, if it names another place: the case, or a copy of it, was moved.
     *
     * @return what became of it; null if there was nothing to do
     */
    @Nullable
    Reattached find(Image image) throws TskCoreException {
        String recorded = image.getPaths().length == 0 ? "" : image.getPaths()[0];
        String name = LastPart.of(recorded);
        Path own = name.isEmpty() ? null : folder.resolve(name);
        Path old = path(recorded);
        if (own != null && isCopy(own, image.getSize())) {
            if (old != null && isSame(own, old)) {
                return null;
            }
            sleuthkitCase.setImagePaths(image.getId(), List.of(own.toString()));
            return new Reattached(sleuthkitCase.getImageById(image.getId()), null);
        }
        if (old != null && isCopy(old, image.getSize())) {
            return null;
        }
        return new Reattached(
                image,
                "its copy of " + image.getSize() + " bytes is neither " + recorded + " nor "
                        + (own == null ? "in " + folder : own));
    }

    /** The same of the empty file that stands for a disk that is read through us. */
    @Nullable
    Reattached findPlaceholder(Image image) throws TskCoreException {
        String recorded = image.getPaths().length == 0 ? "" : image.getPaths()[0];
        Path own = folder.resolve(LastPart.of(recorded));
        Path old = path(recorded);
        if (!isCopy(own, 0) || (old != null && isSame(own, old))) {
            return null;
        }
        sleuthkitCase.setImagePaths(image.getId(), List.of(own.toString()));
        return new Reattached(sleuthkitCase.getImageById(image.getId()), null);
    }

    /** Removes such a file again. */
    void removePlaceholder(String path) throws IOException {
        Path file = path(path);
        if (file != null && folder.equals(file.getParent()) && isCopy(file, 0)) {
            Files.delete(file);
        }
    }

    private static boolean isCopy(Path file, long size) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** The names of the files of all data sources, in small letters: two systems may write one path in two ways. */
    Set<String> namesInUse() throws TskCoreException {
        Set<String> names = new HashSet<>();
        for (Image image : sleuthkitCase.getImages()) {
            for (String path : image.getPaths()) {
                names.add(LastPart.of(path).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /**
     * Removes what belonged to a data source that is no longer in the case: its copy, and the tables of its layers.
     *
     * @param imageId the id that the data source had
     * @param copy the path of its copy
     * @return what was removed
     * @throws IOException if something cannot be removed; the message names it
     */
    List<Path> removeOf(long imageId, @Nullable String copy) throws IOException, TskCoreException {
        List<Path> removed = new ArrayList<>();
        String name = copy == null ? "" : LastPart.of(copy);
        if (!name.isEmpty() && !namesInUse().contains(name.toLowerCase(Locale.ROOT))) {
            remove(folder.resolve(name), removed);
        }
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, LayerMapFiles.tablesOf(imageId))) {
                for (Path table : tables) {
                    remove(table, removed);
                }
            }
        }
        remove(CaseLock.file(folder, imageId), removed);
        return removed;
    }

    private static void remove(Path file, List<Path> removed) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
            removed.add(file);
        }
    }

    private static @Nullable Path path(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            // A path of another system.
            return null;
        }
    }
}
