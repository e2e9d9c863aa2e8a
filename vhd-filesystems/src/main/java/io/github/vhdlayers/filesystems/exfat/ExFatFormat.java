package io.github.vhdlayers.filesystems.exfat;

import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Recognises exFAT. */
public final class ExFatFormat implements VolumeFormat {
    private static final int BACKUP_SECTOR = 12;
    private static final String BY_COPY = ": it is read by the copy in sector " + BACKUP_SECTOR;

    /** The one of that kind. */
    public ExFatFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExFatGeometry geometry = ExFatGeometry.parse(bytes, 0);
        if (geometry == null) {
            return null;
        }
        String problem = "the checksum of its first sectors is wrong";
        try {
            if (ExFatChecksum.isRight(bytes, 0, 1 << geometry.sectorShift())) {
                return new ExFatReader(place, bytes, geometry, null);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            problem = "the checksum of its first sectors cannot be checked: " + e.getMessage();
            return new ExFatReader(place, bytes, geometry, problem);
        }
        ExFatGeometry copy = copy(bytes, true);
        return copy == null
                ? new ExFatReader(place, bytes, geometry, problem)
                : new ExFatReader(place, bytes, copy, problem + BY_COPY);
    }

    @Override
    public @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExFatGeometry copy = copy(bytes, true);
        copy = copy == null ? copy(bytes, false) : copy;
        return copy == null
                ? null
                : new ExFatReader(place, bytes, copy, "its first sector is not that of exFAT" + BY_COPY);
    }

    /** The copy is behind the first twelve sectors, and how large these are is in the sector that is lost. */
    private static @Nullable ExFatGeometry copy(VolumeBytes bytes, boolean checked) throws IOException {
        for (int shift = 9; shift <= 12; shift++) {
            long at = (long) BACKUP_SECTOR << shift;
            try {
                ExFatGeometry geometry = ExFatGeometry.parse(bytes, at);
                if (geometry != null
                        && geometry.sectorShift() == shift
                        && (!checked || ExFatChecksum.isRight(bytes, at, 1 << shift))) {
                    return geometry;
                }
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                // A copy that cannot be read is none.
            }
        }
        return null;
    }
}
