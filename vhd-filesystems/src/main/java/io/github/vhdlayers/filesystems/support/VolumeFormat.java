package io.github.vhdlayers.filesystems.support;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognises one family of file systems and opens it. Thread-safe: it keeps nothing. */
public interface VolumeFormat {
    /**
     * Opens the file system of a volume.
     *
     * @param place where it is
     * @return null if the volume does not begin as this family does
     * @throws UnopenedVolumeException if it is of this family and cannot be read; the message says why
     * @throws IOException if the first sectors cannot be read
     */
    @Nullable
    VolumeReader open(VolumePlace place) throws IOException;

    /**
     * Opens the file system of a volume by the copy of its first sector, where a volume of this family keeps one. Asked only where no
     * family knows the volume by its begin; the result reports a problem that says so.
     *
     * @param place where it is
     * @return null if there is no such copy, or it does not fit
     * @throws UnopenedVolumeException if the copy fits and the rest cannot be read; the message says why
     * @throws IOException if the copy cannot be read
     */
    default @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        return null;
    }
}
