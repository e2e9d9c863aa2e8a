package io.github.vhdlayers.partition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a physical volume of Linux LVM says of its volume group.
 *
 * @param name the group's name; empty if it is not known, or the physical volume belongs to none
 * @param volumes its logical volumes that a user sees, in the order of the metadata
 * @param problem why its logical volumes are not known, or null
 * @since 0.1.0
 */
public record VolumeGroup(String name, List<LogicalVolume> volumes, @Nullable String problem) {
    /** Keeps an unmodifiable copy of the list. */
    public VolumeGroup {
        volumes = List.copyOf(volumes);
    }

    static VolumeGroup unknown(String problem) {
        return new VolumeGroup("", List.of(), problem);
    }
}
