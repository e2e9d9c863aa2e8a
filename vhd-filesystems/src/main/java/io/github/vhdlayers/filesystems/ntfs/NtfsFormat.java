package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.VolumeProblem;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** NTFS. */
public final class NtfsFormat implements VolumeFormat {
    /** One that keeps nothing. */
    public NtfsFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        if (!bytes.has(0, NtfsGeometry.BOOT_BYTES)) {
            return null;
        }
        byte[] boot = bytes.read(0, NtfsGeometry.BOOT_BYTES).array();
        if (!NtfsGeometry.isNamed(boot)) {
            return null;
        }
        try {
            NtfsVolumeBytes volume = new NtfsVolumeBytes(bytes, NtfsGeometry.parse(boot));
            return new NtfsReader(place, volume, Mft.open(volume));
        } catch (ClosedChannelException e) {
            throw e;
        } catch (NtfsDamage e) {
            throw new UnopenedVolumeException(
                    VolumeProblem.Kind.UNSUPPORTED, "holds NTFS, which cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new UnopenedVolumeException(
                    VolumeProblem.Kind.UNREADABLE, "holds NTFS, which cannot be read: " + e.getMessage());
        }
    }
}
