package io.github.vhdlayers.internal.folder;

import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file and what its folder says of it.
 *
 * @param path where it is
 * @param attributes its length and times as they were when it was listed
 * @param named whether the caller named it, and not its folder
 */
public record ListedFile(Path path, BasicFileAttributes attributes, boolean named) {
    /**
     * Opens it. A link that the caller named is followed; one that took the place of a file since is not.
     *
     * @throws IOException if it cannot be opened
     */
    public RandomAccessSource open() throws IOException {
        return named ? SplitImage.open(path) : SplitImage.openUnlinked(path);
    }
}
