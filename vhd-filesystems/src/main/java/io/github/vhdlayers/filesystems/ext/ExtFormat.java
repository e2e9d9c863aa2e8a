package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognises ext2, ext3 and ext4. */
public final class ExtFormat implements VolumeFormat {
    /** The one of that kind. */
    public ExtFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExtSuper superblock = ExtSuper.parse(bytes);
        if (superblock == null) {
            return null;
        }
        return new ExtReader(new ExtVolume(
                place.info(superblock.type(), superblock.bytes(), superblock.blockBytes()), bytes, superblock));
    }
}
