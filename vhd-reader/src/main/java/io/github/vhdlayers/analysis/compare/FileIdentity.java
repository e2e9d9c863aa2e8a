package io.github.vhdlayers.analysis.compare;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;

/**
 * Whether two layers are the same file, also when two chains opened it separately.
 *
 * <p>A file is known by the key that the file system gives it, which hard and symbolic links share and copies do not; where
 * there is no such key, as on Windows, by its real path. Size and id as they were when the file was opened must agree as well, so
 * that a file that took another's place in between is not taken for it. A layer that is not a file, or not there any
 * more, is only the same as itself.
 */
final class FileIdentity {
    private FileIdentity() {}

    /** An object that is equal to that of the same file, and to no other. */
    static Object of(DiskLayer layer) {
        LayerFile file = layer.file();
        Path path = layer.path();
        if (path == null) {
            return file;
        }
        try {
            Path real = path.toRealPath();
            Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
            return List.of(Objects.requireNonNullElse(key, real), file.fileSize(), file.uniqueId(), log(file));
        } catch (IOException e) {
            // Moved or deleted since it was opened, and still readable: then it is only known to be itself.
            return file;
        }
    }

    /** One file is two disks if its log is replayed for one of them and left out for the other. */
    private static Object log(LayerFile file) {
        return file instanceof VhdxFile vhdx ? vhdx.logState() : "";
    }
}
