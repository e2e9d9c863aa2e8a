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
}
