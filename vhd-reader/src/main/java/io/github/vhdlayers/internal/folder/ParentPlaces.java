package io.github.vhdlayers.internal.folder;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where parents are looked for, as a person writes it down: {@code DIR} is a folder, {@code DIR/**} a folder and all below it.
 * Immutable and thread-safe.
 *
 * @param folders the folders
 * @param trees the folders that all below them counts with
 */
public record ParentPlaces(List<Path> folders, List<Path> trees) {
    private static final String BELOW = "**";

    /** Keeps unmodifiable copies of the lists. */
    public ParentPlaces {
        folders = List.copyOf(folders);
        trees = List.copyOf(trees);
    }

    /**
     * Reads what was written.
     *
     * @throws InvalidPathException if one cannot be a folder's path
     */
    public static ParentPlaces of(List<String> places) {
        List<Path> folders = new ArrayList<>();
        List<Path> trees = new ArrayList<>();
        for (String place : places) {
            if (place.equals(BELOW)) {
                trees.add(Path.of(""));
            } else if (place.endsWith("/" + BELOW) || place.endsWith(File.separator + BELOW)) {
                // The root of a file system keeps its slash.
                trees.add(Path.of(place.substring(0, place.length() - BELOW.length())));
            } else {
                folders.add(Path.of(place));
            }
        }
        return new ParentPlaces(folders, trees);
    }
}
