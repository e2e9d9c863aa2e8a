package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognises exFAT. */
public final class ExFatFormat implements VolumeFormat {
    private static final int BACKUP_SECTOR = 12;

    /** The one of that kind. */
    public ExFatFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExFatGeometry geometry = ExFatGeometry.parse(bytes, 0);
        return geometry == null ? null : new ExFatReader(place, bytes, geometry, null);
    }

    /** The copy is behind the first twelve sectors, and how large these are is in the sector that is lost. */
    @Override
    public @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        for (int shift = 9; shift <= 12; shift++) {
            ExFatGeometry geometry = ExFatGeometry.parse(bytes, (long) BACKUP_SECTOR << shift);
            if (geometry != null && geometry.sectorShift() == shift) {
                String problem =
                        "its first sector is not that of exFAT: it is read by the copy in sector " + BACKUP_SECTOR;
                return new ExFatReader(place, bytes, geometry, problem);
            }
        }
        return null;
    }
}
