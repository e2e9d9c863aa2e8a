package io.github.vhdlayers.filesystems.ntfs;

import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
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
        NtfsGeometry geometry;
        try {
            geometry = NtfsGeometry.parse(boot);
        } catch (NtfsDamage e) {
            VolumeReader byCopy = open(place, bytes, copy(bytes), e.getMessage() + ": ");
            if (byCopy != null) {
                return byCopy;
            }
            throw new UnopenedVolumeException(
                    VolumeProblem.Kind.UNSUPPORTED, "holds NTFS, which cannot be read: " + e.getMessage());
        }
        return open(place, bytes, geometry, null);
    }

    /** NTFS keeps a copy of its boot sector in the sector behind its last one, which is the last of its partition. */
    @Override
    public @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        return open(place, bytes, copy(bytes), "its first sector is not that of NTFS: ");
    }

    /** What the copy says, if it is where the volume that it describes ends; null if there is none. */
    private static @Nullable NtfsGeometry copy(VolumeBytes bytes) {
        for (int sector = NtfsGeometry.BOOT_BYTES; sector <= NtfsGeometry.MOST_SECTOR; sector *= 2) {
            try {
                long at = bytes.length() / sector * sector - sector;
                if (at > 0 && bytes.has(at, NtfsGeometry.BOOT_BYTES)) {
                    NtfsGeometry geometry = NtfsGeometry.parse(
                            bytes.read(at, NtfsGeometry.BOOT_BYTES).array());
                    if (geometry.sectorBytes() == sector && geometry.sectors() == at / sector) {
                        return geometry;
                    }
                }
            } catch (IOException e) {
                // Without a copy that can be read there is none.
            }
        }
        return null;
    }

    /** @param copied why the geometry is that of the copy, or null if it is that of the boot sector */
    private static @Nullable VolumeReader open(
            VolumePlace place, VolumeBytes bytes, @Nullable NtfsGeometry geometry, @Nullable String copied)
            throws IOException {
        if (geometry == null) {
            return null;
        }
        String problem = copied == null
                ? null
                : copied + "it is read by the copy in sector " + geometry.sectors() + ", its last one";
        try {
            NtfsVolumeBytes volume = new NtfsVolumeBytes(bytes, geometry);
            return new NtfsReader(place, volume, Mft.open(volume), problem);
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
