package io.github.vhdlayers.tsk;

import java.util.List;
import org.sleuthkit.datamodel.Image;

/**
 * What was found in a data source and added to its case.
 *
 * @param added the data sources that were added now
 * @param disks every disk file, with what became of it
 * @param failures why chains could not be added although their files can be read: no room, or a case that refuses them
 * @param problems what the Sleuth Kit complained of about chains that were added, as of a disk without a file system
 * @param unreadableFiles how many files of the data source could not be looked at
 * @param unattached data sources of the case that are one of these disks without its parents, as other programs add them
 */
public record ChainsReport(
        List<AddedImage> added,
        List<FoundDiskResult> disks,
        List<String> failures,
        List<String> problems,
        long unreadableFiles,
        List<Image> unattached) {
    /** Keeps unmodifiable copies of the lists. */
    public ChainsReport {
        added = List.copyOf(added);
        disks = List.copyOf(disks);
        failures = List.copyOf(failures);
        problems = List.copyOf(problems);
        unattached = List.copyOf(unattached);
    }

    /** How many of the disk files have a role. */
    public long count(DiskRole role) {
        return disks.stream().filter(disk -> disk.role() == role).count();
    }
}
