package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.file.LayerFile;
import org.jspecify.annotations.Nullable;

/** A file of either format with what callers do not see of it. */
interface StoredFile extends LayerFile {
    /**
     * Which sectors the file has and where; null if the file's bytes from 0 on are the disk's, up to {@link #dataEnd()}.
     */
    @Nullable
    SectorLayout layout();
}
