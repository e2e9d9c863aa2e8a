package io.github.vhdlayers.filesystems.fat;

import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognises FAT12, FAT16 and FAT32. */
public final class FatFormat implements VolumeFormat {
    private static final int BACKUP_SECTOR = 6;

    /** The one of that kind. */
    public FatFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        FatGeometry geometry = FatGeometry.parse(place.bytes(), 0);
        return geometry == null ? null : new FatReader(place, geometry, null);
    }

    /** FAT32 keeps a copy of its first sector, and where is in the sector that is lost: it is always in the same place. */
    @Override
    public @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        FatGeometry geometry = FatGeometry.parse(place.bytes(), BACKUP_SECTOR * 512L);
        return geometry == null || geometry.bits() != 32
                ? null
                : new FatReader(
                        place,
                        geometry,
                        "its first sector is not that of FAT: it is read by the copy in sector " + BACKUP_SECTOR);
    }
}
