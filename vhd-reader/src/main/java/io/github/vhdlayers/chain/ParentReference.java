package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.file.LocatorPath;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.format.DynamicDiskHeader;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.format.VhdEpoch;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a differencing disk records about its parent. All of it is what the disk says; none of it is a place to look.
 *
 * @param childName the name of the file that records it
 * @param parentId the parent's id; all zero where none was recorded
 * @param parentTimestamp when the parent's file was last changed, in seconds since 2000, or 0 where it was not recorded
 * @param parentName the header's parent name, which some programs fill with a whole path
 * @param locatorPaths the paths of the parent locators, in the order of their slots
 */
public record ParentReference(
        String childName, UniqueId parentId, long parentTimestamp, String parentName, List<LocatorPath> locatorPaths) {

    /** Keeps an unmodifiable copy of the paths. */
    public ParentReference {
        locatorPaths = List.copyOf(locatorPaths);
    }

    /**
     * What a differencing disk records.
     *
     * @throws IllegalArgumentException if the file is not a differencing disk
     */
    public static ParentReference of(LayerFile child) {
        DynamicDiskHeader header = child instanceof VhdFile vhd ? vhd.header() : null;
        if (header == null) {
            throw new IllegalArgumentException(child.name() + " is a fixed disk, and has no parent");
        }
        return new ParentReference(
                child.name(),
                header.parentUniqueId(),
                header.parentTimestamp(),
                header.parentName(),
                ((VhdFile) child).locatorPaths());
    }

    /** When the parent's file was last changed, or null where it was not recorded. */
    public @Nullable Instant parentTime() {
        return parentTimestamp == 0 ? null : VhdEpoch.toInstant(parentTimestamp);
    }

    /**
     * The last parts of all recorded paths, without doubles: the file names that the parent had. A part counts from the last
     * slash or backslash, whatever system this runs on.
     */
    public List<String> baseNames() {
        Set<String> names = new LinkedHashSet<>();
        for (LocatorPath path : locatorPaths) {
            addBaseName(names, path.text());
        }
        addBaseName(names, parentName);
        return List.copyOf(names);
    }

    private static void addBaseName(Set<String> names, String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        if (!name.isEmpty()) {
            names.add(name);
        }
    }
}
