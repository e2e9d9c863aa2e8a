package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which contents of a file have a row of their own. */
public final class FileContents {
    private FileContents() {}

    /**
     * The contents of a file, the main one first. That one is null, which stands for the file itself, where it has none: a folder of which all names
     * are within its record, a device; and where it cannot be read. Files that consist of alternate streams alone, as NTFS has for itself,
     * are those streams.
     */
    public static List<@Nullable FileStream> of(DiskFile file) {
        boolean isItself = file.kind() == DiskFile.Kind.DIRECTORY
                || (file.problem() != null
                        && file.kind() != DiskFile.Kind.SYSTEM
                        && file.kind() != DiskFile.Kind.VIRTUAL);
        if (!file.streams().isEmpty() && !(isItself && file.stream("") == null)) {
            return file.streams();
        }
        List<@Nullable FileStream> contents = new ArrayList<>(file.streams().size() + 1);
        contents.add(null);
        contents.addAll(file.streams());
        return contents;
    }
}
